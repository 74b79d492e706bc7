import { connect as startHttp2 } from 'node:http2';
import type { Duplex } from 'node:stream';
import { ReplayError } from '../errors.ts';
import { failureReason, NO_HTTP2 } from './failure-reason.ts';
import { createSocketOpener } from './socket-opener.ts';
import type { TransportOptions } from './transport-options.ts';
import { whyUnreachable } from './why-unreachable.ts';

/** What came of trying the target. */
export interface Preflight {
  /** Without the addresses that took no connection, and with no more streams than the target takes. */
  readonly transport: TransportOptions;
  /** What is to be said of it. */
  readonly notes: readonly string[];
}

/** Opens a connection to each address of the target and closes it again; throws where none can be opened. Sends no request. */
export async function preflight(transport: TransportOptions, name = transport.origin): Promise<Preflight> {
  const { addresses } = transport;
  const tries =
    addresses.length === 0 ? [transport] : addresses.map((one) => ({ ...transport, addresses: [one] }));
  const results = await Promise.all(tries.map(attempt));
  const open = results.flatMap((result) => ('error' in result ? [] : [result]));
  const [failed] = results.flatMap((result) => ('error' in result ? [result] : []));
  if (open.length === 0) throw unreachable(name, failed.error, transport);
  const left = addresses.filter((_, i) => !('error' in results[i]));
  return {
    transport: {
      ...transport,
      addresses: left,
      streams: Math.max(1, Math.min(transport.streams, ...open.map(({ streams }) => streams))),
    },
    notes: notesOf(name, addresses, results),
  };
}

type Attempt = { readonly streams: number } | { readonly error: Error };

async function attempt(transport: TransportOptions): Promise<Attempt> {
  const connectTimeoutMs = Math.min(transport.connectTimeoutMs, TIMEOUT_MS);
  const { open } = createSocketOpener({ ...transport, connectTimeoutMs });
  try {
    const socket = await new Promise<Duplex>((resolve, reject) => {
      open((error, socket) => (error || !socket ? reject(error) : resolve(socket)));
    });
    if (!transport.http2) {
      socket.destroy();
      return { streams: 1 };
    }
    return { streams: await greet(socket, transport.origin, connectTimeoutMs) };
  } catch (error) {
    return { error: error as Error };
  }
}

/** Begins to speak HTTP/2, and waits for the target to do so: how many requests at once it takes on a connection. */
async function greet(socket: Duplex, origin: string, timeoutMs: number): Promise<number> {
  const session = startHttp2(origin, { createConnection: () => socket });
  try {
    return await new Promise<number>((resolve, reject) => {
      const fail = () => reject(Object.assign(new Error('it does not speak HTTP/2'), { code: NO_HTTP2 }));
      session.on('remoteSettings', ({ maxConcurrentStreams = Infinity }) => resolve(maxConcurrentStreams));
      session.on('error', fail).on('close', fail).setTimeout(timeoutMs, fail);
    });
  } finally {
    session.destroy();
  }
}

function notesOf(name: string, addresses: readonly string[], results: readonly Attempt[]): string[] {
  const failed = results.flatMap((result, i) =>
    'error' in result ? [`${addresses[i]} (${failureReason(result.error)})`] : [],
  );
  if (failed.length === 0) return [];
  const of = `${failed.length} of the ${addresses.length} addresses of ${name}`;
  return [
    `${of} took no connection and ${failed.length === 1 ? 'is' : 'are'} left out: ${failed.join(', ')}`,
  ];
}

function unreachable(name: string, error: Error, transport: TransportOptions): ReplayError {
  const { what, mend } = whyUnreachable(error, transport);
  const goOn = '--no-preflight goes on all the same';
  return new ReplayError('target', `${name}: ${what}`, `${mend}; ${goOn}`, error);
}

const TIMEOUT_MS = 5000;

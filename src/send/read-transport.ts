import { isIP } from 'node:net';
import { ReplayError } from '../errors.ts';
import { parseResolve } from './parse-resolve.ts';
import type { Target } from './parse-target.ts';
import { readTls } from './read-tls.ts';
import type { TlsOptions, TransportOptions, TransportWishes } from './transport-options.ts';

/** Makes of a target, and of what a user says of the way to it, what senders need to know. Asks nobody where names lead. */
export function readTransport(
  { origin, socketPath }: Target,
  wishes: TransportWishes,
  closed: boolean,
): TransportOptions {
  const { http2 = false, timeoutMs = DEFAULT_TIMEOUT_MS } = wishes;
  if (wishes.streams !== undefined && !http2) {
    throw new ReplayError(
      'usage',
      '--streams says nothing without --http2',
      'with HTTP/1.1 a connection has one request in flight',
    );
  }
  return {
    origin,
    socketPath,
    addresses: addressesOf(origin, socketPath, wishes.resolve ?? []),
    tls: tlsOf(origin, wishes),
    http2,
    streams: http2 ? (wishes.streams ?? (closed ? STREAMS_CLOSED : STREAMS)) : 1,
    timeoutMs,
    connectTimeoutMs: Math.min(timeoutMs, wishes.connectTimeoutMs ?? DEFAULT_CONNECT_TIMEOUT_MS),
    ttfbTimeoutMs: Math.min(timeoutMs, wishes.ttfbTimeoutMs ?? timeoutMs),
    followRedirects: wishes.followRedirects ?? 0,
    saveBodies: wishes.saveBodies ?? 'none',
  };
}

const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_CONNECT_TIMEOUT_MS = 10_000;
/** What servers in common use let a client have, 100 to 128. */
const STREAMS = 100;
/** In a closed loop all of them are in flight all the time. */
const STREAMS_CLOSED = 10;

function addressesOf(origin: string, socketPath: string | null, rules: readonly string[]): readonly string[] {
  const { hostname, port, protocol } = new URL(origin);
  const host = hostname.replace(/^\[|\]$/g, '');
  const portNumber = Number(port || (protocol === 'https:' ? 443 : 80));
  const parsed = rules.map(parseResolve);
  const fitting = parsed.filter(
    (rule) => (rule.host === host || rule.host === '*') && rule.port === portNumber,
  );
  if (rules.length > 0 && (fitting.length === 0 || socketPath !== null)) {
    const where = socketPath === null ? `${host}:${portNumber}` : `the socket ${socketPath}`;
    throw new ReplayError(
      'usage',
      `--resolve ${rules.join(' ')} says nothing of the target, which is ${where}`,
      `such as --resolve ${host}:${portNumber}:127.0.0.1`,
    );
  }
  if (fitting.length > 0) return [...new Set(fitting.flatMap(({ addresses }) => addresses))];
  return isIP(host) === 0 ? [] : [host];
}

function tlsOf(origin: string, wishes: TransportWishes): TlsOptions {
  const { ca, cert, key, insecure = false, servername } = wishes;
  const { protocol, hostname } = new URL(origin);
  const named = Object.entries({ ca, cert, key, servername }).find(([, value]) => value !== undefined);
  if (protocol !== 'https:') {
    if (named === undefined) return { insecure };
    throw new ReplayError(
      'usage',
      `--${named[0]} says nothing to a target without TLS`,
      'is it --target https:// that you mean?',
    );
  }
  const asked = servername ?? (isIP(hostname.replace(/^\[|\]$/g, '')) === 0 ? hostname : undefined);
  return { ...readTls({ ca, cert, key }), insecure, ...(asked !== undefined && { servername: asked }) };
}

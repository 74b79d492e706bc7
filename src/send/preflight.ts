import { ReplayError } from '../errors.ts';
import { failureReason } from './failure-reason.ts';
import { createSocketOpener } from './socket-opener.ts';
import type { TransportOptions } from './transport-options.ts';

/** Opens one connection to the target and closes it again; throws when that is refused. Sends no request. */
export async function preflight(transport: TransportOptions): Promise<void> {
  const { origin } = transport;
  const timeoutMs = Math.min(transport.timeoutMs, TIMEOUT_MS);
  const { open, where } = createSocketOpener({ ...transport, timeoutMs });
  await new Promise<void>((resolve, reject) => {
    open(where, (error, socket) => {
      if (!error) socket.destroy();
      if (error) reject(unreachable(origin, error));
      else resolve();
    });
  });
}

function unreachable(origin: string, error: Error): ReplayError {
  const { what, mend } = describe(error);
  const goOn = '--no-preflight goes on all the same';
  return new ReplayError('target', `${origin}: ${what}`, `${mend}; ${goOn}`, error);
}

function describe(error: Error): { readonly what: string; readonly mend: string } {
  const reason = failureReason(error);
  if (/^(?:EPROTO|ERR_SSL_)/.test((error as NodeJS.ErrnoException).code ?? '')) {
    return { what: 'the target does not speak TLS', mend: 'is it --target http:// that you mean?' };
  }
  if (reason === 'tls') {
    return { what: error.message, mend: 'check the certificate, or accept it with --insecure' };
  }
  return { what: IN_WORDS[reason] ?? error.message, mend: 'start it, or check the address' };
}

const IN_WORDS: Partial<Record<ReturnType<typeof failureReason>, string>> = {
  'connect-refused': 'the target refuses connections',
  'connect-timeout': 'the target does not accept a connection in time',
  dns: 'the name of the target does not resolve',
  reset: 'the target closes the connection at once',
};

const TIMEOUT_MS = 5000;

import type { PeerCertificate } from 'node:tls';
import { errorCode, failureReason, NO_HTTP2 } from './failure-reason.ts';
import type { TransportOptions } from './transport-options.ts';

interface Reason {
  readonly what: string;
  readonly mend: string;
}

/** Says in words why no connection to the target could be opened, and what would mend that. */
export function whyUnreachable(error: Error, { tls, socketPath, origin }: TransportOptions): Reason {
  const code = errorCode(error);
  if (socketPath !== null && SOCKETS[code]) return SOCKETS[code];
  const known = KNOWN[code];
  if (known) return known;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return wrongName(error, tls.servername ?? new URL(origin).hostname);
  if (/^ERR_SSL_.*(?:CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE|BAD_CERTIFICATE|UNKNOWN_CA)/.test(code)) {
    return {
      what: `the target refuses the TLS handshake (${alertOf(error)})`,
      mend: wantsCertificate(tls.cert),
    };
  }
  if (/^(?:EPROTO|ERR_SSL_)/.test(code)) {
    return { what: 'the target does not speak TLS', mend: 'is it --target http:// that you mean?' };
  }
  if (failureReason(error) === 'tls') {
    const trusted =
      tls.ca === undefined ? 'name the authority that signed it with --ca FILE' : 'check --ca FILE';
    return {
      what: `its certificate is not trusted (${error.message})`,
      mend: `${trusted}, or accept any with --insecure`,
    };
  }
  const what = IN_WORDS[failureReason(error)] ?? error.message;
  return { what, mend: 'start it, or check the address' };
}

function wrongName(error: Error, asked: string): Reason {
  const { subject, subjectaltname } = (error as { cert?: PeerCertificate }).cert ?? {};
  const has = subjectaltname?.replaceAll('DNS:', '') ?? subject?.CN ?? 'others';
  const what = `its certificate is not for ${asked}, but for ${has}`;
  return { what, mend: 'ask for the name that it has with --servername NAME, or accept any with --insecure' };
}

function wantsCertificate(cert: string | undefined): string {
  if (cert === undefined) return 'it may want a certificate of the client: --cert FILE --key FILE';
  return 'check --cert FILE, and which authorities the target takes certificates of';
}

function alertOf({ message }: Error): string {
  return /alert [a-z ]+/i.exec(message)?.[0].trim() ?? message;
}

const KNOWN: Readonly<Record<string, Reason>> = {
  CERT_HAS_EXPIRED: { what: 'its certificate has expired', mend: 'renew it, or accept any with --insecure' },
  CERT_NOT_YET_VALID: {
    what: 'its certificate is not valid yet',
    mend: 'check the clocks, or accept any certificate with --insecure',
  },
  [NO_HTTP2]: {
    what: 'the target does not speak HTTP/2',
    mend: 'switch it on there, or leave --http2 out',
  },
};

const SOCKETS: Readonly<Record<string, Reason>> = {
  ENOENT: { what: 'there is no such socket', mend: 'start the target, or check the path' },
  ECONNREFUSED: { what: 'nobody listens on this socket', mend: 'start the target, or check the path' },
  EACCES: { what: 'this socket may not be used', mend: 'check who may read and write it' },
  ENOTSOCK: { what: 'is no socket', mend: 'check the path' },
};

const IN_WORDS: Partial<Record<ReturnType<typeof failureReason>, string>> = {
  'connect-refused': 'the target refuses connections',
  'connect-timeout': 'the target does not accept a connection in time',
  dns: 'the name of the target does not resolve',
  reset: 'the target closes the connection at once',
};

import type { FailureReason } from '../model.ts';
import { GivenUp } from './given-up.ts';

/** Puts an error of a connection or of a request into one of the few reasons that reports count. */
export function failureReason(error: unknown): FailureReason {
  const code = errorCode(error);
  // So undici calls an answer for which nobody asked: one more than there were requests, or another protocol.
  if (code === 'UND_ERR_SOCKET' && /^bad (?:response|upgrade)$/.test((error as Error).message))
    return 'protocol';
  if (/^ERR_HTTP2_(?:STREAM|SESSION)_ERROR$/.test(code))
    return BROKEN_RULE.test((error as Error).message) ? 'protocol' : 'reset';
  return BY_CODE[code] ?? byPrefix(code);
}

/** The same, where the error is one of the network that has a reason of its own; null for any other. */
export function knownReason(error: unknown): FailureReason | null {
  const code = errorCode(error);
  // A file that is missing is something else than a socket that is.
  const isOfFile = OF_FILES.test(code) && (error as NodeJS.ErrnoException).syscall !== 'connect';
  return isOfFile ? null : (BY_CODE[code] ?? null);
}

const OF_FILES = /^(?:ENOENT|EACCES)$/;

/** The code of the error, or of the first that it wraps (several addresses may have been tried). */
export function errorCode(error: unknown): string {
  if (error instanceof GivenUp) return error.why;
  const { code, errors, cause } = (error ?? {}) as { code?: unknown; errors?: unknown[]; cause?: unknown };
  if (typeof code === 'string') return code;
  if (Array.isArray(errors) && errors.length > 0) return errorCode(errors[0]);
  return cause === undefined ? '' : errorCode(cause);
}

/** The codes of HTTP/2 by which one side says that the other does not keep to it. */
const BROKEN_RULE = /PROTOCOL_ERROR|FRAME_SIZE_ERROR|COMPRESSION_ERROR|FLOW_CONTROL_ERROR/;

/** Codes of our own, for requests that were given up: not answered, not connected, without a first byte in time. */
export const TIMEOUT = 'REPRISE_TIMEOUT';
export const CONNECT_TIMEOUT = 'REPRISE_CONNECT_TIMEOUT';
export const TTFB_TIMEOUT = 'REPRISE_TTFB_TIMEOUT';
/** Of a target that was to speak HTTP/2, and does not. */
export const NO_HTTP2 = 'REPRISE_NO_HTTP2';

const BY_CODE: Readonly<Record<string, FailureReason>> = {
  [TIMEOUT]: 'timeout',
  [CONNECT_TIMEOUT]: 'connect-timeout',
  [TTFB_TIMEOUT]: 'ttfb-timeout',
  [NO_HTTP2]: 'protocol',
  ECONNREFUSED: 'connect-refused',
  // Of a Unix socket: there is none, it may not be used, or it is some other file.
  ENOENT: 'connect-refused',
  EACCES: 'connect-refused',
  ENOTSOCK: 'connect-refused',
  ETIMEDOUT: 'connect-timeout',
  UND_ERR_CONNECT_TIMEOUT: 'connect-timeout',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  // Of HTTP/2: the target went away, or ended a stream, without an answer.
  UND_ERR_INFO: 'reset',
  ERR_HTTP2_STREAM_CANCEL: 'reset',
  ERR_HTTP2_INVALID_SESSION: 'reset',
  ERR_HTTP2_GOAWAY_SESSION: 'reset',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  EAI_NONAME: 'dns',
  EPROTO: 'tls',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'no-socket',
  EMFILE: 'no-socket',
  ENFILE: 'no-socket',
  ENOBUFS: 'no-socket',
  UND_ERR_ABORTED: 'aborted',
  UND_ERR_DESTROYED: 'aborted',
  UND_ERR_CLOSED: 'aborted',
};

function byPrefix(code: string): FailureReason {
  if (/^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/.test(code)) return 'tls';
  // What is left is an answer that is not HTTP: HPE_* of the parser, a body of another length than announced.
  return 'protocol';
}

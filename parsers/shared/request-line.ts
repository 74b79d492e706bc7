import type { Skipped } from 'reprise/parser';
import { isToken } from './is-token.ts';
import { KNOWN_METHODS } from './known-methods.ts';

/** The first line of a request, taken apart. */
export interface RequestLine {
  readonly method: string;
  readonly target: string;
}

/**
 * Takes a request line, already unescaped, apart: the method comes first, the protocol last, and all between is the
 * target. Says why it is none otherwise. `status` is what the server answered:
 *
 * - A target with raw spaces is no HTTP, but nginx before 1.21.1 served it; newer ones answer 400. So it counts as
 *   a request unless the server refused it.
 * - A line without a protocol is HTTP/0.9, which knows only GET.
 */
export function parseRequestLine(text: string, status?: number): RequestLine | Skipped {
  const methodEnd = text.indexOf(' ');
  if (methodEnd === -1) return withoutTarget(text);
  const method = methodEnd === 3 && text.startsWith('GET') ? 'GET' : text.slice(0, methodEnd);
  if (!KNOWN_METHODS.has(method)) {
    if (method === '-') return BAD_REQUEST_LINE;
    if (!isToken(method)) return NOT_HTTP;
  }

  const end = text.charCodeAt(text.length - 1) === SPACE ? endWithoutSpaces(text) : text.length;
  const protocolAt = text.lastIndexOf(' ', end - 1) + 1;
  const protocol = protocolKind(text, protocolAt, end);
  if (protocol === 'none') return withoutProtocol(method, text.slice(methodEnd + 1, end));

  const target = targetBetween(text, methodEnd, protocolAt - 1, protocol);
  if (target === '' || (status === 400 && target.includes(' '))) return BAD_REQUEST_LINE;
  return method === 'CONNECT' ? CONNECT : { method, target };
}

const NOT_HTTP: Skipped = { skipped: 'not-http' };
const BAD_REQUEST_LINE: Skipped = { skipped: 'bad-request-line' };
const CONNECT: Skipped = { skipped: 'connect' };
const SPACE = 0x20;

function withoutTarget(word: string): Skipped {
  return word === '' || word === '-' || KNOWN_METHODS.has(word) ? BAD_REQUEST_LINE : NOT_HTTP;
}

function withoutProtocol(method: string, rest: string): RequestLine | Skipped {
  if (!KNOWN_METHODS.has(method) || OTHER_PROTOCOL.test(rest)) return NOT_HTTP;
  if (method === 'CONNECT') return CONNECT;
  const replayable = method === 'GET' && HTTP_0_9_TARGET.test(rest) && !rest.includes(' ');
  return replayable ? { method, target: rest } : BAD_REQUEST_LINE;
}

const HTTP_0_9_TARGET = /^(?:\/|https?:\/\/)/i;
/** RTSP and SIP have request lines of the same shape. */
const OTHER_PROTOCOL = / (?:RTSP|SIP|ICAP)\/\d\.\d$/;

type Protocol = 'none' | 'spaced' | 'framed';

/** In HTTP/1 spaces part the words of the line; from HTTP/2 on the line is put together from frames for the log. */
function protocolKind(text: string, at: number, end: number): Protocol {
  if (!text.startsWith('HTTP/', at)) return 'none';
  if (end - at === 8 && (text.startsWith('1.1', at + 5) || text.startsWith('1.0', at + 5))) return 'spaced';
  const version = text.slice(at + 5, end);
  if (!VERSION.test(version)) return 'none';
  return version.startsWith('2') || version.startsWith('3') ? 'framed' : 'spaced';
}

const VERSION = /^\d(?:\.\d)?$/;

/** Cuts the target out, from the space after the method to the one before the protocol (the same in `GET HTTP/1.1`). */
function targetBetween(text: string, spaceBefore: number, spaceAfter: number, protocol: Protocol): string {
  let from = spaceBefore + 1;
  let to = spaceAfter;
  while (from < to && text.charCodeAt(from) === SPACE) from++;
  if (protocol === 'spaced') while (to > from && text.charCodeAt(to - 1) === SPACE) to--;
  return text.slice(from, to);
}

function endWithoutSpaces(text: string): number {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === SPACE) end--;
  return end;
}

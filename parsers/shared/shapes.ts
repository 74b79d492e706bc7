import { CLF_TIME_LENGTH, hasClfShape } from './clf-time.ts';
import type { Shape } from './template.ts';

const [SPACE, DASH, DOT, COMMA, ZERO, NINE] = [0x20, 0x2d, 0x2e, 0x2c, 0x30, 0x39];

/** No shape of a single value looks further than this. */
const LONGEST = 300;

/** `20/Nov/2026:20:04:58 +0000`. */
export function clfShape(): Shape {
  return (line, at) => (hasClfShape(line, at) ? at + CLF_TIME_LENGTH : -1);
}

/** `[20/Nov/2026:20:04:58 +0000]`. */
export function bracketedClfShape(): Shape {
  return (line, at) =>
    line.charCodeAt(at) === 0x5b && hasClfShape(line, at + 1) ? at + CLF_TIME_LENGTH + 2 : -1;
}

/** `2026-11-20T20:04:58+00:00`, also with a fraction, a `Z` or a space in it, whatever follows. */
export function isoShape(): Shape {
  return (line, at) => {
    if (line.charCodeAt(at + 4) !== DASH || line.charCodeAt(at + 7) !== DASH) return -1;
    const stamp = ISO.exec(line.slice(at, at + 40));
    return stamp === null ? -1 : at + stamp[0].length;
  };
}

const ISO = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?/;

/** A number, padded with spaces or not; `-` or nothing where there is none. */
export function numberShape(after: string): Shape {
  return (line, from) => {
    let at = from;
    while (line.charCodeAt(at) === SPACE && at < from + 12) at++;
    const first = at;
    if (line.charCodeAt(at) === DASH) at++;
    const digits = at;
    while (isDigit(line.charCodeAt(at)) && at < from + LONGEST) at++;
    if (line.charCodeAt(at) === DOT && isDigit(line.charCodeAt(at + 1))) {
      at++;
      while (isDigit(line.charCodeAt(at)) && at < from + LONGEST) at++;
    }
    if (at > digits || at > first) return at;
    return after !== '' && line.startsWith(after, from) ? from : -1;
  };
}

/** Three digits; `-`, `0` or nothing where there was no answer. */
export function statusShape(after: string): Shape {
  return (line, at) => {
    let end = at;
    while (isDigit(line.charCodeAt(end)) && end < at + 4) end++;
    if (end === at + 3 || (end === at + 1 && line.charCodeAt(at) === ZERO)) return end;
    if (line.charCodeAt(at) === DASH) return at + 1;
    return end === at && after !== '' && line.startsWith(after, at) ? at : -1;
  };
}

/** Text without spaces, such as an address or a method, up to the literal after it. */
export function tokenShape(after: string): Shape {
  const stop = after === '' ? SPACE : after.charCodeAt(0);
  return (line, at) => {
    const limit = Math.min(line.length, at + LONGEST);
    let end = at;
    while (end < limit) {
      const code = line.charCodeAt(end);
      if (code === SPACE || (code === stop && line.startsWith(after, end))) break;
      end++;
    }
    return end === at + LONGEST ? -1 : end;
  };
}

/** Text of any length without spaces, up to the literal after it. */
export function wordShape(after: string): Shape {
  const stop = after === '' || after.startsWith(' ') ? ' ' : after;
  return (line, at) => {
    const end = line.indexOf(stop, at);
    return end === -1 ? line.length : end;
  };
}

/** What nginx logs of several upstreams: `a, b : c`; also a list of addresses that a proxy sent. */
export function listShape(after: string): Shape {
  const stop = after === '' ? SPACE : after.charCodeAt(0);
  return (line, from) => {
    let at = from;
    while (at < line.length) {
      const code = line.charCodeAt(at);
      if (code === stop && code !== SPACE && line.startsWith(after, at)) return at;
      if (code !== SPACE) at++;
      else if (line.charCodeAt(at - 1) === COMMA && at > from) at++;
      else if (line.startsWith(' : ', at)) at += 3;
      else return at;
    }
    return at;
  };
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

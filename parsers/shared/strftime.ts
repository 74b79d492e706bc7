import { type ToUtc, UTC } from './zone.ts';

/** Stamps of one format: what they look like (sticky, no choices that overlap), and how they are read. */
export interface StampFormat {
  readonly pattern: string;
  /** Reads the groups of a match of the pattern; NaN where they name no point in time. */
  readonly read: (groups: readonly (string | undefined)[]) => number;
}

/** Prepares a `strftime` format, as Apache has it in `%{…}t`, or several that together make one stamp. */
export function strftime(formats: readonly string[], toUtc: ToUtc = UTC): StampFormat {
  const parts: Part[] = [];
  const pattern = formats
    .map((format) => EPOCH[format] ?? format.replace(DIRECTIVE, expand))
    .map((format) => toPattern(format, parts))
    .join(BETWEEN);
  return { pattern, read: (groups) => toMs(groups, parts, toUtc) };
}

/** Stands between the texts of several fields that make one stamp. */
export const BETWEEN = '\0';

type Part =
  | 'Y'
  | 'y'
  | 'm'
  | 'b'
  | 'd'
  | 'H'
  | 'I'
  | 'M'
  | 'S'
  | 'p'
  | 'z'
  | 's'
  | 'L'
  | 'N'
  | 'E'
  | 'U'
  | 'j';

/** Apache's own words; inside, `%L` are ms and `%N` µs after the point, `%E` ms and `%U` µs since the epoch. */
const EPOCH: Readonly<Record<string, string>> = {
  sec: '%s',
  msec: '%E',
  usec: '%Q',
  msec_frac: '%L',
  usec_frac: '%N',
};

const DIRECTIVE = /%[-_0^#EO]?(.)/gs;
const SHORTHANDS: Readonly<Record<string, string>> = {
  T: '%H:%M:%S',
  R: '%H:%M',
  F: '%Y-%m-%d',
  D: '%m/%d/%y',
  c: '%a %b %d %H:%M:%S %Y',
  x: '%m/%d/%y',
  X: '%H:%M:%S',
  r: '%I:%M:%S %p',
  h: '%b',
  e: '%d',
  n: '\n',
  t: '\t',
};

function expand(_: string, letter: string): string {
  return SHORTHANDS[letter] ?? `%${letter}`;
}

const TWO = ' ?(\\d{1,2})';
const PATTERNS: Readonly<Record<string, readonly [pattern: string, part?: Part]>> = {
  Y: ['(\\d{4})', 'Y'],
  y: ['(\\d\\d)', 'y'],
  m: [TWO, 'm'],
  b: ['([A-Z][a-z]{2})', 'b'],
  B: ['([A-Z][a-z]{2})[a-z]{0,6}', 'b'],
  d: [TWO, 'd'],
  j: ['(\\d{3})', 'j'],
  H: [TWO, 'H'],
  k: [TWO, 'H'],
  I: [TWO, 'I'],
  l: [TWO, 'I'],
  M: ['(\\d\\d)', 'M'],
  S: ['(\\d\\d)', 'S'],
  p: ['([AaPp][Mm])', 'p'],
  z: ['(Z|[+-]\\d\\d:?\\d\\d)', 'z'],
  Z: ['(?:([A-Z]{1,5})|[+-]\\d{2,4})', 'z'],
  s: ['(\\d{9,11})', 's'],
  L: ['(\\d{3})', 'L'],
  N: ['(\\d{6})', 'N'],
  E: ['(\\d{12,14})', 'E'],
  Q: ['(\\d{15,17})', 'U'],
  f: ['(\\d{1,9})', 'N'],
  a: ['[A-Z][a-z]{2}'],
  A: ['[A-Z][a-z]{2,8}'],
  u: ['\\d'],
  w: ['\\d'],
  '%': ['%'],
};

function toPattern(format: string, parts: Part[]): string {
  return format.replace(/%(.)|[^%]+/gs, (text, letter: string | undefined) => {
    if (letter === undefined) return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
    const known = PATTERNS[letter];
    if (known === undefined) throw new TypeError(`%${letter}: no known part of a time`);
    if (known[1] !== undefined) parts.push(known[1]);
    return known[0];
  });
}

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

function toMs(groups: readonly (string | undefined)[], parts: readonly Part[], toUtc: ToUtc): number {
  const found: Partial<Record<Part, string>> = {};
  for (const [i, part] of parts.entries()) found[part] = groups[i];
  const number = (part: Part, absent: number) => (found[part] === undefined ? absent : Number(found[part]));
  const fractionMs = found.N === undefined ? number('L', 0) : Number(`0.${found.N}`) * 1000;
  if (found.U !== undefined) return Number(found.U) / 1000;
  if (found.E !== undefined) return Number(found.E);
  if (found.s !== undefined) return Number(found.s) * 1000 + fractionMs;

  const year = found.Y === undefined ? shortYear(found.y) : Number(found.Y);
  const month = found.b === undefined ? number('m', 1) - 1 : MONTHS.indexOf(found.b) / 3;
  const day = found.j === undefined ? number('d', 1) : Number(found.j);
  const dayKnown = found.j !== undefined || (found.d !== undefined && (found.b ?? found.m) !== undefined);
  const minute = number('M', 0);
  const second = number('S', 0);
  const hour = found.I === undefined ? number('H', Number.NaN) : halfDayHour(Number(found.I), found.p);
  const inRange = Number.isInteger(month) && month >= 0 && month <= 11 && day >= 1 && hour <= 23;
  if (!dayKnown || !inRange || !(year >= 100) || minute > 59 || second > 60) return Number.NaN;
  const ms = Date.UTC(year, month, day, hour, minute, second) + Math.round(fractionMs * 1000) / 1000;
  return inZone(ms, found.z, toUtc);
}

function shortYear(text: string | undefined): number {
  const year = Number(text);
  return year < 69 ? year + 2000 : year + 1900;
}

function halfDayHour(hour: number, half: string | undefined): number {
  return (hour % 12) + (/^p/i.test(half ?? '') ? 12 : 0);
}

/** A zone that only has a name is taken for the one that the reader was told of, but for the names of UTC. */
function inZone(ms: number, zone: string | undefined, toUtc: ToUtc): number {
  if (zone === 'Z' || zone === 'UTC' || zone === 'GMT') return ms;
  const offset = /^([+-])(\d\d):?(\d\d)$/.exec(zone ?? '');
  if (offset === null) return toUtc(ms);
  const minutes = Number(offset[2]) * 60 + Number(offset[3]);
  return ms - (offset[1] === '-' ? -minutes : minutes) * 60_000;
}

import { headerName } from './header-name.ts';
import { bracketedClfReader, epochReader } from './read-time.ts';
import { bracketedClfShape, numberShape, statusShape, tokenShape } from './shapes.ts';
import { simpleDateFormat } from './simple-date-format.ts';
import { strftime } from './strftime.ts';
import type { Role, Shape, TemplateField } from './template.ts';

/** What differs between the programs that speak Apache's language of log formats. */
export interface ApacheWays {
  /** What one of `%D` is, in ms. */
  readonly msPerD: number;
  /** Whether a stamp that does not say is of the request's end. */
  readonly stampsEnd: boolean;
  /** Whether `%{…}t` holds a pattern of Java's SimpleDateFormat instead of strftime's. */
  readonly javaDates: boolean;
}

/** Apache's own ways: µs, and stamps of the start. */
export const APACHE_WAYS: ApacheWays = { msPerD: 0.001, stampsEnd: false, javaDates: false };

/** A directive of Apache's: `%>s` is `{ letter: 's' }`, `%{Referer}i` `{ letter: 'i', argument: 'Referer' }`. */
export interface Directive {
  readonly name: string;
  readonly letter: string;
  readonly argument: string;
  /** `>` the request that was answered in the end, `<` the one that came in. */
  readonly which: '' | '<' | '>';
}

type Field = Omit<TemplateField, 'name'>;

const NUMBER: Field = { shape: numberShape, bounded: true };
const TOKEN: Field = { shape: tokenShape, bounded: true };

/** What a directive is; those that mean nothing to a replay, or that nobody knows, are read over. */
export function apacheField(directive: Directive, ways: ApacheWays): TemplateField {
  return { name: directive.name, ...fieldOf(directive, ways) };
}

function fieldOf({ letter, argument, which }: Directive, ways: ApacheWays): Field {
  switch (letter) {
    case 'h':
      return { ...TOKEN, role: { is: 'client', rank: 1 } };
    case 'a':
      return { ...TOKEN, role: { is: 'client', rank: argument === 'c' ? 2 : 0 } };
    case 'r':
      return { role: { is: 'request' } };
    case 'm':
      return { ...TOKEN, role: { is: 'method' } };
    case 'U':
      return { begins: '/', role: { is: 'target', decoded: true } };
    case 'q':
      return { begins: '?', mayVanish: true, role: { is: 'query' } };
    case 's':
      return { shape: statusShape, bounded: true, role: { is: 'status', rank: which === '<' ? 1 : 0 } };
    case 'v':
      return { ...TOKEN, role: { is: 'host', rank: 2 } };
    case 'V':
      return { ...TOKEN, role: { is: 'host', rank: 1 } };
    case 'p':
      return argument === '' || argument === 'canonical' ? { ...NUMBER, role: { is: 'port' } } : NUMBER;
    case 'D':
      return { ...NUMBER, role: { is: 'duration', rank: 0, msPerUnit: ways.msPerD } };
    case 'T':
      return { ...NUMBER, role: elapsed(argument) };
    case 'i':
      return requestHeader(argument);
    case 'C':
      return { role: { is: 'cookie', name: argument } };
    case 't':
      return stamp(argument, ways);
    case 'l':
      return TOKEN;
    case 'b':
    case 'B':
    case 'O':
    case 'I':
    case 'S':
    case 'k':
    case 'K':
    case 'P':
    case 'X':
      return letter === 'X' ? TOKEN : NUMBER;
    case 'A':
    case 'L':
    case 'R':
    case 'H':
      return letter === 'H' ? TOKEN : {};
    default:
      return {};
  }
}

const MS_PER_UNIT: Readonly<Record<string, number>> = { us: 1e-3, ms: 1, s: 1000, ns: 1e-6 };
/** The finer unit counts where there are several. */
const RANKS: Readonly<Record<string, number>> = { ns: 0, us: 1, ms: 2 };

function elapsed(argument: string): Role {
  return { is: 'duration', rank: RANKS[argument] ?? 3, msPerUnit: MS_PER_UNIT[argument] ?? 1000 };
}

function requestHeader(argument: string): Field {
  const lower = argument.toLowerCase();
  if (lower === 'host') return { role: { is: 'host', rank: 0 } };
  if (lower === 'content-length') return { role: { is: 'contentLength' } };
  const name = argument === lower ? headerName(argument) : argument;
  const role: Role = { is: 'header', name: lower === 'user-agent' ? 'User-Agent' : name };
  return { role };
}

function stamp(argument: string, { stampsEnd, javaDates }: ApacheWays): Field {
  const [, prefix, format] = /^(begin:?|end:?)?(.*)$/s.exec(argument) as unknown as [
    string,
    string?,
    string?,
  ];
  const atEnd = prefix === undefined ? stampsEnd : prefix.startsWith('end');
  if (!format) {
    const role: Role = { is: 'time', rank: atEnd ? 4 : 3, read: bracketedClfReader, atEnd };
    return { shape: bracketedClfShape, bounded: true, role };
  }
  const perMs = EPOCHS[format];
  if (perMs !== undefined) {
    const rank = (atEnd ? 4 : 1) - (format === 'sec' ? 0 : 0.5);
    return { ...NUMBER, role: { is: 'time', rank, read: () => epochReader(perMs), atEnd } };
  }
  const parts = javaDates && !FRACTION.test(format) ? simpleDateFormat(format) : format;
  return { shape: stampShape(parts), bounded: true, role: { is: 'timePart', format: parts, atEnd } };
}

const EPOCHS: Readonly<Record<string, number>> = { sec: 0.001, msec: 1, usec: 1000 };
const FRACTION = /^[mu]sec_frac$/;

function stampShape(format: string): () => Shape {
  const pattern = new RegExp(strftime([format]).pattern, 'y');
  return () => (line, at) => {
    pattern.lastIndex = at;
    return pattern.test(line) ? pattern.lastIndex : -1;
  };
}

import type { LogFormat, Sample } from 'reprise/parser';
import { clientAddress } from './client-address.ts';
import { compileTemplate } from './compile-template.ts';
import { headerName } from './header-name.ts';
import { clfReader, instantReader } from './read-time.ts';
import { clfShape, isoShape, numberShape, statusShape, tokenShape, wordShape } from './shapes.ts';
import type { Dialect, TemplateField, TemplatePiece } from './template.ts';
import { undoDoubleUtf8 } from './undo-double-utf8.ts';

export interface MorganFormatOptions {
  readonly name?: string;
  readonly title?: string;
  readonly samples?: readonly Sample[];
}

/** Compiles a format of morgan, the logger of Express: `:method :url :status …`, or one of the names that it has. */
export function morganFormat(text: string, options: MorganFormatOptions = {}): LogFormat {
  const open = compileTemplate(pieces(MORGAN_FORMATS[text] ?? text), VALUES);
  return {
    name: options.name ?? 'morgan-format',
    title: options.title ?? `morgan ${text}`,
    samples: options.samples ?? [],
    open,
  };
}

const COMMON =
  ':remote-addr - :remote-user [:date[clf]] ":method :url HTTP/:http-version" :status :res[content-length]';

/** The formats that morgan has names for; `dev` without its colours. */
export const MORGAN_FORMATS: Readonly<Record<string, string>> = {
  combined: `${COMMON} ":referrer" ":user-agent"`,
  common: COMMON,
  short:
    ':remote-addr :remote-user :method :url HTTP/:http-version :status :res[content-length] - :response-time ms',
  tiny: ':method :url :status :res[content-length] - :response-time ms',
  dev: ':method :url :status :response-time ms - :res[content-length]',
};

/** Since 1.12.1 quotes and backslashes are escaped; Node reads bytes as ISO 8859-1 and writes them as UTF-8. */
const VALUES: Dialect = {
  quoting: 'backslash',
  decode: (value) => value.replace(/\\(["\\])/g, '$1'),
  whole: undoDoubleUtf8,
  absent: '-',
  emptyHeaders: false,
};

function pieces(text: string): TemplatePiece[] {
  const found: TemplatePiece[] = [];
  let end = 0;
  for (const { index, 0: whole, 1: name, 2: argument } of text.matchAll(
    /:([a-z][\w-]*)(?:\[([^\]]*)\])?/gi,
  )) {
    if (index > end) found.push(text.slice(end, index));
    end = index + whole.length;
    found.push({ name: whole, ...token(name!, argument) });
  }
  if (end < text.length) found.push(text.slice(end));
  return found;
}

const NUMBER = { shape: numberShape, bounded: true } as const;
const TOKEN = { shape: tokenShape, bounded: true } as const;

/** A line is written when the answer is complete, and stamped then. */
const atEnd = true;

function token(name: string, argument: string | undefined): Omit<TemplateField, 'name'> {
  switch (name) {
    case 'remote-addr':
      return { ...TOKEN, role: { is: 'client', rank: 0, read: clientAddress } };
    case 'method':
      return { ...TOKEN, role: { is: 'method' } };
    case 'url':
      return { shape: wordShape, role: { is: 'target' } };
    case 'status':
      return { shape: statusShape, bounded: true, role: { is: 'status', rank: 0 } };
    case 'http-version':
      return NUMBER;
    case 'response-time':
    case 'total-time':
      return { ...NUMBER, role: { is: 'duration', rank: name === 'response-time' ? 0 : 1, msPerUnit: 1 } };
    case 'date':
      return date(argument);
    case 'referrer':
      return { role: { is: 'header', name: 'Referer' } };
    case 'user-agent':
      return { role: { is: 'header', name: 'User-Agent' } };
    case 'req':
      if (argument?.toLowerCase() === 'host') return { role: { is: 'host', rank: 0 } };
      return { role: { is: 'header', name: headerName(argument ?? '') } };
    case 'res':
      return argument === 'content-length' ? NUMBER : {};
    default:
      return {};
  }
}

function date(argument: string | undefined): Omit<TemplateField, 'name'> {
  if (argument === 'clf') {
    return { shape: clfShape, bounded: true, role: { is: 'time', rank: 1, read: clfReader, atEnd } };
  }
  const role = { is: 'time', rank: 0, read: instantReader, atEnd } as const;
  return argument === 'iso' ? { shape: isoShape, bounded: true, role } : { role };
}

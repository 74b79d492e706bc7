import type { LogFormat, Sample } from 'reprise/parser';
import { APACHE_WAYS, apacheField } from './apache-fields.ts';
import { compileTemplate } from './compile-template.ts';
import type { Dialect, TemplatePiece } from './template.ts';
import { undoDoubleUtf8 } from './undo-double-utf8.ts';

export interface GunicornFormatOptions {
  readonly name?: string;
  readonly title?: string;
  readonly samples?: readonly Sample[];
}

/** Compiles an `access_log_format` of Gunicorn: `%(h)s %(l)s %(u)s %(t)s "%(r)s" …`. */
export function gunicornFormat(text: string, options: GunicornFormatOptions = {}): LogFormat {
  return {
    name: options.name ?? 'gunicorn-log-format',
    title: options.title ?? `Gunicorn access_log_format ${text}`,
    samples: options.samples ?? [],
    open: compileTemplate(pieces(text), VALUES),
  };
}

/** Only quotes are escaped, so that `\back` is a backslash; bytes are read as ISO 8859-1 and written as UTF-8. */
const VALUES: Dialect = {
  quoting: 'quotes-only',
  decode: (value) => value.replaceAll('\\"', '"'),
  whole: undoDoubleUtf8,
  absent: '-',
  emptyHeaders: true,
};

/** The stamp is of when the line was written. */
const WAYS = { ...APACHE_WAYS, stampsEnd: true };

const ATOM = /%\((?:\{([^}]*)\}([ioe])|(\w))\)s/g;

function pieces(text: string): TemplatePiece[] {
  const found: TemplatePiece[] = [];
  let end = 0;
  for (const { index, 0: name, 1: header, 2: kind, 3: letter = '' } of text.matchAll(ATOM)) {
    if (index > end) found.push(text.slice(end, index));
    end = index + name.length;
    found.push(field(name, kind ?? letter, header));
  }
  if (end < text.length) found.push(text.slice(end));
  return found;
}

function field(name: string, letter: string, header: string | undefined) {
  const argument = header ?? ARGUMENTS[letter] ?? '';
  const apache = LETTERS[letter] ?? letter;
  return apacheField({ name, letter: header === undefined ? apache : letter, argument, which: '' }, WAYS);
}

/** Gunicorn's own letters in Apache's words: `f` referer, `a` user agent, `M` ms, `L` decimal seconds. */
const LETTERS: Readonly<Record<string, string>> = { f: 'i', a: 'i', M: 'T', L: 'T', p: 'unknown' };
const ARGUMENTS: Readonly<Record<string, string>> = { f: 'Referer', a: 'User-Agent', M: 'ms' };

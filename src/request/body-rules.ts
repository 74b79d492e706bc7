import { ReplayError } from '../errors.ts';
import type { Header } from '../model.ts';
import { compilePath, type MatchTarget } from './path-pattern.ts';

/** A payload for the requests to a path, of those whose own the log does not hold. */
export interface BodyRule {
  /** What it is called in messages: its method and path pattern. */
  readonly name: string;
  readonly method: string;
  readonly matches: MatchTarget;
  readonly body: Uint8Array;
  /** Sent where the request has no Content-Type. */
  readonly contentType?: string;
  /** Where the payload is from: `@file`, or undefined for the text of the rule itself. */
  readonly file?: string;
}

/**
 * Reads rules such as `POST /api/items=@body.json`: a method, a path in which `:name` is one segment and `*` is
 * anything, and a text or a file. JSON is checked where the file's name or a header that is sent with every request
 * says that it is such: better now than after ten minutes of 400s.
 */
export function parseBodyRules(
  texts: readonly string[],
  extraHeaders: readonly Header[],
  readFile: (file: string) => Uint8Array,
): BodyRule[] {
  const type = extraHeaders.find(([name]) => /^content-type$/i.test(name))?.[1];
  return texts.map((text) => {
    const rule = parseBodyRule(text, readFile);
    if (isJson(type ?? rule.contentType)) checkJson(rule);
    return rule;
  });
}

function parseBodyRule(text: string, readFile: (file: string) => Uint8Array): BodyRule {
  const match = /^([A-Za-z-]+) +(\/[^=?#\s]*|\*)=(.*)$/s.exec(text);
  if (!match) throw usage(text.slice(0, 80), 'is no rule');
  const [, written, path, value] = match as unknown as [string, string, string, string];
  const method = written.toUpperCase();
  const name = `${method} ${path}`;
  const rule = { name, method, matches: compilePath(path) };
  if (!value.startsWith('@')) {
    const contentType = isJsonText(value) ? JSON_TYPE : undefined;
    return { ...rule, body: Buffer.from(value), contentType };
  }
  const file = value.slice(1);
  try {
    return { ...rule, body: readFile(file), contentType: typeOfFile(file), file: value };
  } catch (cause) {
    const { code = String(cause) } = cause as NodeJS.ErrnoException;
    throw usage(name, `${file} cannot be read (${code})`, cause);
  }
}

function usage(name: string, what: string, cause?: unknown): ReplayError {
  const hint =
    "a rule is a method, a path (:name is a segment, * anything) and text or @file: --body 'POST /items/:id=@item.json'";
  return new ReplayError('usage', `--body ${name}: ${what}`, hint, cause);
}

function checkJson({ name, file, body }: BodyRule): void {
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw usage(name, `${file?.slice(1) ?? 'its text'} is no JSON: ${reason}`, cause);
  }
}

function isJson(type: string | undefined): boolean {
  return type !== undefined && /^application\/(?:[\w.+-]+\+)?json\b/i.test(type);
}

/** An object or a list: a bare number or word may be anything. */
function isJsonText(text: string): boolean {
  if (!/^\s*[{[]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const JSON_TYPE = 'application/json';

function typeOfFile(file: string): string | undefined {
  return TYPES[/\.(\w+)$/.exec(file)?.[1]?.toLowerCase() ?? ''];
}

const TYPES: Readonly<Record<string, string | undefined>> = {
  json: JSON_TYPE,
  ndjson: 'application/x-ndjson',
  xml: 'application/xml',
  form: 'application/x-www-form-urlencoded',
  txt: 'text/plain',
  csv: 'text/csv',
  html: 'text/html',
  bin: 'application/octet-stream',
  gz: 'application/gzip',
  pdf: 'application/pdf',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
};

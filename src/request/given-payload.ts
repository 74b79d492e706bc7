import { messageOf, ReplayError } from '../errors.ts';

/** A payload that the user supplies. */
export interface GivenPayload {
  readonly body: Uint8Array;
  /** Sent where the request has no Content-Type. */
  readonly contentType?: string;
  /** Where the payload is from: `@file`, or undefined for the text of the rule itself. */
  readonly file?: string;
}

export type ReadFile = (file: string) => Uint8Array;

/** Takes `@file`, or any other text as the payload itself. `where` begins a complaint, `hint` is its other line. */
export function givenPayload(value: string, readFile: ReadFile, where: string, hint: string): GivenPayload {
  if (!value.startsWith('@')) {
    return { body: Buffer.from(value), contentType: isJsonText(value) ? JSON_TYPE : undefined };
  }
  const file = value.slice(1);
  try {
    return { body: readFile(file), contentType: typeOfFile(file), file: value };
  } catch (cause) {
    const { code = String(cause) } = cause as NodeJS.ErrnoException;
    throw new ReplayError('usage', `${where}: ${file} cannot be read (${code})`, hint, cause);
  }
}

/** Complains of a payload that goes out as JSON and is none: better now than after ten minutes of 400s. */
export function checkJson(
  { body, file, contentType }: GivenPayload,
  type: string | undefined,
  where: string,
  hint: string,
): void {
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(type ?? contentType ?? '')) return;
  try {
    JSON.parse(filledIn(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)));
  } catch (cause) {
    const what = `${file?.slice(1) ?? 'its text'} is no JSON: ${messageOf(cause)}`;
    throw new ReplayError('usage', `${where}: ${what}`, hint, cause);
  }
}

/** An object or a list: a bare number or word may be anything. */
function isJsonText(text: string): boolean {
  if (!/^\s*[{[]/.test(text)) return false;
  try {
    JSON.parse(filledIn(text));
    return true;
  } catch {
    return false;
  }
}

/** A digit for each placeholder makes JSON of it, within quotes and without. */
function filledIn(text: string): string {
  return text.replace(/\$\{[^{}]*\}/g, '0');
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

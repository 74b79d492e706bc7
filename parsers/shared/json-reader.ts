import type { Header } from 'reprise/parser';
import { byteArray } from './byte-array.ts';
import { durationMs, type Unit } from './duration.ts';
import type { FieldMap } from './field-map.ts';
import { type Field, findField, type JsonObject } from './find-field.ts';
import { headerList, isBlanked } from './header-list.ts';
import { epochMs, instantMs } from './instant.ts';
import { plainText } from './plain-text.ts';
import { type ToUtc, UTC } from './zone.ts';

/** Reads our nouns out of a parsed line; each absent where the line does not hold it. */
export interface JsonReader {
  readonly request: Read<string>;
  readonly method: Read<string>;
  readonly target: Read<string>;
  readonly host: Read<string>;
  readonly scheme: Read<'http' | 'https'>;
  readonly status: Read<number>;
  readonly startedAt: Read<number>;
  readonly endedAt: Read<number>;
  readonly duration: Read<number>;
  readonly client: Read<string>;
  readonly headers: (object: JsonObject) => Header[];
  readonly body: (object: JsonObject, headers: readonly Header[]) => Uint8Array | undefined;
}

type Read<T> = (object: JsonObject) => T | undefined;

/** Prepares the reading of lines whose fields are named by `map`; stamps that name no zone are read by `toUtc`. */
export function createJsonReader(map: FieldMap, toUtc: ToUtc = UTC): JsonReader {
  const instant = (value: unknown) => {
    const ms = instantMs(value, toUtc);
    return Number.isNaN(ms) ? undefined : ms;
  };
  return {
    request: findField(map.request, anyText),
    method: findField(map.method, text),
    target: readTarget(map),
    host: findField(map.host, text),
    scheme: readScheme(map),
    status: findField(map.status, status),
    startedAt: readTime(map.startedAt, map.startedIn, instant),
    endedAt: readTime(map.endedAt, map.endedIn, instant),
    duration: readDuration(map),
    client: findField(map.client, text),
    headers: readHeaders(map),
    body: readBody(map),
  };
}

function anyText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** nginx writes an absent value as nothing with `escape=json`, and as `-` without; Apache as `-`. */
function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value !== '-' ? value : undefined;
}

function status(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d{1,3}$/.test(value) ? Number(value) : undefined;
}

function readTarget(map: FieldMap): Read<string> {
  const target = findField(map.target, text);
  const query = findField(map.query, text);
  return (object) => {
    const path = target(object);
    if (path === undefined || path.includes('?')) return path;
    const rest = query(object);
    if (rest === undefined) return path;
    return rest.startsWith('?') ? path + rest : `${path}?${rest}`;
  };
}

function readScheme(map: FieldMap): Read<'http' | 'https'> {
  const scheme = findField(map.scheme, (value) =>
    value === 'http' || value === 'https' ? value : undefined,
  );
  const tls = findField(map.tls, (value) => (typeof value === 'object' ? 'https' : undefined));
  return (object) => scheme(object) ?? tls(object);
}

function readTime(
  fields: readonly Field[],
  inUnits: FieldMap['startedIn'],
  instant: (value: unknown) => number | undefined,
): Read<number> {
  const reads = [findField(fields, instant)];
  for (const unit of UNITS) {
    const read = (value: unknown) => {
      const ms = epochMs(value, unit);
      return Number.isNaN(ms) ? undefined : ms;
    };
    if (inUnits?.[unit] !== undefined) reads.push(findField(inUnits[unit], read));
  }
  return reads.length === 1 ? reads[0]! : (object) => firstOf(reads, object);
}

const UNITS: readonly Unit[] = ['s', 'ms', 'us', 'ns'];

function firstOf<T>(reads: readonly Read<T>[], object: JsonObject): T | undefined {
  for (const read of reads) {
    const value = read(object);
    if (value !== undefined) return value;
  }
  return undefined;
}

function readDuration(map: FieldMap): Read<number> {
  const reads = UNITS.map((unit) => findField(map.duration[unit], (value) => duration(value, unit)));
  reads.push(
    findField(map.duration.sOrMs, (value) =>
      duration(value, typeof value === 'string' && PRINTED_SECONDS.test(value) ? 's' : 'ms'),
    ),
  );
  return (object) => firstOf(reads, object);
}

const PRINTED_SECONDS = /^\d+\.\d{3}$/;

function duration(value: unknown, unit: Unit): number | undefined {
  const ms = durationMs(value, unit);
  return Number.isNaN(ms) ? undefined : ms;
}

/** All headers in the log's order, and then those that have a field of their own. */
function readHeaders(map: FieldMap): (object: JsonObject) => Header[] {
  const all = findField(map.headers, (value) => (typeof value === 'object' ? headerList(value) : undefined));
  const single = Object.entries(map.header).map(([name, fields]) => ({
    name,
    read: findField(fields, headerTexts),
  }));
  return (object) => {
    const headers = all(object) ?? [];
    const count = headers.length;
    for (const { name, read } of single) {
      const values = count > 0 && hasHeader(headers, name, count) ? undefined : read(object);
      for (const value of values ?? []) headers.push([name, value]);
    }
    return headers;
  };
}

/** One value or a list of them; what the logger kept to itself was never sent. */
function headerTexts(value: unknown): readonly string[] | undefined {
  const values = Array.isArray(value) ? value : [value];
  const sent = values.filter((one) => text(one) !== undefined && !isBlanked(one));
  return sent.length === 0 ? undefined : sent;
}

/** Whether one of the first `count` headers has this name, in whatever case. */
function hasHeader(headers: readonly Header[], wanted: string, count: number): boolean {
  const lower = wanted.toLowerCase();
  for (let i = 0; i < count; i++) if (headers[i]![0].toLowerCase() === lower) return true;
  return false;
}

function readBody(map: FieldMap): (object: JsonObject, headers: readonly Header[]) => Uint8Array | undefined {
  const encoded = findField(map.bodyBase64 ?? [], base64Bytes);
  const body = findField(map.body, bodyText);
  const length = findField(map.contentLength, (value) => Number(plainText(value)) || undefined);
  return (object, headers) => {
    const exact = encoded(object);
    if (exact !== undefined) return exact;
    const sent = body(object);
    if (sent === undefined) return undefined;
    const notLogged = sent === '' && (length(object) ?? contentLength(headers)) > 0;
    return notLogged ? undefined : byteArray(sent);
  };
}

function base64Bytes(value: unknown): Uint8Array | undefined {
  return typeof value === 'string' && BASE64.test(value)
    ? new Uint8Array(Buffer.from(value, 'base64'))
    : undefined;
}

/** Both alphabets; padding may be missing. */
const BASE64 = /^[\w+/-]*={0,2}$/;

/** A body that was logged as parsed JSON is sent as JSON again. */
function bodyText(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '-' || isBlanked(value) ? undefined : value;
  if (typeof value !== 'object') return undefined;
  try {
    return JSON.stringify(value, rawBigIntegers);
  } catch {
    return undefined; // Nested too deep to be written.
  }
}

/** TypeScript does not know of it yet. */
const { rawJSON } = JSON as unknown as { rawJSON: (text: string) => unknown };

function rawBigIntegers(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? rawJSON(String(value)) : value;
}

function contentLength(headers: readonly Header[]): number {
  const header = headers.find(([name]) => name.toLowerCase() === 'content-length');
  return Number(header?.[1] ?? 0);
}

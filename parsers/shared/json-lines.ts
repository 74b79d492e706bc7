import type { Header, LogFormat, LogRecord, Sample, Skipped } from 'reprise/parser';
import type { Draft } from './draft.ts';
import type { FieldMap } from './field-map.ts';
import type { JsonObject } from './find-field.ts';
import { isToken } from './is-token.ts';
import { createJsonReader, type JsonReader } from './json-reader.ts';
import { KNOWN_METHODS } from './known-methods.ts';
import { holdsLoneSurrogate } from './lost-bytes.ts';
import { parseJsonBytes } from './parse-json-bytes.ts';
import { recordedStatus } from './recorded-status.ts';
import { parseRequestLine, type RequestLine } from './request-line.ts';
import { SKIPPED } from './skipped.ts';
import { splitUrl } from './split-url.ts';

/** What tells one JSON log from another. */
export interface JsonLines {
  readonly name: string;
  readonly title: string;
  readonly samples: readonly Sample[];
  readonly map: FieldMap;
  /** The object to be read, which may be another than the line's; or why it is no request. */
  readonly prepare?: (object: JsonObject) => JsonObject | Skipped;
  /** The end of the story: what only this logger does to the values. */
  readonly finish?: (record: Draft, object: JsonObject) => Draft | Skipped;
  /** A line that is not quite JSON, mended. */
  readonly mend?: (line: string) => string;
  /** Whether an absolute target is what the client sent, and not what the logger put together. */
  readonly wireTarget?: true;
}

/** Makes a format of one JSON object a line. */
export function jsonLines(spec: JsonLines): LogFormat {
  return {
    name: spec.name,
    title: spec.title,
    samples: spec.samples,
    open: ({ toUtc } = {}) => {
      const reader = createJsonReader(spec.map, toUtc);
      return (line) => parse(spec, reader, line);
    },
  };
}

/**
 * Most servers write the line when the request ENDED, and stamp it then (nginx's $msec and $time_iso8601, pino's `time`,
 * Caddy's `ts`): the start is that stamp less the duration. A field that says when the request began is taken as it is.
 */
function parse(spec: JsonLines, reader: JsonReader, line: string): LogRecord | Skipped {
  const parsed = parseJsonBytes(spec.mend === undefined ? line : spec.mend(line));
  if (parsed === undefined) return SKIPPED['not-an-access-line'];
  const object = spec.prepare === undefined ? parsed : spec.prepare(parsed);
  if (isSkipped(object)) return object;

  const logged = reader.status(object);
  const request = readRequest(reader, object, logged);
  if ('skipped' in request) {
    if (spec.prepare === undefined || request !== SKIPPED['not-an-access-line']) return request;
    // Who prepared the object knows it for a line of this log: one that holds no whole request.
    return SKIPPED[reader.method(object) === undefined ? 'not-http' : 'bad-request-line'];
  }
  if (logged === 101) return SKIPPED.upgrade;

  const record: Draft = { method: request.method, target: request.target };
  const url = spec.wireTarget || request.target.startsWith('/') ? undefined : splitUrl(request.target);
  if (url !== undefined && request.fromFields) record.target = url.target;
  if (holdsLoneSurrogate(record.target, line)) return SKIPPED.encoding;
  addTimes(record, reader, object);
  const headers = reader.headers(object);
  const host = reader.host(object) ?? (headers.find(isHost)?.[1] || url?.host);
  if (host !== undefined) record.host = host;
  const scheme = reader.scheme(object) ?? url?.scheme;
  if (scheme !== undefined) record.scheme = scheme;
  if (headers.length > 0) record.headers = headers;
  const body = reader.body(object, headers);
  if (body !== undefined) record.body = body;
  const status = logged === undefined ? undefined : recordedStatus(logged);
  if (status !== undefined) record.status = status;
  const client = reader.client(object);
  if (client !== undefined) record.client = client;
  return spec.finish === undefined ? record : spec.finish(record, object);
}

function isSkipped(object: JsonObject | Skipped): object is Skipped {
  return SKIP_VALUES.has(object);
}

const SKIP_VALUES: ReadonlySet<object> = new Set(Object.values(SKIPPED));

interface Request extends RequestLine {
  readonly fromFields: boolean;
}

/** The request line is what was on the wire; a method and a target of their own count where it is none. */
function readRequest(reader: JsonReader, object: JsonObject, status: number | undefined): Request | Skipped {
  const text = reader.request(object);
  const parsed = text === undefined ? undefined : parseRequestLine(text, status);
  if (parsed !== undefined && !('skipped' in parsed)) return { ...parsed, fromFields: false };

  const method = reader.method(object);
  const target = reader.target(object);
  if (method !== undefined && target !== undefined) {
    if (!isToken(method)) return SKIPPED['bad-request-line'];
    const usual = canonicalMethod(method);
    return usual === 'CONNECT' ? SKIPPED.connect : { method: usual, target, fromFields: true };
  }
  // nginx logs no target where it could not read one.
  if (parsed === undefined && status === 400 && method !== undefined && KNOWN_METHODS.has(method))
    return SKIPPED['bad-request-line'];
  // An object without a status may be anything that happens to have a field of that name.
  return parsed === undefined || status === undefined ? SKIPPED['not-an-access-line'] : parsed;
}

/** Some loggers write methods in lower case (ECS before 1.6 asked for it); on the wire they are not. */
function canonicalMethod(method: string): string {
  if (KNOWN_METHODS.has(method)) return method;
  const upper = method.toUpperCase();
  return KNOWN_METHODS.has(upper) ? upper : method;
}

function addTimes(record: Draft, reader: JsonReader, object: JsonObject): void {
  const duration = reader.duration(object);
  const began = reader.startedAt(object);
  if (began !== undefined) {
    record.startedAtMs = began;
  } else {
    const endedAtMs = reader.endedAt(object);
    if (endedAtMs !== undefined) record.startedAtMs = Math.round((endedAtMs - (duration ?? 0)) * 1000) / 1000;
  }
  if (duration !== undefined) record.durationMs = duration;
}

function isHost([name]: Header): boolean {
  return name.length === 4 && name.toLowerCase() === 'host';
}

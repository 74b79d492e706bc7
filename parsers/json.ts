import type { Header, LogFormat, LogRecord, Skipped } from 'reprise/parser';
import { DEFAULT_FIELD_MAP } from './shared/default-field-map.ts';
import type { FieldMap } from './shared/field-map.ts';
import type { JsonObject } from './shared/find-field.ts';
import { isToken } from './shared/is-token.ts';
import { createJsonReader, type JsonReader } from './shared/json-reader.ts';
import { jsonSamples } from './shared/json-samples.ts';
import { KNOWN_METHODS } from './shared/known-methods.ts';
import { parseJsonBytes } from './shared/parse-json-bytes.ts';
import { recordedStatus } from './shared/recorded-status.ts';
import { parseRequestLine, type RequestLine } from './shared/request-line.ts';

export type { FieldMap } from './shared/field-map.ts';

/** The fields that `json` looks for; a map of your own can begin with it: `{ ...DEFAULT_MAP, host: ['site'] }`. */
export const DEFAULT_MAP: FieldMap = DEFAULT_FIELD_MAP;

/** Makes a format of one JSON object a line, whose fields are named by `map`. */
export function jsonFormat(map: FieldMap): LogFormat {
  const reader = createJsonReader(map);
  return {
    name: 'json',
    title: 'JSON, one object a line (nginx escape=json, pino-http, Caddy, ECS, Traefik…)',
    samples: map === DEFAULT_MAP ? jsonSamples : [],
    open: () => (line) => parse(reader, line),
  };
}

/** Reads JSON access logs by the field names that are customary. */
export const json: LogFormat = jsonFormat(DEFAULT_MAP);
export default json;

/**
 * Servers write the line when the request ENDED, and stamp it then (nginx's $msec and $time_iso8601, pino's `time`, Caddy's
 * `ts`): the start is that stamp less the duration. A field that says when the request began is taken as it is.
 */
function parse(reader: JsonReader, line: string): LogRecord | Skipped {
  const object = parseJsonBytes(line);
  if (object === undefined || isCaddyAside(object)) return NOT_AN_ACCESS_LINE;
  const logged = reader.status(object);
  const request = readRequest(reader, object, logged);
  if ('skipped' in request) return request;
  if (logged === 101) return UPGRADE;

  const duration = reader.duration(object);
  const endedAtMs = reader.endedAt(object);
  const startedAtMs = reader.startedAt(object) ?? (endedAtMs && before(endedAtMs, duration ?? 0));
  const headers = reader.headers(object);
  const host = reader.host(object) ?? headers.find(isHost)?.[1];
  const scheme = reader.scheme(object);
  const body = reader.body(object, headers);
  const status = logged === undefined ? undefined : recordedStatus(logged);
  const client = reader.client(object);

  const record: Draft = { method: request.method, target: request.target };
  if (startedAtMs !== undefined) record.startedAtMs = startedAtMs;
  if (host !== undefined) record.host = host;
  if (scheme !== undefined) record.scheme = scheme;
  if (headers.length > 0) record.headers = headers;
  if (body !== undefined) record.body = body;
  if (status !== undefined) record.status = status;
  if (duration !== undefined) record.durationMs = duration;
  if (client !== undefined) record.client = client;
  return record;
}

type Draft = { -readonly [K in keyof LogRecord]: LogRecord[K] };

const NOT_AN_ACCESS_LINE: Skipped = { skipped: 'not-an-access-line' };
const BAD_REQUEST_LINE: Skipped = { skipped: 'bad-request-line' };
const CONNECT: Skipped = { skipped: 'connect' };
const UPGRADE: Skipped = { skipped: 'upgrade' };

/**
 * Caddy tells of one request several times, each time with all of it: as an access line, as an error, and (debug)
 * for each upstream. Only the first counts.
 */
function isCaddyAside({ logger }: JsonObject): boolean {
  return typeof logger === 'string' && logger.startsWith('http.') && !logger.startsWith('http.log.access');
}

/** The request line is what was on the wire; a method and a target of their own count where it is none. */
function readRequest(
  reader: JsonReader,
  object: JsonObject,
  status: number | undefined,
): RequestLine | Skipped {
  const text = reader.request(object);
  const parsed = text === undefined ? undefined : parseRequestLine(text, status);
  if (parsed !== undefined && !('skipped' in parsed)) return parsed;

  const method = reader.method(object);
  const target = reader.target(object);
  if (method !== undefined && target !== undefined) {
    if (!isToken(method)) return BAD_REQUEST_LINE;
    const usual = canonicalMethod(method);
    return usual === 'CONNECT' ? CONNECT : { method: usual, target };
  }
  // An object without a status may be anything that happens to have a field of that name.
  return parsed === undefined || status === undefined ? NOT_AN_ACCESS_LINE : parsed;
}

/** Some loggers write methods in lower case (ECS before 1.6 asked for it); on the wire they are not. */
function canonicalMethod(method: string): string {
  const upper = method.toUpperCase();
  return KNOWN_METHODS.has(upper) ? upper : method;
}

function before(endedAtMs: number, duration: number): number {
  return Math.round((endedAtMs - duration) * 1000) / 1000;
}

function isHost([name]: Header): boolean {
  return name.toLowerCase() === 'host';
}

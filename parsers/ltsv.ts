import type { LogFormat, LogRecord, Sample, Skipped } from 'reprise/parser';
import type { Draft } from './shared/draft.ts';
import { EMPTY_FIELD_MAP } from './shared/empty-field-map.ts';
import type { FieldMap } from './shared/field-map.ts';
import type { JsonObject } from './shared/find-field.ts';
import { isToken } from './shared/is-token.ts';
import { createJsonReader, type JsonReader } from './shared/json-reader.ts';
import { recordedStatus } from './shared/recorded-status.ts';
import { parseRequestLine, type RequestLine } from './shared/request-line.ts';
import { SKIPPED } from './shared/skipped.ts';
import { unescapeC } from './shared/unescape-c.ts';

const samples: readonly Sample[] = [
  {
    line: 'time:2026-11-20T12:00:00+00:00\thost:192.0.2.7\tmethod:POST\turi:/api/\\x22items\\x22?a=b\tprotocol:HTTP/1.1\tstatus:200\tsize:3\treferer:-\tua:cli/1: the \\x5Cx22\treqtime:0.250\tvhost:shop.example',
    expect: {
      method: 'POST',
      target: '/api/"items"?a=b',
      startedAtMs: Date.UTC(2026, 10, 20, 12) - 250,
      host: 'shop.example',
      headers: [['User-Agent', 'cli/1: the \\x22']],
      status: 200,
      durationMs: 250,
      client: '192.0.2.7',
    },
  },
  {
    line: 'host:192.0.2.7\ttime:[20/Nov/2026:13:00:00 +0100]\treq:GET /shop HTTP/1.0\tstatus:499\treferer:https://shop.example/\treqtime_microsec:1500',
    expect: {
      method: 'GET',
      target: '/shop',
      startedAtMs: Date.UTC(2026, 10, 20, 12) - 1.5,
      headers: [['Referer', 'https://shop.example/']],
      durationMs: 1.5,
      client: '192.0.2.7',
    },
  },
];

/** The labels that ltsv.org recommends, and nginx's own names. */
const LABELS: FieldMap = {
  ...EMPTY_FIELD_MAP,
  request: ['req', 'request'],
  method: ['method', 'request_method'],
  target: ['request_uri', 'uri', 'path', 'url'],
  query: ['query', 'args'],
  host: ['vhost', 'http_host', 'server'],
  scheme: ['scheme'],
  status: ['status'],
  startedAt: ['start_time', 'started_at'],
  endedAt: ['msec', 'time', 'time_local', 'time_iso8601', 'timestamp', 'datetime'],
  duration: {
    s: ['reqtime', 'request_time', 'taken_sec', 'reqtime_sec'],
    ms: ['reqtime_msec', 'reqtime_ms'],
    us: ['reqtime_microsec', 'reqtime_usec', 'reqtime_us'],
    ns: [],
    sOrMs: [],
  },
  client: ['host', 'remote_addr', 'client', 'remote_host', 'ip'],
  body: ['request_body', 'reqbody', 'body'],
  contentLength: ['content_length', 'http_content_length'],
  header: {
    Referer: ['referer', 'http_referer'],
    'User-Agent': ['ua', 'user_agent', 'http_user_agent', 'useragent'],
    Cookie: ['cookie', 'http_cookie'],
    Accept: ['accept', 'http_accept'],
    'Accept-Language': ['accept_language', 'http_accept_language'],
    'Content-Type': ['content_type', 'http_content_type'],
    'X-Forwarded-For': ['forwardedfor', 'x_forwarded_for', 'http_x_forwarded_for'],
    'X-Requested-With': ['http_x_requested_with'],
  },
};

/** Reads labelled tab-separated values. */
export const ltsv: LogFormat = {
  name: 'ltsv',
  title: 'LTSV, labelled tab-separated values, by the customary labels',
  samples,
  open: ({ toUtc } = {}) => {
    const reader = createJsonReader(LABELS, toUtc);
    const before: string[] = [];
    return (line) => parse(reader, line, before);
  },
};
export default ltsv;

/** The stamp is when the line was written, which is when the answer ended. */
function parse(reader: JsonReader, line: string, before: string[]): LogRecord | Skipped {
  const labels = readLabels(line, before);
  if (labels === undefined) return SKIPPED['not-an-access-line'];
  const logged = reader.status(labels);
  const request = readRequest(reader, labels, logged);
  if ('skipped' in request) return request;
  if (logged === 101) return SKIPPED.upgrade;

  const record: Draft = { method: request.method, target: request.target };
  const durationMs = reader.duration(labels);
  const endedAtMs = reader.endedAt(labels);
  const ended =
    endedAtMs === undefined ? undefined : Math.round((endedAtMs - (durationMs ?? 0)) * 1000) / 1000;
  const startedAtMs = reader.startedAt(labels) ?? ended;
  if (startedAtMs !== undefined) record.startedAtMs = startedAtMs;
  const host = reader.host(labels);
  if (host !== undefined) record.host = host;
  const scheme = reader.scheme(labels);
  if (scheme !== undefined) record.scheme = scheme;
  const headers = reader.headers(labels);
  if (headers.length > 0) record.headers = headers;
  const body = reader.body(labels, headers);
  if (body !== undefined) record.body = body;
  const status = logged === undefined ? undefined : recordedStatus(logged);
  if (status !== undefined) record.status = status;
  if (durationMs !== undefined) record.durationMs = durationMs;
  const client = reader.client(labels);
  if (client !== undefined) record.client = client;
  return record;
}

/**
 * At least two labels, of which each is a name; values may hold colons. The first of two labels with one name counts. The
 * labels of the line before are tried first: comparing is a fraction of what a new name costs.
 */
function readLabels(line: string, before: string[]): JsonObject | undefined {
  if (!FIRST_LABEL.test(line)) return undefined;
  const labels: Record<string, string> = {};
  let at = 0;
  for (let i = 0; at < line.length; i++) {
    const tab = line.indexOf('\t', at);
    const end = tab === -1 ? line.length : tab;
    let label: string | undefined = before[i];
    let colon = label === undefined ? -1 : at + label.length;
    if (label === undefined || line.charCodeAt(colon) !== COLON || !line.startsWith(label, at)) {
      // Not beyond the field: a line of empty ones would be searched to its end for each of them.
      colon = at + line.slice(at, end).indexOf(':');
      label = colon > at ? line.slice(at, colon) : undefined;
      if (label !== undefined && i < MAX_KNOWN && label.length <= 64) before[i] = label;
    }
    if (label !== undefined && !(label in labels)) labels[label] = unescapeC(line.slice(colon + 1, end));
    at = end + 1;
  }
  return labels;
}

const COLON = 0x3a;
const MAX_KNOWN = 64;
const FIRST_LABEL = /^[\w.-]{1,64}:[^\t]*\t[\w.-]{1,64}:/;

function readRequest(
  reader: JsonReader,
  labels: JsonObject,
  status: number | undefined,
): RequestLine | Skipped {
  const line = reader.request(labels);
  if (line !== undefined) return parseRequestLine(line, status);
  const method = reader.method(labels);
  const target = reader.target(labels);
  if (method !== undefined && target !== undefined) {
    if (!isToken(method)) return SKIPPED['not-http'];
    return method === 'CONNECT' ? SKIPPED.connect : { method, target };
  }
  // With a status it is a line of this log whose request nobody could read.
  return status === undefined ? SKIPPED['not-an-access-line'] : SKIPPED['bad-request-line'];
}

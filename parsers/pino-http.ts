import type { Header, Sample, Skipped } from 'reprise/parser';
import type { Draft } from './shared/draft.ts';
import { durationIn, EMPTY_FIELD_MAP } from './shared/empty-field-map.ts';
import type { JsonObject } from './shared/find-field.ts';
import { jsonLines } from './shared/json-lines.ts';
import { memberOf } from './shared/member-of.ts';
import { SKIPPED } from './shared/skipped.ts';
import { undoDoubleUtf8 } from './shared/undo-double-utf8.ts';

const NOON_MS = Date.UTC(2026, 10, 20, 12);
const samples: readonly Sample[] = [
  {
    // The client sent the two bytes of an é; Node took each for a character of its own.
    line: `{"level":30,"time":1795176000004,"pid":239,"hostname":"web-1","req":{"id":2,"method":"POST","url":"/caf\xc3\x83\xc2\xa9?a=1","query":{"a":"1"},"params":{},"headers":{"host":"shop.example","user-agent":"cli/1","content-length":"9","authorization":"[Redacted]"},"remoteAddress":"192.0.2.7","remotePort":54734},"res":{"statusCode":201,"headers":{}},"responseTime":4,"msg":"request completed"}`,
    expect: {
      method: 'POST',
      target: '/caf\xc3\xa9?a=1',
      startedAtMs: NOON_MS,
      durationMs: 4,
      host: 'shop.example',
      headers: [
        ['host', 'shop.example'],
        ['user-agent', 'cli/1'],
        ['content-length', '9'],
      ],
      status: 201,
      client: '192.0.2.7',
    },
  },
  {
    line: `{"level":30,"time":1795176000004,"pid":239,"hostname":"web-1","reqId":"req-1","req":{"method":"GET","url":"/shop","host":"shop.example","remoteAddress":"192.0.2.7","remotePort":54734},"msg":"incoming request"}`,
    expect: {
      method: 'GET',
      target: '/shop',
      startedAtMs: NOON_MS + 4,
      host: 'shop.example',
      client: '192.0.2.7',
    },
  },
  {
    // The application's own lines carry the request as well, and it must not be replayed once for each.
    line: `{"level":30,"time":1795176000004,"pid":239,"hostname":"web-1","req":{"id":2,"method":"GET","url":"/shop","headers":{}},"msg":"looked up the shop"}`,
    expect: { skipped: 'internal' },
  },
  {
    line: '{"level":30,"time":1795176000004,"pid":239,"hostname":"web-1","msg":"listening on 3000"}',
    expect: { skipped: 'not-an-access-line' },
  },
];

/** Reads what pino-http and Fastify write: `time` is when the answer ended, durations are in ms, all headers are there. */
export const pinoHttp = jsonLines({
  name: 'pino-http',
  title: 'pino-http and Fastify, among the lines of the application',
  samples,
  prepare,
  finish,
  wireTarget: true,
  map: {
    ...EMPTY_FIELD_MAP,
    method: ['req.method'],
    target: ['req.url'],
    host: ['req.headers.host', 'req.host', 'req.hostname'],
    status: ['res.statusCode'],
    endedAt: ['time'],
    duration: durationIn('ms', 'responseTime'),
    client: ['req.remoteAddress'],
    body: ['req.body', 'req.raw.body'],
    headers: ['req.headers'],
  },
});
export default pinoHttp;

function prepare(object: JsonObject): JsonObject | Skipped {
  const { url, method } = memberOf(object, 'req');
  if (typeof url !== 'string' || typeof method !== 'string' || !('level' in object)) {
    return SKIPPED['not-an-access-line'];
  }
  return 'res' in object || object.msg === 'incoming request' ? object : SKIPPED.internal;
}

/** Node takes every byte of a target and of a header for a character, and JSON writes those in UTF-8. */
function finish(record: Draft): Draft {
  record.target = undoDoubleUtf8(record.target);
  if (record.host !== undefined) record.host = undoDoubleUtf8(record.host);
  if (record.headers !== undefined) record.headers = record.headers.map(undoHeader);
  return record;
}

function undoHeader(header: Header): Header {
  const value = undoDoubleUtf8(header[1]);
  return value === header[1] ? header : [header[0], value];
}

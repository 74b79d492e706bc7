import type { Sample, Skipped } from 'reprise/parser';
import { byteArray } from './shared/byte-array.ts';
import type { Draft } from './shared/draft.ts';
import { durationIn, EMPTY_FIELD_MAP } from './shared/empty-field-map.ts';
import type { JsonObject } from './shared/find-field.ts';
import { jsonLines } from './shared/json-lines.ts';
import { memberOf } from './shared/member-of.ts';
import { SKIPPED } from './shared/skipped.ts';

const samples: readonly Sample[] = [
  {
    line: String.raw`{"@timestamp":"2026-11-20T12:00:00.020Z","http":{"request":{"method":"put","referrer":"https://shop.example/","body":{"content":"n=\u00e9"}},"response":{"status_code":204}},"url":{"path":"/caf\u00e9","query":"a=1","domain":"shop.example","port":8080,"scheme":"http"},"event":{"duration":20000000},"source":{"ip":"192.0.2.7"},"user_agent":{"original":"curl/8.5.0"},"ecs.version":"8.11.0"}`,
    expect: {
      method: 'PUT',
      target: '/caf\xc3\xa9?a=1',
      startedAtMs: Date.UTC(2026, 10, 20, 12),
      durationMs: 20,
      host: 'shop.example:8080',
      scheme: 'http',
      headers: [
        ['Referer', 'https://shop.example/'],
        ['User-Agent', 'curl/8.5.0'],
      ],
      body: byteArray('n=\xc3\xa9'),
      status: 204,
      client: '192.0.2.7',
    },
  },
];

/** Reads logs in Elastic Common Schema, nested or with dots in the keys: durations are in ns, `event.start` is the start. */
export const ecs = jsonLines({
  name: 'ecs',
  title: 'Elastic Common Schema (ECS loggers, Beats, Elastic Agent)',
  samples,
  prepare,
  finish,
  map: {
    ...EMPTY_FIELD_MAP,
    method: ['http.request.method'],
    target: ['url.original', 'url.full', 'url.path'],
    query: ['url.query'],
    host: ['http.request.headers.host', 'url.domain', 'destination.domain'],
    scheme: ['url.scheme'],
    status: ['http.response.status_code'],
    startedAt: ['event.start'],
    endedAt: ['event.end', '@timestamp'],
    duration: durationIn('ns', 'event.duration'),
    client: ['client.ip', 'client.address', 'source.ip', 'source.address'],
    body: ['http.request.body.content'],
    contentLength: ['http.request.body.bytes'],
    headers: ['http.request.headers'],
    header: {
      Referer: ['http.request.referrer'],
      'User-Agent': ['user_agent.original'],
      'Content-Type': ['http.request.mime_type'],
    },
  },
});
export default ecs;

function prepare(object: JsonObject): JsonObject | Skipped {
  const request = memberOf(memberOf(object, 'http'), 'request');
  const known = 'method' in request || 'http.request.method' in object;
  return known && '@timestamp' in object ? object : SKIPPED['not-an-access-line'];
}

function finish(record: Draft, object: JsonObject): Draft {
  const port = memberOf(object, 'url').port ?? object['url.port'];
  const usual = Number(port) === (record.scheme === 'https' ? 443 : 80);
  const isPort = /^\d{1,5}$/.test(`${typeof port === 'number' || typeof port === 'string' ? port : ''}`);
  if (isPort && !usual && record.host !== undefined && !/:\d+$/.test(record.host)) record.host += `:${port}`;
  return record;
}

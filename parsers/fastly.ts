import type { Sample, Skipped } from 'reprise/parser';
import { durationIn, EMPTY_FIELD_MAP } from './shared/empty-field-map.ts';
import type { JsonObject } from './shared/find-field.ts';
import { jsonLines } from './shared/json-lines.ts';
import { SKIPPED } from './shared/skipped.ts';

const samples: readonly Sample[] = [
  {
    line: `{     "timestamp": "2026-11-20T12:00:00+0000",     "client_ip": "192.0.2.7",     "geo_country": "france",     "host": "shop.example",     "url": "/shop?a=b",     "request_method": "GET",     "request_protocol": "HTTP/1.1",     "request_referer": "",     "request_user_agent": "curl/8.5.0",     "response_state": "MISS-CLUSTER",     "response_status": 404,     "response_reason": "Not Found",     "response_body_size": 564,     "fastly_server": "cache-cdg20764-CDG",     "fastly_is_edge": true   }`,
    expect: {
      method: 'GET',
      target: '/shop?a=b',
      startedAtMs: Date.UTC(2026, 10, 20, 12),
      host: 'shop.example',
      headers: [['User-Agent', 'curl/8.5.0']],
      status: 404,
      client: '192.0.2.7',
    },
  },
  {
    // The shield node logs the request that the edge node has logged before.
    line: `{"timestamp":"2026-11-20T12:00:00+0000","client_ip":"192.0.2.7","host":"shop.example","url":"/","request_method":"GET","response_status":200,"fastly_server":"cache-iad-kiad7000","fastly_is_edge":false}`,
    expect: { skipped: 'internal' },
  },
];

/** Reads the JSON that Fastly proposes for its log endpoints: `timestamp` is `time.start`, elapsed times are in µs. */
export const fastly = jsonLines({
  name: 'fastly',
  title: "Fastly, JSON as its log endpoints' default has it",
  samples,
  prepare,
  map: {
    ...EMPTY_FIELD_MAP,
    method: ['request_method'],
    target: ['url'],
    host: ['host'],
    status: ['response_status'],
    startedAt: ['timestamp'],
    duration: { ...durationIn('us', 'time_elapsed', 'time_elapsed_usec'), ms: ['time_elapsed_msec'] },
    client: ['client_ip'],
    header: { Referer: ['request_referer'], 'User-Agent': ['request_user_agent'] },
  },
});
export default fastly;

function prepare(object: JsonObject): JsonObject | Skipped {
  if (!('fastly_server' in object || 'fastly_is_edge' in object)) return SKIPPED['not-an-access-line'];
  return object.fastly_is_edge === false || object.fastly_is_edge === 'false' ? SKIPPED.internal : object;
}

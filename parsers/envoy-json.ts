import type { Sample, Skipped } from 'reprise/parser';
import { clientAddress, firstAddress } from './shared/client-address.ts';
import type { Draft } from './shared/draft.ts';
import { durationIn, EMPTY_FIELD_MAP } from './shared/empty-field-map.ts';
import type { JsonObject } from './shared/find-field.ts';
import { jsonLines } from './shared/json-lines.ts';
import { SKIPPED } from './shared/skipped.ts';

const samples: readonly Sample[] = [
  {
    line: `{":authority":"shop.example","bytes_received":0,"bytes_sent":512,"downstream_local_address":"10.42.0.77:10443","downstream_remote_address":"192.0.2.7:59292","duration":11,"method":"GET","protocol":"HTTP/2","requested_server_name":"shop.example","response_code":200,"response_flags":"-","start_time":"2026-11-20T12:00:00.479Z","upstream_host":"10.42.0.82:8080","user-agent":"curl/8.5.0","x-envoy-origin-path":"/shop?a=b","x-forwarded-for":"192.0.2.7","x-request-id":"3bbc0252-2d5c-49fe-bd89-104e9b61770b"}`,
    expect: {
      method: 'GET',
      target: '/shop?a=b',
      startedAtMs: Date.UTC(2026, 10, 20, 12, 0, 0, 479),
      durationMs: 11,
      host: 'shop.example',
      scheme: 'https',
      headers: [
        ['User-Agent', 'curl/8.5.0'],
        ['X-Forwarded-For', '192.0.2.7'],
        ['X-Request-ID', '3bbc0252-2d5c-49fe-bd89-104e9b61770b'],
      ],
      status: 200,
      client: '192.0.2.7',
    },
  },
  {
    // What Istio writes for a connection that is no HTTP.
    line: `{"start_time":"2026-11-20T12:00:00.479Z","method":null,"path":null,"protocol":null,"response_code":0,"response_flags":"-","duration":5,"authority":null,"upstream_host":"10.0.0.1:3306","downstream_remote_address":"10.0.0.2:4711"}`,
    expect: { skipped: 'not-http' },
  },
];

/** Reads the JSON access logs of Envoy, Envoy Gateway and Istio: `start_time` is the start, durations are in ms. */
export const envoyJson = jsonLines({
  name: 'envoy-json',
  title: 'Envoy, Envoy Gateway, Istio, JSON access log',
  samples,
  prepare,
  finish,
  map: {
    ...EMPTY_FIELD_MAP,
    method: ['method', ':method'],
    target: [
      'x-envoy-original-path',
      'x-envoy-origin-path',
      'x_envoy_original_path',
      'original_path',
      'path',
      ':path',
    ],
    host: [':authority', 'authority'],
    scheme: [':scheme', 'scheme', 'x-forwarded-proto', 'x_forwarded_proto'],
    status: ['response_code'],
    startedAt: ['start_time'],
    duration: durationIn('ms', 'duration'),
    header: {
      'User-Agent': ['user-agent', 'user_agent'],
      Referer: ['referer', 'referrer'],
      'Content-Type': ['content-type', 'content_type'],
      'X-Forwarded-For': ['x-forwarded-for', 'x_forwarded_for'],
      'X-Request-ID': ['x-request-id', 'request_id', 'x_request_id'],
    },
  },
});
export default envoyJson;

function prepare(object: JsonObject): JsonObject | Skipped {
  const known = 'start_time' in object && 'response_code' in object && 'duration' in object;
  return known ? object : SKIPPED['not-an-access-line'];
}

/** Envoy's own view of who asked, which takes trusted proxies into account; else the first of X-Forwarded-For. */
function finish(record: Draft, object: JsonObject): Draft {
  const peer = object.downstream_remote_address;
  const list = object['x-forwarded-for'] ?? object.x_forwarded_for;
  const client =
    (typeof peer === 'string' ? clientAddress(peer) : undefined) ??
    (typeof list === 'string' ? firstAddress(list) : undefined);
  if (client !== undefined) record.client = client;
  const { requested_server_name } = object;
  if (record.scheme === undefined && typeof requested_server_name === 'string') {
    if (requested_server_name !== '' && requested_server_name !== '-') record.scheme = 'https';
  }
  return record;
}

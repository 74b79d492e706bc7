import type { Sample, Skipped } from 'reprise/parser';
import { clientAddress } from './shared/client-address.ts';
import type { Draft } from './shared/draft.ts';
import { durationIn, EMPTY_FIELD_MAP } from './shared/empty-field-map.ts';
import type { JsonObject } from './shared/find-field.ts';
import { jsonLines } from './shared/json-lines.ts';
import { memberOf } from './shared/member-of.ts';
import { SKIPPED } from './shared/skipped.ts';

const samples: readonly Sample[] = [
  {
    line: `{"insertId":"1oek5rg3l3fxj7","jsonPayload":{"statusDetails":"response_sent_by_backend"},"httpRequest":{"requestMethod":"GET","requestUrl":"https://shop.example:443/static/us/cats.jpg?a=b","requestSize":"577","status":200,"responseSize":"157","userAgent":"curl/8.5.0","remoteIp":"192.0.2.7:9989","serverIp":"10.5.3.1:9090","latency":"0.048180s","protocol":"HTTP/2.0","referer":"https://shop.example/"},"resource":{"type":"http_load_balancer"},"timestamp":"2026-11-20T12:00:00.078651Z","severity":"INFO","receiveTimestamp":"2026-11-20T12:00:00.588272Z"}`,
    expect: {
      method: 'GET',
      target: '/static/us/cats.jpg?a=b',
      startedAtMs: Date.UTC(2026, 10, 20, 12) + 78.651,
      durationMs: 48.18,
      host: 'shop.example',
      scheme: 'https',
      headers: [
        ['Referer', 'https://shop.example/'],
        ['User-Agent', 'curl/8.5.0'],
      ],
      status: 200,
      client: '192.0.2.7',
    },
  },
];

/**
 * Reads the request logs of Google Cloud (load balancers, Cloud Run, App Engine) as Cloud Logging exports them. `timestamp`
 * is when the request came in; `latency` is text with its unit.
 */
export const gcpLoadBalancer = jsonLines({
  name: 'gcp-load-balancer',
  title: 'Google Cloud load balancers and Cloud Run, exported from Cloud Logging',
  samples,
  prepare,
  finish,
  map: {
    ...EMPTY_FIELD_MAP,
    method: ['httpRequest.requestMethod'],
    target: ['httpRequest.requestUrl'],
    status: ['httpRequest.status'],
    startedAt: ['timestamp'],
    duration: durationIn('s', 'httpRequest.latency'),
    client: ['httpRequest.remoteIp'],
    header: {
      Referer: ['httpRequest.referer'],
      'User-Agent': ['httpRequest.userAgent'],
    },
  },
});
export default gcpLoadBalancer;

function prepare(object: JsonObject): JsonObject | Skipped {
  const request = memberOf(object, 'httpRequest');
  return 'requestUrl' in request || 'requestMethod' in request ? object : SKIPPED['not-an-access-line'];
}

function finish(record: Draft): Draft {
  const client = record.client === undefined ? undefined : clientAddress(record.client);
  if (client !== undefined) record.client = client;
  return record;
}

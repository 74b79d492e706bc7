import type { Sample, Skipped } from 'reprise/parser';
import { clientAddress } from './shared/client-address.ts';
import type { Draft } from './shared/draft.ts';
import { durationIn, EMPTY_FIELD_MAP } from './shared/empty-field-map.ts';
import type { JsonObject } from './shared/find-field.ts';
import { jsonLines } from './shared/json-lines.ts';
import { refuseLostBytes } from './shared/lost-bytes.ts';
import { memberOf } from './shared/member-of.ts';
import { SKIPPED } from './shared/skipped.ts';

const samples: readonly Sample[] = [
  {
    line: `{"level":"info","ts":1795176000.5,"logger":"http.log.access.log0","msg":"handled request","request":{"remote_ip":"192.0.2.7","remote_port":"54321","client_ip":"192.0.2.8","proto":"HTTP/2.0","method":"GET","host":"shop.example","uri":"/shop/123?a=b","headers":{"User-Agent":["curl/8.5.0"],"Accept":["*/*"],"Cookie":["REDACTED"],"Authorization":[]},"tls":{"version":772}},"bytes_read":0,"duration":0.5,"size":512,"status":200}`,
    expect: {
      method: 'GET',
      target: '/shop/123?a=b',
      startedAtMs: Date.UTC(2026, 10, 20, 12),
      durationMs: 500,
      host: 'shop.example',
      scheme: 'https',
      headers: [
        ['User-Agent', 'curl/8.5.0'],
        ['Accept', '*/*'],
      ],
      status: 200,
      client: '192.0.2.8',
    },
  },
  {
    line: `{"level":"error","ts":1795176000.5,"logger":"http.log.error","msg":"dial tcp: refused","request":{"remote_ip":"192.0.2.7","method":"GET","host":"shop.example","uri":"/","headers":{}},"duration":0.1,"status":502}`,
    expect: { skipped: 'internal' },
  },
  {
    line: `{"level":"info","ts":1795176000.5,"logger":"tls","msg":"storage cleaning happened too recently"}`,
    expect: { skipped: 'not-an-access-line' },
  },
];

/**
 * Reads the JSON access log of Caddy 2. `ts` is when the answer ended, in whatever way `time_format` says; `duration` is in
 * seconds, or text with its unit.
 */
export const caddy = jsonLines({
  name: 'caddy',
  title: 'Caddy 2, JSON access log',
  samples,
  prepare,
  finish,
  map: {
    ...EMPTY_FIELD_MAP,
    method: ['request.method'],
    target: ['request.uri'],
    host: ['request.host'],
    tls: ['request.tls'],
    status: ['status'],
    endedAt: ['ts'],
    duration: durationIn('s', 'duration'),
    client: ['request.client_ip', 'request.remote_ip'],
    headers: ['request.headers'],
  },
});
export default caddy;

/** Caddy tells of a failed request twice, and with debugging on once for each upstream, each time with all of it. */
function prepare(object: JsonObject): JsonObject | Skipped {
  const request = memberOf(object, 'request');
  if (typeof request.uri !== 'string' || typeof request.method !== 'string' || !('ts' in object)) {
    return SKIPPED['not-an-access-line'];
  }
  if (!('remote_ip' in request || 'remote_addr' in request)) return SKIPPED['not-an-access-line'];
  const { logger, status } = object;
  const access = typeof logger !== 'string' || logger.startsWith('http.log.access');
  return access && status !== undefined ? object : SKIPPED.internal;
}

/** Before 2.5 the client came with its port. */
function finish(record: Draft, object: JsonObject): Draft | Skipped {
  const { remote_addr } = memberOf(object, 'request');
  if (record.client === undefined && typeof remote_addr === 'string') {
    const client = clientAddress(remote_addr);
    if (client !== undefined) record.client = client;
  }
  return refuseLostBytes(record);
}

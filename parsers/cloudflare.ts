import type { Sample, Skipped } from 'reprise/parser';
import type { Draft } from './shared/draft.ts';
import { EMPTY_FIELD_MAP } from './shared/empty-field-map.ts';
import type { JsonObject } from './shared/find-field.ts';
import { instantMs } from './shared/instant.ts';
import { jsonLines } from './shared/json-lines.ts';
import { SKIPPED } from './shared/skipped.ts';

const samples: readonly Sample[] = [
  {
    line: `{"ClientIP":"192.0.2.7","ClientRequestHost":"shop.example","ClientRequestMethod":"POST","ClientRequestURI":"/api/login?a=b","ClientRequestUserAgent":"curl/8.5.0","ClientRequestReferer":"https://shop.example/login","ClientRequestScheme":"https","ClientRequestProtocol":"HTTP/2","ClientRequestSource":"eyeball","EdgeEndTimestamp":1795176000052001789,"EdgeResponseBytes":512,"EdgeResponseStatus":200,"EdgeStartTimestamp":1795176000002000789,"RayID":"87a1b2c3d4e5f003"}`,
    expect: {
      method: 'POST',
      target: '/api/login?a=b',
      startedAtMs: Date.UTC(2026, 10, 20, 12) + 2.001,
      durationMs: 50.001,
      host: 'shop.example',
      scheme: 'https',
      headers: [
        ['Referer', 'https://shop.example/login'],
        ['User-Agent', 'curl/8.5.0'],
      ],
      status: 200,
      client: '192.0.2.7',
    },
  },
  {
    line: `{"ClientIP":"2a06:98c0:3600::103","ClientRequestHost":"shop.example","ClientRequestMethod":"GET","ClientRequestURI":"/","ClientRequestSource":"edgeWorkerFetch","EdgeResponseStatus":200,"EdgeStartTimestamp":"2026-11-20T12:00:00Z"}`,
    expect: { skipped: 'internal' },
  },
];

/** Reads the HTTP requests of Cloudflare Logpush; stamps as RFC 3339, seconds or nanoseconds, of which no digit is lost. */
export const cloudflare = jsonLines({
  name: 'cloudflare',
  title: 'Cloudflare Logpush, HTTP requests',
  samples,
  prepare,
  finish,
  map: {
    ...EMPTY_FIELD_MAP,
    method: ['ClientRequestMethod'],
    target: ['ClientRequestURI', 'ClientRequestPath'],
    host: ['ClientRequestHost'],
    scheme: ['ClientRequestScheme'],
    status: ['EdgeResponseStatus'],
    startedAt: ['EdgeStartTimestamp'],
    client: ['ClientIP'],
    headers: ['RequestHeaders'],
    header: {
      Referer: ['ClientRequestReferer'],
      'User-Agent': ['ClientRequestUserAgent'],
      'X-Requested-With': ['ClientXRequestedWith'],
    },
  },
});
export default cloudflare;

/** Requests that Cloudflare's own workers and services make are in the log beside those of clients. */
function prepare(object: JsonObject): JsonObject | Skipped {
  if (!('ClientRequestMethod' in object)) return SKIPPED['not-an-access-line'];
  const source = object.ClientRequestSource;
  const byClient = source === undefined || source === '' || source === 'eyeball' || source === 'unknown';
  return byClient ? object : SKIPPED.internal;
}

/** The end has no use but to tell the duration. */
function finish(record: Draft, object: JsonObject): Draft {
  const endedAtMs = instantMs(object.EdgeEndTimestamp);
  if (record.startedAtMs === undefined) {
    if (!Number.isNaN(endedAtMs)) record.startedAtMs = endedAtMs;
  } else if (endedAtMs >= record.startedAtMs) {
    record.durationMs = Math.round((endedAtMs - record.startedAtMs) * 1000) / 1000;
  }
  return record;
}

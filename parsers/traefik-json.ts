import type { Sample, Skipped } from 'reprise/parser';
import { firstAddress } from './shared/client-address.ts';
import type { Draft } from './shared/draft.ts';
import { durationIn, EMPTY_FIELD_MAP } from './shared/empty-field-map.ts';
import type { JsonObject } from './shared/find-field.ts';
import { jsonLines } from './shared/json-lines.ts';
import { refuseLostBytes } from './shared/lost-bytes.ts';
import { SKIPPED } from './shared/skipped.ts';

const samples: readonly Sample[] = [
  {
    line: `{"ClientAddr":"192.0.2.7:39496","ClientHost":"192.0.2.7","ClientPort":"39496","ClientUsername":"-","DownstreamStatus":200,"Duration":1500000,"OriginStatus":200,"RequestAddr":"shop.example:8080","RequestHost":"shop.example","RequestMethod":"GET","RequestPath":"/shop?a=b","RequestPort":"8080","RequestProtocol":"HTTP/1.1","RequestScheme":"http","StartLocal":"2026-11-20T13:00:00.000000192+01:00","StartUTC":"2026-11-20T12:00:00.000000192Z","entryPointName":"web","level":"info","msg":"","request_User-Agent":"curl/8.5.0","request_Authorization":"REDACTED","time":"2026-11-20T13:00:00+01:00"}`,
    expect: {
      method: 'GET',
      target: '/shop?a=b',
      startedAtMs: Date.UTC(2026, 10, 20, 12),
      durationMs: 1.5,
      host: 'shop.example:8080',
      scheme: 'http',
      headers: [['User-Agent', 'curl/8.5.0']],
      status: 200,
      client: '192.0.2.7',
    },
  },
];

/** Reads the JSON access log of Traefik: the start is logged as such, durations are in ns, kept headers are `request_…`. */
export const traefikJson = jsonLines({
  name: 'traefik-json',
  title: 'Traefik, JSON access log',
  samples,
  prepare,
  finish,
  map: {
    ...EMPTY_FIELD_MAP,
    method: ['RequestMethod'],
    target: ['RequestPath'],
    host: ['RequestAddr', 'RequestHost'],
    scheme: ['RequestScheme'],
    status: ['DownstreamStatus'],
    startedAt: ['StartUTC', 'StartLocal'],
    endedAt: ['time'],
    duration: durationIn('ns', 'Duration'),
    client: ['ClientHost'],
    headers: ['headers'],
  },
});
export default traefikJson;

function prepare(object: JsonObject): JsonObject | Skipped {
  if (!('RequestMethod' in object && 'RequestPath' in object)) return SKIPPED['not-an-access-line'];
  const headers: Record<string, unknown> = {};
  for (const key in object) if (key.startsWith('request_')) headers[key.slice(8)] = object[key];
  return { ...object, headers };
}

/** Behind trusted proxies `ClientHost` is the whole X-Forwarded-For. */
function finish(record: Draft): Draft | Skipped {
  const client = record.client?.includes(',') ? firstAddress(record.client) : record.client;
  if (client !== undefined) record.client = client;
  return refuseLostBytes(record);
}

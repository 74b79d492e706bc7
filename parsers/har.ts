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
    line: String.raw`{"startedDateTime":"2026-11-20T13:00:00.250+01:00","time":48.18,"request":{"method":"POST","url":"https://shop.example/api/cart?a=b","httpVersion":"http/2.0","headers":[{"name":":authority","value":"shop.example"},{"name":"user-agent","value":"curl/8.5.0"},{"name":"content-type","value":"application/json"}],"queryString":[{"name":"a","value":"b"}],"cookies":[],"headersSize":-1,"bodySize":9,"postData":{"mimeType":"application/json","text":"{\"n\":\"\u00e9\"}"}},"response":{"status":201,"statusText":"","headers":[],"content":{"size":2}},"cache":{},"timings":{"send":1,"wait":47,"receive":0.18}}`,
    expect: {
      method: 'POST',
      target: '/api/cart?a=b',
      startedAtMs: Date.UTC(2026, 10, 20, 12, 0, 0, 250),
      durationMs: 48.18,
      host: 'shop.example',
      scheme: 'https',
      headers: [
        ['user-agent', 'curl/8.5.0'],
        ['content-type', 'application/json'],
      ],
      body: byteArray('{"n":"\xc3\xa9"}'),
      status: 201,
    },
  },
  {
    line: `{"startedDateTime":"2026-11-20T12:00:00Z","time":0,"request":{"method":"GET","url":"data:image/png;base64,AA==","headers":[]},"response":{"status":200}}`,
    expect: { skipped: 'not-http' },
  },
];

/** Reads the entries of a HAR file, one object a line: the start is logged as such, durations are in ms. */
export const har = jsonLines({
  name: 'har',
  title: 'HAR, what the network panel of a browser saves: its entries, one object a line',
  samples,
  prepare,
  finish,
  map: {
    ...EMPTY_FIELD_MAP,
    method: ['request.method'],
    target: ['request.url'],
    status: ['response.status'],
    startedAt: ['startedDateTime'],
    duration: durationIn('ms', 'time'),
    body: ['body'],
    bodyBase64: ['bodyBase64'],
    headers: ['request.headers'],
  },
});
export default har;

/** What a browser fetches from itself, extensions and data URLs, is in there too. */
function prepare(object: JsonObject): JsonObject | Skipped {
  const request = memberOf(object, 'request');
  const { url } = request;
  if (typeof url !== 'string' || !('startedDateTime' in object)) return SKIPPED['not-an-access-line'];
  if (/^wss?:/i.test(url)) return SKIPPED.upgrade;
  if (!/^https?:\/\//i.test(url)) return SKIPPED['not-http'];
  const { text, encoding, params } = memberOf(request, 'postData');
  const sent = typeof text === 'string' && text !== '' ? text : formText(params);
  return { ...object, [encoding === 'base64' ? 'bodyBase64' : 'body']: sent };
}

/** Some tools keep a form as its fields only. */
function formText(params: unknown): string | undefined {
  if (!Array.isArray(params) || params.length === 0) return undefined;
  const pairs = params.map((param: unknown) => {
    const { name, value } = (param ?? {}) as JsonObject;
    return `${typeof name === 'string' ? name : ''}=${typeof value === 'string' ? value : ''}`;
  });
  return pairs.join('&');
}

/** A browser does not send the part after `#`. */
function finish(record: Draft): Draft {
  const fragment = record.target.indexOf('#');
  if (fragment !== -1) record.target = record.target.slice(0, fragment);
  return record;
}

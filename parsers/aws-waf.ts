import type { Sample, Skipped } from 'reprise/parser';
import { EMPTY_FIELD_MAP } from './shared/empty-field-map.ts';
import type { JsonObject } from './shared/find-field.ts';
import { isBlanked } from './shared/header-list.ts';
import { jsonLines } from './shared/json-lines.ts';
import { memberOf } from './shared/member-of.ts';
import { SKIPPED } from './shared/skipped.ts';

const samples: readonly Sample[] = [
  {
    line: `{"timestamp":1795176000700,"formatVersion":1,"webaclId":"arn:aws:wafv2:us-east-1:111122223333:global/webacl/test/ba65eb35","terminatingRuleId":"Default_Action","action":"ALLOW","httpSourceName":"ALB","httpRequest":{"clientIp":"192.0.2.7","country":"AT","headers":[{"name":"Host","value":"shop.example"},{"name":"User-Agent","value":"curl/8.5.0"},{"name":"Cookie","value":"REDACTED"}],"uri":"/shop","args":"a=b","httpVersion":"HTTP/1.1","httpMethod":"GET","requestId":"1-6370e0b9"}}`,
    expect: {
      method: 'GET',
      target: '/shop?a=b',
      startedAtMs: Date.UTC(2026, 10, 20, 12, 0, 0, 700),
      host: 'shop.example',
      headers: [
        ['Host', 'shop.example'],
        ['User-Agent', 'curl/8.5.0'],
      ],
      client: '192.0.2.7',
    },
  },
];

/** Reads the log of AWS WAF: `timestamp` is when the request came in, all headers are there, and no status but its own. */
export const awsWaf = jsonLines({
  name: 'aws-waf',
  title: 'AWS WAF',
  samples,
  prepare,
  map: {
    ...EMPTY_FIELD_MAP,
    method: ['httpRequest.httpMethod'],
    target: ['httpRequest.uri'],
    query: ['httpRequest.args'],
    host: ['httpRequest.host'],
    scheme: ['httpRequest.scheme'],
    status: ['responseCodeSent'],
    startedAt: ['timestamp'],
    client: ['httpRequest.clientIp'],
    headers: ['httpRequest.headers'],
  },
});
export default awsWaf;

/** A path or a query that was redacted cannot be sent again. */
function prepare(object: JsonObject): JsonObject | Skipped {
  const { httpMethod, uri, args } = memberOf(object, 'httpRequest');
  if (httpMethod === undefined || uri === undefined || !('action' in object)) {
    return SKIPPED['not-an-access-line'];
  }
  const blanked = [uri, args].some((value) => typeof value === 'string' && isBlanked(value));
  return blanked ? SKIPPED['bad-request-line'] : object;
}

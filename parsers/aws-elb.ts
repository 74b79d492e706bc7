import type { Header, LogFormat, LogRecord, Sample, Skipped } from 'reprise/parser';
import { addHeader } from './shared/add-header.ts';
import { parseAwsRequest } from './shared/aws-request.ts';
import { withoutPort } from './shared/client-address.ts';
import type { Draft } from './shared/draft.ts';
import { instantMs } from './shared/instant.ts';
import { recordedStatus } from './shared/recorded-status.ts';
import { SKIPPED } from './shared/skipped.ts';
import { splitFields } from './shared/split-fields.ts';
import { sumOfSeconds } from './shared/sum-of-seconds.ts';

const samples: readonly Sample[] = [
  {
    line: `2026-11-20T12:00:00.945958Z my-loadbalancer 192.0.2.7:2817 10.0.0.1:80 0.000086 0.001048 0.001337 200 200 0 57 "GET https://shop.example:443/shop?a=b HTTP/1.1" "curl/7.38.0" DHE-RSA-AES128-SHA TLSv1.2`,
    expect: {
      method: 'GET',
      target: '/shop?a=b',
      startedAtMs: Date.UTC(2026, 10, 20, 12) + 945.958,
      host: 'shop.example',
      scheme: 'https',
      headers: [['User-Agent', 'curl/7.38.0']],
      status: 200,
      durationMs: 2.471,
      client: '192.0.2.7',
    },
  },
  {
    line: `2026-11-20T12:00:00.945958Z my-loadbalancer 192.0.2.7:2817 10.0.0.1:3306 0.001069 0.000028 0.000041 - - 82 305 "- - - " "-" - -`,
    expect: { skipped: 'not-http' },
  },
];

/** Reads the access log of AWS's Classic Load Balancer. */
export const awsElb: LogFormat = {
  name: 'aws-elb',
  title: 'AWS Classic Load Balancer',
  samples,
  open: () => parse,
};
export default awsElb;

/** Columns, from the left. */
const [TIME, CLIENT, TIMES, STATUS, REQUEST, AGENT] = [0, 2, 4, 7, 11, 12];
const BEGIN = /^\d{4}-\d\d-\d\dT[\d:.]{8,20}Z \S+ \S+:\d+ \S+ -?[\d.]+ -?[\d.]+ -?[\d.]+ /;

/** The stamp is when the request came in. */
function parse(line: string): LogRecord | Skipped {
  if (!BEGIN.test(line)) return SKIPPED['not-an-access-line'];
  const fields = splitFields(line);
  const startedAtMs = instantMs(fields[TIME]);
  const [client, status, request] = [fields[CLIENT], fields[STATUS], fields[REQUEST]];
  if (client === undefined || status === undefined || request === undefined || Number.isNaN(startedAtMs)) {
    return SKIPPED['not-an-access-line'];
  }
  const asked = parseAwsRequest(request, Number(status));
  if ('skipped' in asked) return asked;
  if (status === '101') return SKIPPED.upgrade;

  const { method, target, host, scheme } = asked;
  const record: Draft = { method, target, startedAtMs, host, scheme };
  const headers: Header[] = [];
  addHeader(headers, 'User-Agent', fields[AGENT]);
  if (headers.length > 0) record.headers = headers;
  const verdict = recordedStatus(Number(status));
  if (verdict !== undefined) record.status = verdict;
  const durationMs = sumOfSeconds(fields, TIMES);
  if (durationMs !== undefined) record.durationMs = durationMs;
  const address = withoutPort(client);
  if (address !== undefined) record.client = address;
  return record;
}

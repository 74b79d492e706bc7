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
import { unescapeHex } from './shared/unescape-hex.ts';

const samples: readonly Sample[] = [
  {
    line: `https 2026-11-20T12:00:00.186641Z app/my-loadbalancer/50dc6c495c0c9188 192.0.2.7:2817 10.0.0.1:80 0.086 0.048 0.037 200 200 0 57 "GET https://shop.example:443/shop?a=b HTTP/1.1" "curl/7.46.0" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/my-targets/73e2d6bc24d8a067 "Root=1-58337281-1d84f3d73c47ec4e58577259" "shop.example" "arn:aws:acm:us-east-2:123456789012:certificate/12345678" 1 2026-11-20T12:00:00.015000Z "authenticate,forward" "-" "-" "10.0.0.1:80" "200" "-" "-" TID_1234abcd5678ef90`,
    expect: {
      method: 'GET',
      target: '/shop?a=b',
      startedAtMs: Date.UTC(2026, 10, 20, 12, 0, 0, 15),
      host: 'shop.example',
      scheme: 'https',
      headers: [['User-Agent', 'curl/7.46.0']],
      status: 200,
      durationMs: 171,
      client: '192.0.2.7',
    },
  },
  {
    // As the log was before 2018: without the time of the request's creation.
    line: `http 2026-11-20T12:00:00.003000Z app/my-loadbalancer/50dc6c495c0c9188 192.0.2.7:2817 10.0.0.1:80 0.000 0.002 0.001 200 200 34 366 "GET http://shop.example:8080/ HTTP/1.1" "curl/7.46.0" - - arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/my-targets/73e2d6bc24d8a067`,
    expect: {
      method: 'GET',
      target: '/',
      startedAtMs: Date.UTC(2026, 10, 20, 12),
      host: 'shop.example:8080',
      scheme: 'http',
      headers: [['User-Agent', 'curl/7.46.0']],
      status: 200,
      durationMs: 3,
      client: '192.0.2.7',
    },
  },
  {
    line: `http 2026-11-20T12:00:00.216357Z app/lb/7f0dc2b05788640f 192.0.2.7:15070 - -1 -1 -1 400 - 0 272 "- http://lb-640112591.us-east-1.elb.amazonaws.com:80- -" "-" - - - "-" "-" "-" - 2026-11-20T12:00:00.000000Z "-" "-" "-" "-" "-" "-" "-"`,
    expect: { skipped: 'bad-request-line' },
  },
  {
    line: `wss 2026-11-20T12:00:00.186641Z app/lb/50dc6c495c0c9188 192.0.2.7:44244 10.0.0.171:8010 0.000 0.001 0.000 101 101 218 786 "GET https://shop.example:443/chat HTTP/1.1" "-" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:x "Root=1" "-" "-" 1 2026-11-20T12:00:00.000000Z "forward" "-" "-"`,
    expect: { skipped: 'upgrade' },
  },
];

/** Reads the access log of AWS's Application Load Balancers, of all years: columns were only ever added. */
export const awsAlb: LogFormat = {
  name: 'aws-alb',
  title: 'AWS Application Load Balancer',
  samples,
  open: () => parse,
};
export default awsAlb;

/** Columns, from the left. */
const [TIME, CLIENT, TIMES, STATUS, REQUEST, AGENT, CREATED] = [1, 3, 5, 8, 12, 13, 21];
const KIND = /^(?:https?|h2|grpcs?|wss?) \d{4}-\d\d-\d\dT/;

/** `time` is when the answer was made, `request_creation_time` when the request came in. */
function parse(line: string): LogRecord | Skipped {
  if (!KIND.test(line)) return SKIPPED['not-an-access-line'];
  const fields = splitFields(line);
  const answeredAtMs = instantMs(fields[TIME]);
  const [client, status, request] = [fields[CLIENT], fields[STATUS], fields[REQUEST]];
  if (client === undefined || status === undefined || request === undefined || Number.isNaN(answeredAtMs)) {
    return SKIPPED['not-an-access-line'];
  }
  const asked = parseAwsRequest(request, Number(status));
  if ('skipped' in asked) return asked;
  if (status === '101' || line.startsWith('ws')) return SKIPPED.upgrade;

  const durationMs = sumOfSeconds(fields, TIMES);
  const createdAtMs = instantMs(fields[CREATED]);
  const { method, target, host, scheme } = asked;
  const startedAtMs = Number.isNaN(createdAtMs)
    ? Math.round((answeredAtMs - (durationMs ?? 0)) * 1000) / 1000
    : createdAtMs;
  const record: Draft = { method, target, startedAtMs, host, scheme };
  const headers: Header[] = [];
  addHeader(headers, 'User-Agent', unescapeHex(fields[AGENT] ?? '-'));
  if (headers.length > 0) record.headers = headers;
  const verdict = recordedStatus(Number(status));
  if (verdict !== undefined) record.status = verdict;
  if (durationMs !== undefined) record.durationMs = durationMs;
  const address = withoutPort(client);
  if (address !== undefined) record.client = address;
  return record;
}

import type { Header, LogFormat, LogRecord, ParseLine, Sample, Skipped } from 'reprise/parser';
import { addHeader } from './shared/add-header.ts';
import { CLF_TIME_LENGTH, createClfClock } from './shared/clf-time.ts';
import type { Draft } from './shared/draft.ts';
import { recordedStatus } from './shared/recorded-status.ts';
import { parseRequestLine } from './shared/request-line.ts';
import { SKIPPED } from './shared/skipped.ts';
import { splitFields } from './shared/split-fields.ts';

const samples: readonly Sample[] = [
  {
    line: `078d85edf726 shop-images [20/Nov/2026:12:00:00 +0000] 192.0.2.7 arn:aws:sts::347283850106:assumed-role/X/Y 7ERH6MMR32AXYMKY REST.GET.OBJECT locales/en/cluster%2520a.json "GET /locales/en/cluster%20a.json?v=1 HTTP/1.1" 200 - 9427 9427 138 11 "https://shop.example/" "aws-cli/1.25.70 Python/3.9.13" - 2X+mJdbKRF1u5wwyvOiS0= SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader shop-images.s3.us-east-1.amazonaws.com TLSv1.2 - -`,
    expect: {
      method: 'GET',
      target: '/locales/en/cluster%20a.json?v=1',
      startedAtMs: Date.UTC(2026, 10, 20, 12),
      host: 'shop-images.s3.us-east-1.amazonaws.com',
      scheme: 'https',
      headers: [
        ['Referer', 'https://shop.example/'],
        ['User-Agent', 'aws-cli/1.25.70 Python/3.9.13'],
      ],
      status: 200,
      durationMs: 138,
      client: '192.0.2.7',
    },
  },
  {
    line: `078d85edf726 shop-images [20/Nov/2026:12:00:00 +0000] - AmazonS3 7ERH6MMR32AXYMKY S3.EXPIRE.OBJECT old.json "-" - - - 1234 - - "-" "-" - 2X+mJdbKRF1u5wwyvOiS0= - - - - - - -`,
    expect: { skipped: 'internal' },
  },
];

/** Reads S3's server access log. The key is encoded twice, the request is as it came. */
export const awsS3: LogFormat = {
  name: 'aws-s3',
  title: 'AWS S3 server access log',
  samples,
  open,
};
export default awsS3;

/** Columns, from the left. The operation (`REST.GET.OBJECT`) tells that a line is one of these. */
const [TIME, CLIENT, OPERATION, REQUEST, STATUS] = [2, 3, 6, 8, 9];
const [TOTAL_MS, REFERER, AGENT, CIPHER, AUTHENTICATION, HOST] = [13, 15, 16, 20, 21, 22];
const STATUS_SHAPE = /^(?:\d{3}|-)$/;
const AUTHENTICATION_TYPE = /^(?:AuthHeader|QueryString|-)$/;
const OPERATION_SHAPE = /^(?:REST|SOAP|WEBSITE|S3|BATCH)\.[A-Z0-9_.]+$/;

/** The stamp is when the request came in. What S3 does of itself (life cycles, inventories) has no request. */
function open(): ParseLine {
  const clock = createClfClock();
  return (line) => {
    const bracket = line.indexOf('[');
    if (bracket < 3 || !line.startsWith('] ', bracket + 1 + CLF_TIME_LENGTH)) {
      return SKIPPED['not-an-access-line'];
    }
    const fields = splitFields(line, true);
    const startedAtMs = clock(fields[TIME] ?? '', 0);
    if (!OPERATION_SHAPE.test(fields[OPERATION] ?? '') || Number.isNaN(startedAtMs)) {
      return SKIPPED['not-an-access-line'];
    }
    return readFields(fields, startedAtMs);
  };
}

function readFields(fields: readonly string[], startedAtMs: number): LogRecord | Skipped {
  const { [REQUEST]: line = '-', [STATUS]: status = '-', [AUTHENTICATION]: authentication = '-' } = fields;
  if (line === '-') return SKIPPED.internal;
  // S3 escapes no quotes: one within the request, the referer or the agent may shift all that follows.
  if (!STATUS_SHAPE.test(status) || !AUTHENTICATION_TYPE.test(authentication)) {
    return SKIPPED['bad-request-line'];
  }
  const logged = Number(status);
  const request = parseRequestLine(line, logged);
  if ('skipped' in request) return request;
  if (logged === 101) return SKIPPED.upgrade;
  const record: Draft = { method: request.method, target: request.target, startedAtMs };
  const { [HOST]: host = '-', [CIPHER]: cipher, [TOTAL_MS]: total = '-', [CLIENT]: client = '-' } = fields;
  if (host !== '-' && host !== '') record.host = host;
  if (cipher !== undefined) record.scheme = cipher === '-' ? 'http' : 'https';
  const headers: Header[] = [];
  addHeader(headers, 'Referer', fields[REFERER]);
  addHeader(headers, 'User-Agent', fields[AGENT]);
  if (headers.length > 0) record.headers = headers;
  const answered = recordedStatus(logged);
  if (answered !== undefined) record.status = answered;
  if (/^\d{1,12}$/.test(total)) record.durationMs = Number(total);
  if (client !== '-' && client !== '') record.client = client;
  return record;
}

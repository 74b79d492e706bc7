import type { Header, LogFormat, LogRecord, Sample, Skipped } from 'reprise/parser';
import { addHeader } from './shared/add-header.ts';
import { clientAddress, firstAddress } from './shared/client-address.ts';
import type { Draft } from './shared/draft.ts';
import { instantMs } from './shared/instant.ts';
import { recordedStatus } from './shared/recorded-status.ts';
import { parseRequestLine } from './shared/request-line.ts';
import { SKIPPED } from './shared/skipped.ts';
import { splitFields } from './shared/split-fields.ts';

const samples: readonly Sample[] = [
  {
    line: '[2026-11-20T12:00:00.310Z] "POST /api/v1/locations?a=b HTTP/2" 204 - 154 0 226 100 "192.0.2.7, 10.0.0.1" "nsq2http" "cc21d9b0-cf5c-432b-8c7e-98aeb7988cd2" "shop.example" "tcp://10.0.2.1:80"',
    expect: {
      method: 'POST',
      target: '/api/v1/locations?a=b',
      startedAtMs: Date.UTC(2026, 10, 20, 12, 0, 0, 310),
      host: 'shop.example',
      headers: [
        ['X-Forwarded-For', '192.0.2.7, 10.0.0.1'],
        ['User-Agent', 'nsq2http'],
        ['X-Request-ID', 'cc21d9b0-cf5c-432b-8c7e-98aeb7988cd2'],
      ],
      status: 204,
      durationMs: 226,
      client: '192.0.2.7',
    },
  },
  {
    // Istio adds three fields after the flags and seven at the end.
    line: '[2026-11-20T12:00:00.362Z] "GET /status/418 HTTP/1.1" 418 - via_upstream - "-" 0 135 25 25 "-" "curl/8.5.0" "adc1465d-589f-9119-bdcf-2ea373ff7d7a" "httpbin:8000" "172.17.0.7:80" outbound|8000||httpbin.default.svc.cluster.local 172.17.0.6:57130 10.99.37.119:8000 192.0.2.7:50514 - default',
    expect: {
      method: 'GET',
      target: '/status/418',
      startedAtMs: Date.UTC(2026, 10, 20, 12, 0, 0, 362),
      host: 'httpbin:8000',
      headers: [
        ['User-Agent', 'curl/8.5.0'],
        ['X-Request-ID', 'adc1465d-589f-9119-bdcf-2ea373ff7d7a'],
      ],
      status: 418,
      durationMs: 25,
      client: '192.0.2.7',
    },
  },
  {
    line: '[2026-11-20T12:00:00.362Z] "- - -" 0 - - - "-" 1514 0 12 - "-" "-" "-" "-" "10.0.0.1:3306" outbound|3306||db 10.0.0.2:57130 10.0.0.1:3306 10.0.0.2:50514 - -',
    expect: { skipped: 'not-http' },
  },
];

/** Reads the default text format of Envoy's access log, and the longer one of Istio. */
export const envoy: LogFormat = {
  name: 'envoy',
  title: 'Envoy and Istio, default text access log',
  samples,
  open: () => parse,
};
export default envoy;

/** The stamp is when the request came in; the status follows the request. */
const BEGIN = /^\[(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z)\] "/;

function parse(line: string): LogRecord | Skipped {
  const begin = BEGIN.exec(line);
  if (begin === null) return SKIPPED['not-an-access-line'];
  const startedAtMs = instantMs(begin[1]);
  const from = begin[0].length;
  const end = findRequestEnd(line, from);
  if (end === -1 || Number.isNaN(startedAtMs)) return SKIPPED['not-an-access-line'];
  const fields = splitFields(line.slice(end + 2));
  const logged = Number(fields[0]);
  const text = line.slice(from, end);
  if (text.startsWith('- ')) return SKIPPED['not-http'];
  const request = parseRequestLine(text, logged);
  if ('skipped' in request) return request;
  if (logged === 101) return SKIPPED.upgrade;

  const record: Draft = { method: request.method, target: request.target, startedAtMs };
  const status = recordedStatus(logged);
  if (status !== undefined) record.status = status;
  addRest(record, fields);
  return record;
}

/** A quote that a status follows: Envoy escapes none of those within. */
function findRequestEnd(line: string, from: number): number {
  let at = line.indexOf('" ', from);
  while (at !== -1 && !STATUS.test(line.slice(at + 2, at + 6))) at = line.indexOf('" ', at + 1);
  return at;
}

const STATUS = /^\d{1,3} /;
const COUNT = /^\d{1,15}$/;

/** Finds the two byte counts after the flags, whatever Istio puts between; all else stands at a fixed distance from them. */
function addRest(record: Draft, fields: readonly string[]): void {
  let at = 2;
  while (at < 8 && !(COUNT.test(fields[at] ?? '') && COUNT.test(fields[at + 1] ?? ''))) at++;
  const { [at + 2]: duration = '-', [at + 4]: forwarded = '-', [at + 5]: agent } = fields;
  const {
    [at + 6]: id,
    [at + 7]: authority = '-',
    [at + 12]: peer = '-',
    [at + 13]: serverName = '-',
  } = fields;
  if (COUNT.test(duration)) record.durationMs = Number(duration);
  if (authority !== '-' && authority !== '') record.host = authority;
  if (serverName !== '-' && serverName.includes('.')) record.scheme = 'https';
  const headers: Header[] = [];
  addHeader(headers, 'X-Forwarded-For', forwarded);
  addHeader(headers, 'User-Agent', agent);
  addHeader(headers, 'X-Request-ID', id);
  if (headers.length > 0) record.headers = headers;
  const client = firstAddress(forwarded) ?? clientAddress(peer);
  if (client !== undefined) record.client = client;
}

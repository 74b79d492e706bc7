import type { LogFormat, LogRecord, Sample, Skipped } from 'reprise/parser';
import type { Draft } from './shared/draft.ts';
import { isToken } from './shared/is-token.ts';
import { recordedStatus } from './shared/recorded-status.ts';
import { SKIPPED } from './shared/skipped.ts';
import { splitUrl } from './shared/split-url.ts';

const samples: readonly Sample[] = [
  {
    line: '1795176002.864   2864 192.0.2.7 TCP_MISS/200 10182 GET http://shop.example/shop?a=b bob HIER_DIRECT/198.51.100.1 text/html',
    expect: {
      method: 'GET',
      target: 'http://shop.example/shop?a=b',
      startedAtMs: Date.UTC(2026, 10, 20, 12),
      host: 'shop.example',
      scheme: 'http',
      status: 200,
      durationMs: 2864,
      client: '192.0.2.7',
    },
  },
  {
    line: '1795176002.366     16 192.0.2.7 TCP_MISS_ABORTED/000 0 GET http://shop.example/ - HIER_DIRECT/198.51.100.1 -',
    expect: {
      method: 'GET',
      target: 'http://shop.example/',
      startedAtMs: Date.UTC(2026, 10, 20, 12, 0, 2, 350),
      host: 'shop.example',
      scheme: 'http',
      durationMs: 16,
      client: '192.0.2.7',
    },
  },
  {
    line: '1795176002.899  16867 192.0.2.7 TCP_TUNNEL/200 6256 CONNECT shop.example:443 - HIER_DIRECT/198.51.100.1 -',
    expect: { skipped: 'connect' },
  },
  {
    line: '1795176002.899      0 192.0.2.7 NONE_NONE/400 3862 - error:invalid-request - HIER_NONE/- text/html',
    expect: { skipped: 'bad-request-line' },
  },
];

/** Reads Squid's native log. Its URLs are absolute, as clients of a proxy send them. */
export const squid: LogFormat = {
  name: 'squid',
  title: 'Squid, native access log',
  samples,
  open: () => parse,
};
export default squid;

const LINE =
  /^(\d{9,11}\.\d{3}) +(-?\d{1,12}) (\S+) ([A-Z_]+)\/(\d{3}|-) (-?\d+) (\S+) (.+) (\S+) ([A-Z_]+\/\S+) (\S+)/;

/** The stamp is when the answer ended; the second column is how long it took in ms. */
function parse(line: string): LogRecord | Skipped {
  const parts = LINE.exec(line);
  if (parts === null) return SKIPPED['not-an-access-line'];
  const [, seconds, elapsed, client, code, status, , method, url] = parts as unknown as string[];
  if (code!.startsWith('UDP_') || method!.startsWith('ICP_') || method!.startsWith('HTCP_')) {
    return SKIPPED['not-http'];
  }
  if (method === 'CONNECT') return SKIPPED.connect;
  if (/^(?:cache_object|internal|mgr):|\/squid-internal-/.test(url!)) return SKIPPED.internal;
  if (method === '-' || method === 'NONE' || url!.startsWith('error:') || !isToken(method!)) {
    return SKIPPED['bad-request-line'];
  }
  if (status === '101') return SKIPPED.upgrade;
  const split = splitUrl(url!);
  if (split === undefined && !url!.startsWith('/')) return SKIPPED['not-http'];

  const durationMs = Math.max(0, Number(elapsed));
  const startedAtMs = Math.round((Number(seconds) * 1000 - durationMs) * 1000) / 1000;
  const record: Draft = { method: method!, target: url!, startedAtMs };
  if (split !== undefined) {
    record.host = split.host;
    record.scheme = split.scheme;
  }
  const verdict = recordedStatus(Number(status));
  if (verdict !== undefined) record.status = verdict;
  if (!elapsed!.startsWith('-')) record.durationMs = durationMs;
  if (client !== '-') record.client = client!;
  return record;
}

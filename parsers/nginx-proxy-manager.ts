import type { LogFormat } from 'reprise/parser';
import { SAMPLE_MS } from './shared/combined-samples.ts';
import { nginxFormat } from './shared/nginx-format.ts';
import { oneOf } from './shared/one-of.ts';

const REQUEST =
  '$status - $request_method $scheme $host "$request_uri" [Client $remote_addr] [Length $body_bytes_sent] [Gzip $gzip_ratio]';
const HEADERS = '"$http_user_agent" "$http_referer"';

const proxy = nginxFormat(
  `[$time_local] $upstream_cache_status $upstream_status ${REQUEST} [Sent-to $server] ${HEADERS}`,
);
const standard = nginxFormat(`[$time_local] ${REQUEST} ${HEADERS}`);
const plus = nginxFormat(
  '[$time_local] $host $remote_addr $request_time "$request" $status $body_bytes_sent $request_length $bare_referer $bare_user_agent',
);

/** Reads the logs of nginx Proxy Manager: of its proxy hosts, of its other hosts, and those of NPMplus. */
export const nginxProxyManager: LogFormat = {
  name: 'nginx-proxy-manager',
  title: 'nginx Proxy Manager (proxy, standard) and NPMplus',
  samples: [
    {
      line: '[20/Nov/2026:20:04:58 +0000] - 404 404 - GET https shop.example "/shop?a=b" [Client 192.0.2.7] [Length 192] [Gzip 3.10] [Sent-to web] "curl/8.5.0" "-"',
      expect: {
        method: 'GET',
        target: '/shop?a=b',
        startedAtMs: SAMPLE_MS,
        host: 'shop.example',
        scheme: 'https',
        headers: [['User-Agent', 'curl/8.5.0']],
        status: 404,
        client: '192.0.2.7',
      },
    },
    {
      line: '[20/Nov/2026:20:04:58 +0000] 444 - GET https 198.51.100.1 "/.env" [Client 192.0.2.7] [Length 0] [Gzip -] "-" "-"',
      expect: {
        method: 'GET',
        target: '/.env',
        startedAtMs: SAMPLE_MS,
        host: '198.51.100.1',
        scheme: 'https',
        client: '192.0.2.7',
      },
    },
    {
      line: '[20/Nov/2026:20:04:58 +0000] shop.example 192.0.2.7 0.227 "REPORT /dav/ HTTP/2.0" 207 125 440 - Mozilla/5.0 (X11; Linux x86_64)',
      expect: {
        method: 'REPORT',
        target: '/dav/',
        startedAtMs: SAMPLE_MS - 227,
        host: 'shop.example',
        headers: [['User-Agent', 'Mozilla/5.0 (X11; Linux x86_64)']],
        status: 207,
        durationMs: 227,
        client: '192.0.2.7',
      },
    },
    {
      line: String.raw`[20/Nov/2026:20:04:58 +0000] _ 192.0.2.7 0.811 "\x16\x03\x02\x01o" 400 122 282 - -`,
      expect: { skipped: 'not-http' },
    },
  ],
  open: oneOf(proxy.open, standard.open, plus.open),
};
export default nginxProxyManager;

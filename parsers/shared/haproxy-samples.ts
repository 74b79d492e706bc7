import type { Sample } from 'reprise/parser';

const NOON_MS = Date.UTC(2026, 10, 20, 12);

/** Lines as HAProxy writes them, with what they mean. */
export const haproxySamples: readonly Sample[] = [
  {
    line: '192.0.2.7:38862 [20/Nov/2026:12:00:00.726] incoming~ shop/node1 0/0/1/0/2 304 168 - - ---- 6/6/0/0/0 0/0 {shop.example||} {|||} "GET /caf#C3#A9?q=#23#22 HTTP/1.1"',
    expect: {
      method: 'GET',
      target: '/caf\xc3\xa9?q=#"',
      startedAtMs: NOON_MS + 726,
      scheme: 'https',
      status: 304,
      durationMs: 2,
      client: '192.0.2.7',
    },
  },
  {
    // httpslog: errors, server name, protocol and cipher follow. HTTP/2 targets are logged as URLs.
    line: '::ffff:192.0.2.7:58430 [20/Nov/2026:12:00:00.000] fe-https~ shop/node1 0/0/0/1263/+1264 200 +20602 - - ---- 19/19/3/4/0 0/0 "GET https://shop.example/shop?a=b HTTP/2.0" 0/0000000000000000/0/0/0 shop.example/TLSv1.3/TLS_AES_256_GCM_SHA384',
    expect: {
      method: 'GET',
      target: '/shop?a=b',
      startedAtMs: NOON_MS,
      host: 'shop.example',
      scheme: 'https',
      status: 200,
      durationMs: 1264,
      client: '::ffff:192.0.2.7',
    },
  },
  {
    line: '-:47625 [20/Nov/2026:12:00:00.000] www app/node2 shop.example 0/0/-1/-1/18 -1 0 - - CC-- 1/1/0/0/0 0/0 "GET / HTTP/1.1"',
    expect: {
      method: 'GET',
      target: '/',
      startedAtMs: NOON_MS,
      scheme: 'http',
      host: 'shop.example',
      durationMs: 18,
    },
  },
  {
    line: '192.0.2.7:51940 [20/Nov/2026:12:00:00.339] www www/<NOSRV> -1/-1/-1/-1/6001 408 212 - - cR-- 100/89/0/0/0 0/0 "<BADREQ>"',
    expect: { skipped: 'bad-request-line' },
  },
  {
    line: '192.0.2.7:40962 [20/Nov/2026:12:00:00.285] main app/<NOSRV> -1/-1/1 212 SC 1/1/0/0/0 0/0',
    expect: { skipped: 'not-http' },
  },
];

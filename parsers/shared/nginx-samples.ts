import type { Sample } from 'reprise/parser';

const STARTED_AT_MS = Date.UTC(2026, 10, 20, 20, 4, 58);

/** Lines as nginx writes them, with what they mean. */
export const nginxSamples: readonly Sample[] = [
  {
    line: `192.0.2.7 - - [20/Nov/2026:20:04:58 +0000] "GET /shop/123?ref=a HTTP/1.1" 200 512 "https://shop.example/" "Mozilla/5.0 (X11; Linux x86_64)"`,
    expect: {
      method: 'GET',
      target: '/shop/123?ref=a',
      startedAtMs: STARTED_AT_MS,
      headers: [
        ['Referer', 'https://shop.example/'],
        ['User-Agent', 'Mozilla/5.0 (X11; Linux x86_64)'],
      ],
      status: 200,
      client: '192.0.2.7',
    },
  },
  {
    // Escapes are undone once: the client sent a backslash, `x22` and a quote.
    line: String.raw`2001:db8::7 - bob \x22x] [y [20/Nov/2026:22:04:58 +0200] "GET /a/\x5Cx22/\x22?q=\xC3\xA9 HTTP/2.0" 404 0 "-" "-"`,
    expect: {
      method: 'GET',
      target: '/a/\\x22/"?q=\xc3\xa9',
      startedAtMs: STARTED_AT_MS,
      status: 404,
      client: '2001:db8::7',
    },
  },
  {
    // The customary tail; $request_time moves the start. The client left (499), so there is no verdict.
    line: `shop.example:443 192.0.2.7 - - [20/Nov/2026:20:04:59 +0000] "POST /api/cart HTTP/1.1" 499 0 "-" "curl/8.5.0" "-" rt=1.001 uct="0.000"`,
    expect: {
      method: 'POST',
      target: '/api/cart',
      startedAtMs: STARTED_AT_MS - 1,
      host: 'shop.example',
      headers: [['User-Agent', 'curl/8.5.0']],
      durationMs: 1001,
      client: '192.0.2.7',
    },
  },
  {
    line: String.raw`192.0.2.7 - - [20/Nov/2026:20:04:58 +0000] "\x16\x03\x01\x02\x00\x01\x00\x01\xFC" 400 157 "-" "-"`,
    expect: { skipped: 'not-http' },
  },
  {
    line: '192.0.2.7 - - [20/Nov/2026:20:04:58 +0000] "" 400 0 "-" "-"',
    expect: { skipped: 'bad-request-line' },
  },
  {
    line: '192.0.2.7 - - [20/Nov/2026:20:04:58 +0000] "CONNECT shop.example:443 HTTP/1.1" 400 157 "-" "-"',
    expect: { skipped: 'connect' },
  },
  {
    line: '192.0.2.7 - - [20/Nov/2026:20:04:58 +0000] "GET /socket HTTP/1.1" 101 2048 "-" "-"',
    expect: { skipped: 'upgrade' },
  },
  {
    line: '2026/11/20 20:04:58 [error] 31#31: *46 open() "/srv/x" failed (2: No such file or directory)',
    expect: { skipped: 'not-an-access-line' },
  },
];

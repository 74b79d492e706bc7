import type { Sample } from 'reprise/parser';

const NOON_MS = Date.UTC(2026, 10, 20, 12);

/** Lines as IIS and CloudFront write them, with what they mean; also one log, in which the columns change. */
export const w3cSamples: readonly Sample[] = [
  {
    // Without its head.
    line: '2026-11-20 12:00:00 10.44.0.136 GET /shop a=b+c 443 - 192.0.2.7 Mozilla/5.0+(compatible;+bingbot/2.0;++http://www.bing.com/bingbot.htm) https://shop.example/ 200 0 0 123',
    expect: {
      method: 'GET',
      target: '/shop?a=b+c',
      startedAtMs: NOON_MS - 123,
      scheme: 'https',
      headers: [
        ['User-Agent', 'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)'],
        ['Referer', 'https://shop.example/'],
      ],
      status: 200,
      durationMs: 123,
      client: '192.0.2.7',
    },
  },
  {
    line: '2026-11-20\t12:00:00\tHKG62-C2\t675\t192.0.2.7\tGET\td2wusnbjo8x1w7.cloudfront.net\t/shop\t000\t-\tMozilla/5.0%20(X11)\ta=b\t-\tError\tY5rIQOuGsI2v==\tshop.example\thttps\t536\t0.623\t-\tTLSv1.3\tTLS_AES_128_GCM_SHA256\tError\tHTTP/2.0\t-\t-\t12812\t0.623\tError\t-\t-\t-\t-',
    expect: {
      method: 'GET',
      target: '/shop?a=b',
      startedAtMs: NOON_MS - 623,
      scheme: 'https',
      host: 'shop.example',
      headers: [['User-Agent', 'Mozilla/5.0 (X11)']],
      durationMs: 623,
      client: '192.0.2.7',
    },
  },
  { line: '#Software: Microsoft Internet Information Services 10.0', expect: { skipped: 'internal' } },
  { line: '#Version: 1.0', expect: { skipped: 'internal' } },
  {
    line: '#Fields: date time cs-method cs-uri-stem cs-uri-query c-ip sc-status',
    expect: { skipped: 'internal' },
  },
];

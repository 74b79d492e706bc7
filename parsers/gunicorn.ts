import type { LogFormat } from 'reprise/parser';
import { SAMPLE_TAIL, sampleOf } from './shared/combined-samples.ts';
import { gunicornFormat } from './shared/gunicorn-format.ts';

/** Reads Gunicorn's access log. It looks like `combined`, but only quotes are escaped. */
export const gunicorn: LogFormat = {
  ...gunicornFormat('%(h)s %(l)s %(u)s %(t)s "%(r)s" %(s)s %(b)s "%(f)s" "%(a)s"', {
    name: 'gunicorn',
    title: 'Gunicorn, access log',
    samples: [
      sampleOf(`192.0.2.7 - - ${SAMPLE_TAIL}`),
      sampleOf(
        String.raw`192.0.2.7 - - [20/Nov/2026:20:04:58 +0000] "GET /shop/123?ref=a HTTP/1.1" 200 3 "https://shop.example/?q=\"x\"" "a \"quoted\" UA \back\slash"`,
        {
          headers: [
            ['Referer', 'https://shop.example/?q="x"'],
            ['User-Agent', String.raw`a "quoted" UA \back\slash`],
          ],
        },
      ),
      // A path in UTF-8, whose bytes Gunicorn takes for ISO 8859-1 and writes as UTF-8.
      sampleOf(
        '192.0.2.7 - - [20/Nov/2026:20:04:58 +0000] "GET /caf\xc3\x83\xc2\xa9 HTTP/1.1" 200 3 "-" "-"',
        { target: '/caf\xc3\xa9', headers: undefined },
      ),
    ],
  }),
  unlike: /\\x[\dA-Fa-f]{2}/,
};
export default gunicorn;

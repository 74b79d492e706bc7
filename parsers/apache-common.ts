import { apacheFormat } from './shared/apache-format.ts';
import { SAMPLE_MS, sampleOf } from './shared/combined-samples.ts';

/** Reads the Common Log Format: no headers. Apache's, and the default of Tomcat and many others. */
export const apacheCommon = apacheFormat('common', {
  name: 'apache-common',
  title: 'Apache common, the Common Log Format of Apache, Tomcat and many others',
  samples: [
    sampleOf('192.0.2.7 - - [20/Nov/2026:20:04:58 +0000] "GET /shop/123?ref=a HTTP/1.1" 200 2326', {
      headers: undefined,
    }),
    sampleOf('192.0.2.7 - frank [20/Nov/2026:20:04:58 +0000] "HEAD /shop/123?ref=a HTTP/1.0" 304 -', {
      method: 'HEAD',
      headers: undefined,
      status: 304,
    }),
    {
      line: String.raw`192.0.2.7 - - [20/Nov/2026:20:04:58 +0000] "GET /\"a\" HTTP/1.1" 499 0`,
      expect: { method: 'GET', target: '/"a"', startedAtMs: SAMPLE_MS, client: '192.0.2.7' },
    },
    { line: '192.0.2.7 - - [20/Nov/2026:20:04:58 +0000] "-" 408 -', expect: { skipped: 'bad-request-line' } },
  ],
});
export default apacheCommon;

import type { LogFormat } from 'reprise/parser';
import { sampleOf } from './shared/combined-samples.ts';
import { morganFormat } from './shared/morgan-format.ts';

/** Reads morgan's `common`. */
export const morganCommon: LogFormat = {
  ...morganFormat('common', {
    name: 'morgan-common',
    title: 'morgan common (Express)',
    samples: [
      sampleOf('192.0.2.7 - - [20/Nov/2026:20:04:58 +0000] "GET /shop/123?ref=a HTTP/1.1" 200 2326', {
        headers: undefined,
      }),
      // The client left before the answer.
      sampleOf('::1 - bob [20/Nov/2026:20:04:58 +0000] "GET /shop/123?ref=a HTTP/1.1" - -', {
        client: '::1',
        headers: undefined,
        status: undefined,
      }),
    ],
  }),
  unlike: /(?<!\\)(?:\\\\)*\\(?!["\\])/,
};
export default morganCommon;

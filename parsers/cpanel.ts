import type { LogFormat } from 'reprise/parser';
import { openCombined } from './shared/combined.ts';
import { SAMPLE_MS, sampleOf } from './shared/combined-samples.ts';
import { instantReader } from './shared/read-time.ts';
import { unescapeC } from './shared/unescape-c.ts';

/** How long a `11/20/2026:20:04:58 -0000` is. */
const LENGTH = 25;

/** Reads cPanel's access log: like `combined`, but with the month's number first in its stamps. */
export const cpanel: LogFormat = {
  name: 'cpanel',
  title: 'cPanel, access_log',
  samples: [
    sampleOf(
      '192.0.2.7 - - [11/20/2026:20:04:58 -0000] "GET /shop/123?ref=a HTTP/1.1" 200 0 "https://shop.example/" "Mozilla/5.0 (X11; Linux x86_64)" "-" "-" 2083',
    ),
    sampleOf(
      '192.0.2.7 - - [11/20/2026:20:04:59 -0000] "GET /shop/123?ref=a HTTP/1.0" 200 0 "-" "-" "-" "-" 2086',
      {
        startedAtMs: SAMPLE_MS + 1000,
        headers: undefined,
      },
    ),
  ],
  open: () => {
    const read = instantReader();
    return openCombined({
      decode: unescapeC,
      stamp: { length: LENGTH, read: (line, at) => read(line, at, at + LENGTH) },
    });
  },
};
export default cpanel;

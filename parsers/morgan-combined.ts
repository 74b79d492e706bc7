import type { LogFormat } from 'reprise/parser';
import { SAMPLE_TAIL, sampleOf } from './shared/combined-samples.ts';
import { morganFormat } from './shared/morgan-format.ts';

/** Reads morgan's `combined`: like Apache's, with but quotes and backslashes escaped. */
export const morganCombined: LogFormat = {
  ...morganFormat('combined', {
    name: 'morgan-combined',
    title: 'morgan combined (Express)',
    samples: [
      sampleOf(`192.0.2.7 - - ${SAMPLE_TAIL}`),
      sampleOf(
        String.raw`192.0.2.7 - - [20/Nov/2026:20:04:58 +0000] "GET /shop/123?ref=a HTTP/1.1" 200 3 "https://shop.example/" "a \"quoted\" UA \\back\\slash"`,
        {
          headers: [
            ['Referer', 'https://shop.example/'],
            ['User-Agent', String.raw`a "quoted" UA \back\slash`],
          ],
        },
      ),
    ],
  }),
  unlike: /(?<!\\)(?:\\\\)*\\(?!["\\])/,
};
export default morganCombined;

import type { LogFormat } from 'reprise/parser';
import { openCombined } from './shared/combined.ts';
import { SAMPLE_MS, SAMPLE_TAIL, sampleOf } from './shared/combined-samples.ts';
import { SKIPPED } from './shared/skipped.ts';
import { unescapeC } from './shared/unescape-c.ts';

/**
 * Reads Apache's `combined` and what begins like it: more fields after it, a virtual host before it. LiteSpeed writes the
 * same. Apache's escapes are undone: `\"`, `\\`, those of C, and `\xhh`.
 */
export const apache: LogFormat = {
  name: 'apache',
  title: 'Apache combined, and longer; LiteSpeed',
  samples: [
    sampleOf(`192.0.2.7 - - ${SAMPLE_TAIL}`),
    {
      line: String.raw`192.0.2.7 - - [20/Nov/2026:21:04:58 +0100] "GET /caf\xc3\xa9/\"\\x22\" HTTP/1.1" 200 512 "-" "say \"hi\"\t\\o/"`,
      expect: {
        method: 'GET',
        target: '/caf\xc3\xa9/"\\x22"',
        startedAtMs: SAMPLE_MS,
        headers: [['User-Agent', 'say "hi"\t\\o/']],
        status: 200,
        client: '192.0.2.7',
      },
    },
    {
      // Apache wakes its own children so.
      line: '::1 - - [20/Nov/2026:20:04:58 +0000] "OPTIONS * HTTP/1.0" 200 126 "-" "Apache/2.4.62 (Debian) (internal dummy connection)"',
      expect: { skipped: 'internal' },
    },
    {
      line: String.raw`192.0.2.7 - - [20/Nov/2026:20:04:58 +0000] "\x16\x03\x01\x01\x01 \x02" 400 226 "-" "-"`,
      expect: { skipped: 'not-http' },
    },
  ],
  open: () => {
    const parse = openCombined({ decode: unescapeC });
    return (line) => (line.endsWith(DUMMY_CONNECTION) ? SKIPPED.internal : parse(line));
  },
  unlike: /(?<!\\)(?:\\\\)*\\(?!["\\nrtbv]|x(?!22|5c)[\da-f]{2})|[\x80-\xff]/,
};
export default apache;

const DUMMY_CONNECTION = '(internal dummy connection)"';

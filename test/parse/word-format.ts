import type { LogRecord, Skipped } from '../../src/model.ts';
import type { LogFormat } from '../../src/parse/log-format.ts';

/**
 * A format for tests: a line `<word> <path>` is a request, `<word> junk` is known to be none, and anything else is no
 * line of this format.
 */
export function wordFormat(word: string): LogFormat {
  return { name: word, title: `Lines that begin with ${word}`, samples: [], open: () => parse };

  function parse(line: string): LogRecord | Skipped {
    const [first, target] = line.split(' ');
    if (first !== word) return { skipped: 'not-an-access-line' };
    return target === 'junk' ? { skipped: 'not-http' } : { method: 'GET', target };
  }
}

import type { LogRecord, Sample } from 'reprise/parser';

/** When the requests of the samples were logged. */
export const SAMPLE_MS = Date.UTC(2026, 10, 20, 20, 4, 58);

/** The request that most samples show, and what more or other a format's lines tell of it. */
export function sampleOf(line: string, more: Partial<LogRecord> = {}): Sample {
  const usual: LogRecord = {
    method: 'GET',
    target: '/shop/123?ref=a',
    startedAtMs: SAMPLE_MS,
    headers: [
      ['Referer', 'https://shop.example/'],
      ['User-Agent', 'Mozilla/5.0 (X11; Linux x86_64)'],
    ],
    status: 200,
    client: '192.0.2.7',
  };
  const expect = Object.fromEntries(
    Object.entries({ ...usual, ...more }).filter(([, value]) => value !== undefined),
  ) as unknown as LogRecord;
  return { line, expect };
}

/** The middle of a line in the format `combined`: from the stamp to the user agent. */
export const SAMPLE_TAIL =
  '[20/Nov/2026:20:04:58 +0000] "GET /shop/123?ref=a HTTP/1.1" 200 512 "https://shop.example/" "Mozilla/5.0 (X11; Linux x86_64)"';

import { recordedStatus } from '../../parsers/shared/recorded-status.ts';
import type { LogRecord, Skipped } from '../../src/model.ts';

/** A line of the corpus, and what it means. */
export interface CorpusRecord {
  readonly source: string;
  readonly file: string;
  readonly line: number | null;
  readonly format: string;
  readonly raw: string;
  readonly expect: Readonly<Record<string, unknown>>;
}

export interface Difference {
  readonly field: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/** Compares what the corpus says with what was read, on the keys that the corpus has. */
export function differences({ expect, raw }: CorpusRecord, read: LogRecord | Skipped): Difference[] {
  if ('skipped' in read)
    return expectsSkip(expect, read) ? [] : [{ field: 'skipped', expected: expect, actual: read.skipped }];
  if (expect.reject === true || expect.well_formed_request_line === false) {
    const oldHttp = expect.request_line === `${read.method} ${read.target}`;
    if (!oldHttp) return [{ field: 'record', expected: 'a skip', actual: read }];
  }
  const pairs: [field: string, expected: unknown, actual: unknown][] = [
    ['method', expect.method, read.method],
    ['target', expect.url_latin1 ?? latin1(expect.url), read.target],
    ['request', expect.request, `${read.method} ${read.target} ${/ (HTTP\/[\d.]+)" /.exec(raw)?.[1]}`],
    ['time', instant(expect.time), read.startedAtMs],
    ['status', verdict(expect.status), read.status],
    ['client', expect.client, read.client],
    ['host', expect.vhost, read.host],
    ['referer', expect.referer_latin1 ?? present(expect.referer), header(read, 'referer')],
    ['user agent', expect.user_agent_latin1 ?? present(expect.user_agent), header(read, 'user-agent')],
    ['cookie', expect.cookie_latin1, header(read, 'cookie') ?? expect.cookie_latin1],
    ['body', expect.body_b64, read.body ? Buffer.from(read.body).toString('base64') : expect.body_b64],
  ];
  return pairs
    .filter(([, expected, actual]) => expected !== undefined && expected !== actual)
    .map(([field, expected, actual]) => ({ field, expected, actual }));
}

/** A skip is right where the corpus knows no method, and for a tunnel. */
function expectsSkip(expect: CorpusRecord['expect'], { skipped }: Skipped): boolean {
  if (skipped === 'connect') return expect.method === 'CONNECT';
  if (skipped === 'not-an-access-line') return expect.reject === true || Object.keys(expect).length === 0;
  const known = expect.method !== undefined || /^[A-Z]+ \S+ HTTP/.test(String(expect.request ?? ''));
  return !known;
}

function header(read: LogRecord, wanted: string): string | undefined {
  return read.headers?.find(([name]) => name.toLowerCase() === wanted)?.[1];
}

function latin1(text: unknown): string | undefined {
  return typeof text === 'string' ? Buffer.from(text, 'utf8').toString('latin1') : undefined;
}

/** The sources keep the `-` of an absent value. */
function present(text: unknown): string | undefined {
  return text === '-' ? undefined : latin1(text);
}

function instant(time: unknown): number | undefined {
  return typeof time === 'string' ? Date.parse(time) : undefined;
}

function verdict(status: unknown): number | undefined {
  return typeof status === 'number' ? recordedStatus(status) : undefined;
}

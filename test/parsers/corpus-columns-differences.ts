import { recordedStatus } from '../../parsers/shared/recorded-status.ts';
import type { LogRecord, Skipped } from '../../src/model.ts';

/** A line of the corpus, and what it means. */
export interface ColumnsRecord {
  readonly source: string;
  readonly file: string;
  readonly line: number | null;
  readonly format: string;
  /** One character per byte. */
  readonly raw: string;
  readonly expect: Readonly<Record<string, unknown>>;
}

/**
 * The names of the fields in which a record of the corpus says something else than we read, on the keys that it has. The
 * corpus keeps times as they are logged; `endStamped` says that this is when the answer ended.
 */
export function columnDifferences(
  { expect }: ColumnsRecord,
  read: LogRecord | Skipped,
  endStamped: boolean,
): string[] {
  if ('skipped' in read) return fitsSkip(expect, read) ? [] : [`skipped: ${read.skipped}`];
  if (expect.reject === true) return ['record'];
  const stampMs = endStamped ? (read.startedAtMs ?? 0) + (read.durationMs ?? 0) : read.startedAtMs;
  const pairs: readonly (readonly [field: string, expected: unknown, actual: unknown])[] = [
    ['method', expect.method, read.method],
    ['url', latin1(expect.url), sameForm(String(expect.url ?? ''), read)],
    ['url_path', latin1(expect.url_path), read.target.split('?', 1)[0]],
    ['url_query', expect.url_query, decoded(read.target.slice(read.target.indexOf('?') + 1))],
    ['time', instant(expect.time), stampMs === undefined ? undefined : Math.round(stampMs * 1000) / 1000],
    ['status', verdict(expect.status), read.status],
    ['client', expect.client, read.client],
    ['host', expect.host, read.host],
    ['scheme', expect.scheme, read.scheme],
    ['referer', present(expect.referer), header(read, 'referer')],
    ['user_agent', present(expect.user_agent), header(read, 'user-agent')],
    ['duration', expect.duration_ns, Math.round((read.durationMs ?? -1) * 1e6)],
  ];
  return pairs
    .filter(([, wanted, actual]) => wanted !== undefined && wanted !== actual)
    .map(([field]) => field);
}

/** A skip is right where the corpus knows no method, and for a tunnel or an upgrade. */
function fitsSkip(expect: ColumnsRecord['expect'], { skipped }: Skipped): boolean {
  if (skipped === 'connect') return expect.method === 'CONNECT';
  if (skipped === 'upgrade') return expect.status === 101;
  return expect.method === undefined;
}

/** The target as the corpus has it: a few paths without the query, and AWS's as the URL that the load balancer made. */
function sameForm(expected: string, { target, scheme, host }: LogRecord): string {
  if (target.startsWith('/') && /^https?:/.test(expected)) {
    const port = /:\d+$/.test(host ?? '') ? '' : scheme === 'https' ? ':443' : ':80';
    return `${scheme}://${host}${port}${target}`;
  }
  return expected.includes('?') ? target : target.split('?', 1)[0]!;
}

/** One of the sources decodes queries. */
function decoded(query: string): string {
  try {
    return decodeURIComponent(query.replaceAll('+', ' '));
  } catch {
    return query;
  }
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

/** With µs, which `Date.parse` drops. */
function instant(time: unknown): number | undefined {
  if (typeof time !== 'string') return undefined;
  const micros = /\.\d{3}(\d{3})Z$/.exec(time)?.[1] ?? '0';
  return Math.round((Date.parse(time) + Number(micros) / 1000) * 1000) / 1000;
}

function verdict(status: unknown): number | undefined {
  return typeof status === 'number' ? recordedStatus(status) : undefined;
}

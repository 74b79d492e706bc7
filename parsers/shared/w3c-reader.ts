import type { Header, LogRecord, Skipped } from 'reprise/parser';
import { addHeader } from './add-header.ts';
import type { Draft } from './draft.ts';
import { instantMs } from './instant.ts';
import { isToken } from './is-token.ts';
import { recordedStatus } from './recorded-status.ts';
import { SKIPPED } from './skipped.ts';
import { splitUrl } from './split-url.ts';
import { decodeAgent, isEncodedTwice } from './w3c-values.ts';
import { type ToUtc, UTC } from './zone.ts';

/** Reads the values of a line, as many as there are columns. */
export type W3cReader = (values: readonly string[]) => LogRecord | Skipped;

/** What the head of the file says beside the columns. */
export interface W3cHead {
  readonly date: string | undefined;
  readonly microsoft: boolean;
}

/** Prepares the reading of lines with these columns; nothing where they hold no request. */
export function createW3cReader(
  columns: readonly string[],
  toUtc: ToUtc,
  head: W3cHead,
): W3cReader | undefined {
  const at = (...names: string[]) => {
    for (const name of names) if (columns.includes(name)) return columns.indexOf(name);
    return -1;
  };
  const local = at('date') === -1 && at('date-local') !== -1;
  const [date, time] = [at('date', 'date-local'), at('time', 'time-local', 'timestamp')];
  const [method, stem, query] = [at('cs-method'), at('cs-uri-stem', 'cs-uri'), at('cs-uri-query')];
  const host = at('x-host-header', 'cs-host', 'cs(host)');
  const [protocol, port, status] = [at('cs-protocol'), at('s-port'), at('sc-status')];
  const [taken, client] = [at('time-taken'), at('c-ip')];
  const cloudFront = at('x-edge-location') !== -1;
  const headers = headerColumns(columns);
  if (method === -1 || stem === -1) return undefined;

  return (values) => {
    const sent = values[method]!;
    const path = values[stem]!;
    if (sent === '-' || path === '-' || path === '' || !isToken(sent)) return SKIPPED['bad-request-line'];
    const logged = Number(values[status] ?? Number.NaN);
    if (sent === 'CONNECT') return SKIPPED.connect;
    const scheme = schemeOf(values[protocol], values[port]);
    if (logged === 101 || scheme === 'upgrade') return SKIPPED.upgrade;

    const twice = cloudFront && values.some(isEncodedTwice);
    const record: Draft = { method: sent, target: '' };
    setTarget(record, twice ? once(path) : path, twice ? once(values[query] ?? '-') : values[query]);
    const durationMs = durationOf(values[taken], !cloudFront && head.microsoft);
    const stamp = date === -1 ? withDate(values[time], head.date) : `${values[date]} ${values[time] ?? ''}`;
    const endedAtMs = instantMs(stamp, local ? toUtc : UTC);
    if (!Number.isNaN(endedAtMs))
      record.startedAtMs = Math.round((endedAtMs - (durationMs ?? 0)) * 1000) / 1000;
    if (scheme !== undefined) record.scheme = scheme;
    const name = values[host];
    if (name !== undefined && name !== '-' && name !== '') record.host = name;
    const list: Header[] = [];
    for (const [i, title] of headers)
      addHeader(list, title, headerValue(values[i]!, title, cloudFront, twice));
    if (list.length > 0) record.headers = list;
    const verdict = recordedStatus(logged);
    if (verdict !== undefined) record.status = verdict;
    if (durationMs !== undefined) record.durationMs = durationMs;
    const asked = (values[client] ?? '-').replace(/%\w{1,15}$/, '');
    if (asked !== '-' && asked !== '') record.client = asked;
    return record;
  };
}

const NAMED_HEADERS: Readonly<Record<string, string>> = {
  'x-forwarded-for': 'X-Forwarded-For',
  'cs-user-agent': 'User-Agent',
  'cs-referer': 'Referer',
  'cs-cookie': 'Cookie',
};
const USUAL_CASE: Readonly<Record<string, string>> = {
  'user-agent': 'User-Agent',
  referer: 'Referer',
  cookie: 'Cookie',
};

/** `cs(Name)` is a header that the client sent to the server; the host has a place of its own in a record. */
function headerColumns(columns: readonly string[]): (readonly [place: number, name: string])[] {
  const found: (readonly [number, string])[] = [];
  for (const [i, column] of columns.entries()) {
    const name = /^cs\((.+)\)$/.exec(column)?.[1];
    const title = name === undefined ? NAMED_HEADERS[column] : (USUAL_CASE[name] ?? name);
    if (title !== undefined && title !== 'host' && isToken(title)) found.push([i, title]);
  }
  return found;
}

function once(value: string): string {
  return value.replaceAll('%25', '%');
}

function headerValue(value: string, name: string, cloudFront: boolean, twice: boolean): string {
  const text = twice ? once(value) : value;
  if (name === 'User-Agent' || (name === 'Cookie' && cloudFront)) return decodeAgent(text, cloudFront);
  // A `+` within a cookie is its own; a space is only ever between two of them.
  return name === 'Cookie' ? text.replaceAll(';+', '; ') : text;
}

function setTarget(record: Draft, path: string, query: string | undefined): void {
  const url = path.startsWith('/') ? undefined : splitUrl(path);
  if (url !== undefined) {
    record.host = url.host;
    record.scheme = url.scheme;
  }
  const target = url?.target ?? path;
  const has = query !== undefined && query !== '-' && query !== '' && !target.includes('?');
  record.target = has ? `${target}?${query}` : target;
}

function schemeOf(
  protocol: string | undefined,
  port: string | undefined,
): 'http' | 'https' | 'upgrade' | undefined {
  if (protocol === 'http' || protocol === 'https') return protocol;
  if (protocol === 'ws' || protocol === 'wss') return 'upgrade';
  return port === '443' ? 'https' : port === '80' ? 'http' : undefined;
}

/** Seconds with decimals are the standard's; IIS logs whole ms, and says that it is Microsoft's. */
function durationOf(value: string | undefined, microsoft: boolean): number | undefined {
  if (value === undefined || !TAKEN.test(value)) return undefined;
  const seconds = value.includes('.') && !microsoft;
  return Math.round(Number(value) * (seconds ? 1e6 : 1e3)) / 1e3;
}

const TAKEN = /^\d{1,12}(?:\.\d{1,9})?$/;

function withDate(time: string | undefined, date: string | undefined): string | undefined {
  return time !== undefined && date !== undefined && time.length < 19 ? `${date} ${time}` : time;
}

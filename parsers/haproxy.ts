import type { Header, LogFormat, ParseLine, Skipped, ToUtc } from 'reprise/parser';
import { addHeader } from './shared/add-header.ts';
import { withoutPort } from './shared/client-address.ts';
import type { Draft } from './shared/draft.ts';
import { haproxySamples } from './shared/haproxy-samples.ts';
import { recordedStatus } from './shared/recorded-status.ts';
import { parseRequestLine } from './shared/request-line.ts';
import { SKIPPED } from './shared/skipped.ts';
import { splitUrl } from './shared/split-url.ts';
import { unescapeHash } from './shared/unescape-hash.ts';
import { wordedTime } from './shared/worded-time.ts';

export interface HaproxyOptions {
  /** The names of the request headers that were captured, in the order of the `{a|b}` block; '' leaves one out. */
  readonly captures?: readonly string[];
}

/** Makes the format of HAProxy's `option httplog` and `option httpslog`. */
export function haproxyFormat(options: HaproxyOptions = {}): LogFormat {
  return {
    name: 'haproxy',
    title: 'HAProxy httplog and httpslog',
    samples: haproxySamples,
    open: ({ toUtc } = {}) => open(options, toUtc),
  };
}

export const haproxy = haproxyFormat();
export default haproxy;

/** `client:port [accept date] frontend backend/server timers status bytes …`; some put a host before the timers. */
const AFTER_STAMP =
  /^([^ ]+) ([^ /]+\/[^ ]+) (?:([^ ]+) )?([+-]?\d{1,10}(?:\/[+-]?\d{1,10}){3,4}) (-?\d{1,3}) \+?\d{1,15} /;
const TCP_AFTER_STAMP = /^[^ ]+ [^ /]+\/[^ ]+ [+-]?\d{1,10}(?:\/[+-]?\d{1,10}){1,2} \+?\d{1,15} /;
const STAMP = /^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d\.\d{3}$/;
const STAMP_LENGTH = 24;
/** How much of a line the fields up to the status can take. */
const HEAD_LENGTH = 1024;

/** The stamp is when the request came in, to the ms; the last of the timers is how long it took in all. */
function open({ captures = [] }: HaproxyOptions, toUtc?: ToUtc): ParseLine {
  return (line) => {
    const bracket = findStamp(line);
    if (bracket < 2) return SKIPPED['not-an-access-line'];
    const startedAtMs = wordedTime(line.slice(bracket + 1, bracket + 1 + STAMP_LENGTH), toUtc);
    const from = bracket + STAMP_LENGTH + 3;
    const head = line.slice(from, from + HEAD_LENGTH);
    const parts = AFTER_STAMP.exec(head);
    if (Number.isNaN(startedAtMs)) return SKIPPED['not-an-access-line'];
    if (parts === null)
      return TCP_AFTER_STAMP.test(head) ? SKIPPED['not-http'] : SKIPPED['not-an-access-line'];

    const statusEnd = from + parts[0].length;
    const quote = line.indexOf(' "', statusEnd - 1) + 2;
    if (quote === 1) return SKIPPED['not-an-access-line'];
    const end = line.indexOf('"', quote);
    // A line that is longer than HAProxy's buffer is cut, and the rest of the target is lost.
    if (end === -1) return SKIPPED['too-long'];
    const text = line.slice(quote, end);
    if (text === '<BADREQ>') return SKIPPED['bad-request-line'];
    const record = readRequest(text, Number(parts[5]), startedAtMs);
    if ('skipped' in record) return record;

    addHost(record, parts, line.slice(end + 1));
    const headers = captures.length === 0 ? [] : capturedHeaders(line.slice(statusEnd, quote), captures);
    if (headers.length > 0) record.headers = headers;
    const total = Number(parts[4]!.slice(parts[4]!.lastIndexOf('/') + 1));
    if (total >= 0) record.durationMs = total;
    const client = withoutPort(line.slice(line.lastIndexOf(' ', bracket - 2) + 1, bracket - 1));
    if (client !== undefined) record.client = client;
    return record;
  };
}

function findStamp(line: string): number {
  let at = line.indexOf('[');
  while (at !== -1) {
    const ends = line.startsWith('] ', at + 1 + STAMP_LENGTH) && line.charCodeAt(at - 1) === 0x20;
    if (ends && STAMP.test(line.slice(at + 1, at + 1 + STAMP_LENGTH))) return at;
    at = line.indexOf('[', at + 1);
  }
  return -1;
}

/** HTTP/2 has no absolute targets: there HAProxy puts scheme and host before the path, for the log. */
function readRequest(text: string, logged: number, startedAtMs: number): Draft | Skipped {
  const request = parseRequestLine(unescapeHash(text), logged);
  if ('skipped' in request) return request;
  if (logged === 101) return SKIPPED.upgrade;
  const { method, target } = request;
  const record: Draft = { method, target, startedAtMs };
  const url = target.startsWith('/') ? undefined : splitUrl(target);
  if (url !== undefined) {
    record.host = url.host;
    record.scheme = url.scheme;
    if (/ HTTP\/[23](?:\.0)?$/.test(text)) record.target = url.target;
  }
  const status = recordedStatus(logged);
  if (status !== undefined) record.status = status;
  return record;
}

/** A `~` after the frontend's name says TLS; httpslog ends with the name that the client gave in its hello. */
function addHost(record: Draft, parts: RegExpExecArray, rest: string): void {
  record.scheme = parts[1]!.endsWith('~') ? 'https' : (record.scheme ?? 'http');
  const named = SERVER_NAME.exec(rest)?.[1] ?? parts[3];
  if (record.host === undefined && named !== undefined && HOST.test(named)) record.host = named;
}

const SERVER_NAME = /^ -?\w{1,8}(?:\/-?\w{1,8}){2,4} ([^ /]+)\/(?:TLS|SSL)[\w.]+\//;
const HOST = /^(?=.*[a-z\d])[\w.-]+(?::\d{1,5})?$/i;

function capturedHeaders(between: string, names: readonly string[]): Header[] {
  const open = between.indexOf(' {');
  const close = between.indexOf('}', open);
  const headers: Header[] = [];
  if (open === -1 || close === -1) return headers;
  const values = between.slice(open + 2, close).split('|');
  for (const [i, name] of names.entries()) {
    if (name !== '' && values[i] !== undefined) addHeader(headers, name, unescapeHash(values[i]));
  }
  return headers;
}

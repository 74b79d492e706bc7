import type { Header, ParseLine } from 'reprise/parser';
import { CLF_TIME_LENGTH, createClfClock } from './clf-time.ts';
import type { Draft } from './draft.ts';
import { isBlanked } from './header-list.ts';
import { hostWithPort } from './host-with-port.ts';
import { recordedStatus } from './recorded-status.ts';
import { parseRequestLine } from './request-line.ts';
import { SKIPPED } from './skipped.ts';

/** What differs between the programs that write `combined`. */
export interface CombinedWays {
  /** Undoes the escaping of a value. */
  readonly decode: (value: string) => string;
  /** How long a stamp is, and how it is read; for those that do not write `20/Nov/2026:20:04:58 +0000`. */
  readonly stamp?: { readonly length: number; readonly read: (line: string, at: number) => number };
}

/**
 * Begins a log in the format `combined`, or what begins like it: `common`, a virtual host or a list of addresses before it,
 * more fields after it. More lenient than a compiled format: lines that were cut off or written without escaping count too.
 *
 * The stamp of `combined` is all there is to say when a request started. Where nginx's customary `rt=$request_time` follows,
 * the stamp is the end, and the start is the stamp less that.
 *
 * A `"` within a field is escaped, so a bare one ends the field. All searching goes from left to right and
 * passes each place a fixed number of times: the time is in proportion to the line's length, whatever it holds.
 */
export function openCombined(ways: CombinedWays): ParseLine {
  const stamp = ways.stamp ?? { length: CLF_TIME_LENGTH, read: createClfClock() };
  return (line) => {
    const bracket = findStamp(line, stamp);
    if (bracket < 1) return SKIPPED['not-an-access-line'];
    const endedAtMs = stamp.read(line, bracket + 1);
    const requestAt = bracket + 1 + stamp.length + 3;
    const requestEnd = findRequestEnd(line, requestAt);
    if (requestEnd === -1 || Number.isNaN(endedAtMs)) return SKIPPED['not-an-access-line'];

    const decode = line.includes('\\') ? ways.decode : asItIs;
    const logged = statusAt(line, requestEnd + 2);
    const request = parseRequestLine(decode(line.slice(requestAt, requestEnd)), logged);
    if ('skipped' in request) return request;
    if (logged === 101) return SKIPPED.upgrade;

    const record: Draft = { method: request.method, target: request.target, startedAtMs: endedAtMs };
    const status = recordedStatus(logged);
    if (status !== undefined) record.status = status;
    addClient(record, line, bracket);
    addWhatFollows(record, line, requestEnd + 2, decode);
    return record;
  };
}

type Decode = (text: string) => string;

const [SPACE, QUOTE, DASH, ZERO, NINE, BACKSLASH] = [0x20, 0x22, 0x2d, 0x30, 0x39, 0x5c];

function asItIs(text: string): string {
  return text;
}

/**
 * The place of the `[` before the stamp. User names may hold spaces and brackets, even `] [`, but no bare quote:
 * the first bracket with a stamp, `]` and a quote after it is the one.
 */
function findStamp(line: string, { length, read }: Stamp): number {
  const usual = line.indexOf(' ') + 5;
  if (line.startsWith(' - - [', usual - 5) && line.startsWith('] "', usual + 1 + length)) return usual;
  let at = line.indexOf('[');
  while (at !== -1 && !(line.startsWith('] "', at + 1 + length) && !Number.isNaN(read(line, at + 1)))) {
    at = line.indexOf('[', at + 1);
  }
  return at;
}

type Stamp = NonNullable<CombinedWays['stamp']>;

/**
 * The place of the quote that ends the request. Logs written without escaping have quotes within it as well, so a
 * status has to follow.
 */
function findRequestEnd(line: string, from: number): number {
  let at = line.indexOf('"', from);
  while (
    at !== -1 &&
    !(statusAt(line, at + 2) >= 0 && line.charCodeAt(at + 1) === SPACE && isBare(line, at))
  ) {
    at = line.indexOf('"', at + 1);
  }
  return at;
}

/** The status that begins at `at`: three digits; 0 for `0` and `-`; -1 where there is none. */
function statusAt(line: string, at: number): number {
  const first = line.charCodeAt(at);
  if (isEndOfField(line, at + 1)) return first === DASH || first === ZERO ? 0 : -1;
  const [hundreds, tens, ones] = [first, line.charCodeAt(at + 1), line.charCodeAt(at + 2)];
  const digits = isDigit(hundreds) && isDigit(tens) && isDigit(ones) && isEndOfField(line, at + 3);
  return digits ? hundreds * 100 + tens * 10 + ones - ZERO * 111 : -1;
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

function isEndOfField(line: string, at: number): boolean {
  return at === line.length || line.charCodeAt(at) === SPACE;
}

/** Whether the quote at `at` is not escaped. nginx never writes `\"`; Apache, whose logs look alike, does. */
function isBare(line: string, at: number): boolean {
  let before = at;
  while (line.charCodeAt(before - 1) === BACKSLASH) before--;
  return (at - before) % 2 === 0;
}

/** The place of the quote that ends a field; the end of the line where the line was cut off before it. */
function findQuotedEnd(line: string, from: number): number {
  let at = line.indexOf('"', from);
  while (at !== -1 && !(endsQuoted(line, at) && isBare(line, at))) at = line.indexOf('"', at + 1);
  return at === -1 ? line.length : at;
}

/** A space or the end follows, or (some formats forget the space) the next quoted field. */
function endsQuoted(line: string, at: number): boolean {
  if (isEndOfField(line, at + 1)) return true;
  return line.charCodeAt(at + 1) === QUOTE && !isEndOfField(line, at + 2);
}

/** Reads `client - user [` and `client identity user [`, both also with other fields before them, such as a host. */
function addClient(record: Draft, line: string, bracket: number): void {
  const firstSpace = line.indexOf(' ');
  let client = line.slice(0, Math.min(firstSpace, bracket));
  const dash = line.indexOf(' - ', firstSpace);
  // In `client identity - [` the dash is the user; where a user follows it, it is the identity of `combined`.
  if (dash > firstSpace && dash + 3 < bracket) {
    const clientAt = line.lastIndexOf(' ', dash - 1) + 1;
    const nextToClient = clientAt === firstSpace + 1;
    if ((nextToClient ? HOST_NAME : FULL_HOST_NAME).test(client)) record.host = hostWithPort(client, '');
    client = line.slice(clientAt, dash);
  }
  if (client !== '-' && client !== '') record.client = client;
}

/** A name, and no address; a port may follow. */
const HOST_NAME = /^(?=[^:]*[a-z])[\w.-]+(?::\d{1,5})?$/i;
/** The same with a dot or a port: the first word of a line may also be a container's name, or a month. */
const FULL_HOST_NAME = /^(?=[^:]*[a-z])(?:[\w-]+\.[\w.-]+(?::\d{1,5})?|[\w-]+:\d{1,5})$/i;

/** Reads what follows the request from its status on: the size, `"referer" "user agent"`, and `rt=` if it is there. */
function addWhatFollows(record: Draft, line: string, statusPlace: number, decode: Decode): void {
  const refererAt = skipField(line, skipField(line, statusPlace));
  if (line.charCodeAt(refererAt) !== QUOTE) return;
  const refererEnd = findQuotedEnd(line, refererAt + 1);
  const agentAt = refererEnd + 2;
  const agentEnd = line.charCodeAt(agentAt) === QUOTE ? findQuotedEnd(line, agentAt + 1) : -1;

  const headers: Header[] = [];
  const referer = line.slice(refererAt + 1, refererEnd);
  if (referer !== '-' && !isBlanked(referer)) headers.push(['Referer', decode(referer)]);
  const agent = agentEnd === -1 ? '-' : line.slice(agentAt + 1, agentEnd);
  if (agent !== '-' && !isBlanked(agent)) headers.push(['User-Agent', decode(agent)]);
  if (headers.length > 0) record.headers = headers;

  if (agentEnd !== -1 && agentEnd + 1 < line.length) addDuration(record, line, agentEnd + 1);
}

/** The place after the field at `at` and its space. */
function skipField(line: string, at: number): number {
  const space = line.indexOf(' ', at);
  return space === -1 ? line.length : space + 1;
}

function addDuration(record: Draft, line: string, from: number): void {
  const at = line.indexOf(' rt=', from);
  const seconds = at === -1 ? null : SECONDS.exec(line.slice(at + 4, at + 24));
  if (seconds === null) return;
  const durationMs = Math.round(Number(seconds[1]) * 1000);
  record.durationMs = durationMs;
  record.startedAtMs! -= durationMs;
}

/** What $request_time is printed like. */
const SECONDS = /^"?(\d{1,9}\.\d{3})(?!\d)/;

import type { Header, LogRecord, Skipped } from 'reprise/parser';
import { byteArray } from './byte-array.ts';
import type { Draft } from './draft.ts';
import { encodePath } from './encode-path.ts';
import { isBlanked } from './header-list.ts';
import { hostWithPort } from './host-with-port.ts';
import { isToken } from './is-token.ts';
import { recordedStatus } from './recorded-status.ts';
import { parseRequestLine, type RequestLine } from './request-line.ts';
import type { Spans } from './scan-line.ts';
import { SKIPPED } from './skipped.ts';
import { splitUrl } from './split-url.ts';
import { sumOfList } from './sum-of-list.ts';
import type { Dialect, Role, TemplateField } from './template.ts';
import { createTimeReader } from './time-reader.ts';
import type { ToUtc } from './zone.ts';

const DASH = 0x2d;
const HIGH = /[\x80-\xff]/;

/** Prepares the making of a record out of the fields of a line, which `spans` tells after a scan. */
export function createRecordReader(
  fields: readonly TemplateField[],
  spans: Spans,
  dialect: Dialect,
  toUtc?: ToUtc,
): (line: string) => LogRecord | Skipped {
  const { starts, ends } = spans;
  const slots = slotsOf(fields);
  const { request, method, target, query, host, port, scheme, https, status, client, body, length } = slots;
  const readTime = createTimeReader(fields, spans, toUtc);
  const { headers: headerSlots, cookies, durations } = slots;
  const noQuery = target !== undefined && query === undefined;
  const dashIsAbsent = dialect.absent === '-';
  mustBeReplayable(slots);
  const whole = dialect.whole;
  const undo = whole ?? asItIs;
  const decodes: readonly Decode[] = [asItIs, dialect.decode, undo, (text) => undo(dialect.decode(text))];

  return (line) => {
    const decode = decodes[(line.includes('\\') ? 1 : 0) + (whole !== undefined && HIGH.test(line) ? 2 : 0)]!;
    const logged = status.length === 0 ? undefined : statusOf(line, status);
    const asked = request === undefined ? fromParts(line, decode) : fromRequest(line, decode, logged);
    if ('skipped' in asked) return asked;

    const durationMs = durations.length === 0 ? undefined : durationOf(line);
    const startedAtMs = readTime(line, durationMs ?? 0);
    if (startedAtMs !== undefined && Number.isNaN(startedAtMs)) return SKIPPED['not-an-access-line'];
    if (logged === 101) return SKIPPED.upgrade;

    const record: Draft = { method: asked.method, target: asked.target };
    if (startedAtMs !== undefined) record.startedAtMs = startedAtMs;
    if (host.length > 0 || dialect.absoluteTargets) addHost(record, line, decode);
    if (scheme !== undefined || https !== undefined) addScheme(record, line);
    addHeaders(record, line, decode);
    if (dialect.dummyConnections && isDummyConnection(record.headers)) return SKIPPED.internal;
    if (body !== undefined) addBody(record, line, decode, body);
    const verdict = logged === undefined ? undefined : recordedStatus(logged);
    if (verdict !== undefined) record.status = verdict;
    if (durationMs !== undefined) record.durationMs = durationMs;
    if (client.length > 0) addClient(record, line, decode);
    return record;
  };

  /** The value of a field; absent where the log says that there was none. */
  function value(line: string, slot: number, decode: Decode): string | undefined {
    const start = starts[slot]!;
    const end = ends[slot]!;
    if (end === start || (dashIsAbsent && end === start + 1 && line.charCodeAt(start) === DASH))
      return undefined;
    return decode(line.slice(start, end));
  }

  function fromRequest(line: string, decode: Decode, logged: number | undefined): RequestLine | Skipped {
    return parseRequestLine(decode(line.slice(starts[request!], ends[request!])), logged);
  }

  /** Method and target stand in fields of their own; a request that the server could not read has neither. */
  function fromParts(line: string, decode: Decode): RequestLine | Skipped {
    const name = value(line, method!, decode);
    const path = value(line, target!.slot, decode);
    if (name === undefined || path === undefined) return SKIPPED['bad-request-line'];
    if (!isToken(name)) return SKIPPED['not-http'];
    if (name === 'CONNECT') return SKIPPED.connect;
    const encoded = target!.decoded ? encodePath(path) : path;
    if (noQuery || encoded.includes('?')) return { method: name, target: encoded };
    return { method: name, target: encoded + queryOf(value(line, query!, decode)) };
  }

  function statusOf(line: string, slots: readonly number[]): number | undefined {
    for (const slot of slots) {
      const start = starts[slot]!;
      const end = ends[slot]!;
      // nginx lists the statuses of all upstreams that were asked: the last is what the client got.
      const code = statusAt(line, end - start > 3 ? end - 3 : start, end);
      if (code !== -1) return code;
    }
    return undefined;
  }

  function durationOf(line: string): number | undefined {
    for (const { slot, msPerUnit } of durations) {
      const total = sumOfList(line, starts[slot]!, ends[slot]!);
      if (!Number.isNaN(total)) return Math.round(total * msPerUnit * 1000) / 1000;
    }
    return undefined;
  }

  function addHost(record: Draft, line: string, decode: Decode): void {
    const url = dialect.absoluteTargets ? splitUrl(record.target) : undefined;
    if (url !== undefined) {
      record.target = url.target;
      record.scheme = url.scheme;
    }
    for (const slot of host) {
      const name = value(line, slot, decode);
      if (name === undefined || name === '_') continue;
      const number = port === undefined ? undefined : value(line, port, decode);
      const whole = hostWithPort(name, number);
      if (whole === '') continue;
      record.host = whole;
      return;
    }
    if (url !== undefined) record.host = url.host;
  }

  function addScheme(record: Draft, line: string): void {
    if (scheme !== undefined) {
      const name = line.slice(starts[scheme], ends[scheme]).toLowerCase();
      if (name === 'http' || name === 'https') record.scheme = name;
    } else {
      record.scheme = line.slice(starts[https!], ends[https!]) === 'on' ? 'https' : 'http';
    }
  }

  function addHeaders(record: Draft, line: string, decode: Decode): void {
    const headers: Header[] = [];
    for (const { name, slot } of headerSlots) {
      const start = starts[slot]!;
      const end = ends[slot]!;
      if (end === start) {
        if (dialect.emptyHeaders) headers.push([name, '']);
        continue;
      }
      if (dashIsAbsent && end === start + 1 && line.charCodeAt(start) === DASH) continue;
      const text = decode(line.slice(start, end));
      if (!isBlanked(text)) headers.push([name, text]);
    }
    if (cookies.length > 0) addCookies(headers, line, decode);
    if (headers.length > 0) record.headers = headers;
  }

  function addCookies(headers: Header[], line: string, decode: Decode): void {
    if (headers.some(([name]) => name === 'Cookie')) return;
    const pairs = cookies.flatMap(({ name, slot }) => {
      const text = value(line, slot, decode);
      return text === undefined || isBlanked(text) ? [] : [`${name}=${text}`];
    });
    if (pairs.length > 0) headers.push(['Cookie', pairs.join('; ')]);
  }

  /** A server logs no payload that it did not read or that it had put into a file: absent, and not empty. */
  function addBody(record: Draft, line: string, decode: Decode, slot: number): void {
    const text = value(line, slot, decode);
    const announced = length === undefined ? Number.NaN : Number(value(line, length, decode) ?? 0);
    if (text !== undefined) record.body = byteArray(text);
    else if (length === undefined ? !dashIsAbsent : announced === 0) record.body = byteArray('');
  }

  function addClient(record: Draft, line: string, decode: Decode): void {
    for (const { slot, read } of client) {
      const text = value(line, slot, decode);
      const name = text === undefined || read === undefined ? text : read(text);
      if (name !== undefined && name !== '') {
        record.client = name;
        return;
      }
    }
  }
}

/** The number that these one to three digits make; -1 where they are none. */
function statusAt(line: string, start: number, end: number): number {
  let code = start === end ? -1 : 0;
  for (let at = start; at < end; at++) {
    const digit = line.charCodeAt(at) - 0x30;
    if (!(digit >= 0 && digit <= 9)) return -1;
    code = code * 10 + digit;
  }
  return code;
}

type Decode = (value: string) => string;

function asItIs(text: string): string {
  return text;
}

function queryOf(query: string | undefined): string {
  if (query === undefined || query.startsWith('?')) return query ?? '';
  return `?${query}`;
}

/** Apache wakes its own children with requests that nobody sent. */
function isDummyConnection(headers: readonly Header[] = []): boolean {
  return headers.some(
    ([name, value]) => name === 'User-Agent' && value.endsWith('(internal dummy connection)'),
  );
}

type Ranked = Extract<Role, { is: 'host' | 'status' | 'client' | 'duration' }>;
type Slots = ReturnType<typeof slotsOf>;

function slotsOf(fields: readonly TemplateField[]) {
  const roles = fields.flatMap(({ role }, slot) => (role === undefined ? [] : [{ role, slot }]));
  const first = (is: Role['is']) => roles.find(({ role }) => role.is === is)?.slot;
  const ranked = <Is extends Ranked['is']>(is: Is) =>
    roles
      .flatMap(({ role, slot }) => (role.is === is ? [{ ...(role as Ranked & { is: Is }), slot }] : []))
      .sort((a, b) => a.rank - b.rank) as (Extract<Ranked, { is: Is }> & { readonly slot: number })[];
  const targets = roles.flatMap(({ role, slot }) => (role.is === 'target' ? [{ ...role, slot }] : []));
  return {
    request: first('request'),
    method: first('method'),
    target: targets.find(({ decoded }) => !decoded) ?? targets[0],
    query: first('query'),
    host: ranked('host').map(({ slot }) => slot),
    port: first('port'),
    scheme: first('scheme'),
    https: first('https'),
    status: ranked('status').map(({ slot }) => slot),
    client: ranked('client'),
    durations: ranked('duration'),
    body: first('body'),
    length: first('contentLength'),
    headers: roles.flatMap(({ role, slot }) => (role.is === 'header' ? [{ name: role.name, slot }] : [])),
    cookies: roles.flatMap(({ role, slot }) => (role.is === 'cookie' ? [{ name: role.name, slot }] : [])),
  };
}

function mustBeReplayable({ request, method, target }: Slots): void {
  if (request !== undefined || (method !== undefined && target !== undefined)) return;
  throw new TypeError('the format has neither the request line nor both the method and the path');
}

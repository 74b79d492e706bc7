import { DEFAULT_FIELD_MAP } from './default-field-map.ts';
import type { Unit } from './duration.ts';
import { durationIn } from './empty-field-map.ts';
import type { FieldMap } from './field-map.ts';
import { isToken } from './is-token.ts';
import { readMapEntries } from './map-entries.ts';
import { nearMiss } from './near-miss.ts';

/**
 * Reads what `--map` takes: `method=req.verb,url=req.path,time=at,duration_ms=took,header.X-Tenant=tenant`. A place is a
 * key, or keys and array indexes joined by dots (`req.headers[0].value`); several with `|` between them are tried in turn,
 * and none (`host=`) means that the log has none. What is not named keeps its customary names. Throws a TypeError, whose
 * message is for people.
 */
export function parseFieldMap(text: string): FieldMap {
  const map: Editable = { ...DEFAULT_FIELD_MAP, header: { ...DEFAULT_FIELD_MAP.header } };
  const entries = readMapEntries(text);
  const named = new Set(entries.map(({ noun }) => noun));
  clearCustomary(map, named);
  for (const { noun, places } of entries) assign(map, noun, places);
  return map;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Editable = Mutable<Omit<FieldMap, 'header'>> & { header: Record<string, FieldMap['header'][string]> };
type Single = keyof Omit<FieldMap, 'duration' | 'header' | 'startedIn' | 'endedIn'>;

/** What a map can name, and what else people call it. */
const NOUNS: Readonly<Record<string, Single>> = {
  request: 'request',
  method: 'method',
  url: 'target',
  target: 'target',
  path: 'target',
  uri: 'target',
  query: 'query',
  host: 'host',
  scheme: 'scheme',
  tls: 'tls',
  status: 'status',
  start: 'startedAt',
  time: 'endedAt',
  end: 'endedAt',
  client: 'client',
  body: 'body',
  body_base64: 'bodyBase64',
  content_length: 'contentLength',
  headers: 'headers',
};

/** With the unit of a number after them: `duration_ms`, `start_us`. */
const IN_UNITS: Readonly<Record<string, 'duration' | 'startedIn' | 'endedIn'>> = {
  duration: 'duration',
  start: 'startedIn',
  time: 'endedIn',
  end: 'endedIn',
};
const UNITS: readonly Unit[] = ['s', 'ms', 'us', 'ns'];

const HEADERS: Readonly<Record<string, string>> = {
  user_agent: 'User-Agent',
  referer: 'Referer',
  cookie: 'Cookie',
  content_type: 'Content-Type',
};

/** Words that are near in meaning and not in letters. */
const MEANT: Readonly<Record<string, string>> = {
  verb: 'method',
  code: 'status',
  response: 'status',
  ip: 'client',
  remote_addr: 'client',
  latency: 'duration_ms',
  took: 'duration_ms',
  elapsed: 'duration_ms',
  response_time: 'duration_ms',
  timestamp: 'time',
  ts: 'time',
  at: 'time',
  date: 'time',
  ua: 'user_agent',
  agent: 'user_agent',
  vhost: 'host',
  server: 'host',
  payload: 'body',
};

const KNOWN: readonly string[] = [
  ...Object.keys(NOUNS),
  'duration',
  ...Object.keys(IN_UNITS).flatMap((noun) => UNITS.map((unit) => `${noun}_${unit}`)),
  ...Object.keys(HEADERS),
];

/** What is named is not to lose against a customary name that comes first. */
function clearCustomary(map: Editable, named: ReadonlySet<string>): void {
  const has = (...fields: string[]) =>
    [...named].some((noun) => fields.includes(NOUNS[noun] ?? IN_UNITS[noun.replace(/_[a-z]+$/, '')] ?? noun));
  if (has('duration')) map.duration = durationIn('s');
  if (has('startedAt', 'startedIn', 'endedAt', 'endedIn')) [map.startedAt, map.endedAt] = [[], []];
  if (has('method', 'target')) map.request = [];
  if (has('request')) [map.method, map.target] = [[], []];
  if (has('target')) map.query = [];
  if (has('body')) map.bodyBase64 = [];
}

function assign(map: Editable, noun: string, places: readonly string[]): void {
  const header = noun.startsWith('header.') ? noun.slice('header.'.length) : HEADERS[noun];
  if (header !== undefined) {
    if (!isToken(header)) throw new TypeError(`${noun}: ${header || 'nothing'} is no name of a header`);
    map.header[header] = places;
    return;
  }
  const single = NOUNS[noun];
  if (single !== undefined) {
    map[single] = places;
    return;
  }
  const [, kind, unit] = /^(duration|start|time|end)(?:_(s|ms|us|ns))?$/.exec(noun) ?? [];
  if (kind === undefined) throw new TypeError(unknownNoun(noun));
  const field = IN_UNITS[kind]!;
  if (field === 'duration') map.duration = { ...map.duration, [unit ?? 'sOrMs']: places };
  else map[field] = { ...map[field], [unit as Unit]: places };
}

function unknownNoun(noun: string): string {
  const guess = MEANT[noun.toLowerCase()] ?? nearMiss(noun, KNOWN);
  const nouns = [...Object.keys(NOUNS), 'duration_ms', 'time_ms', 'header.NAME'];
  return `${noun} is not what a map can name; ${guess === undefined ? `that is ${nouns.join(', ')}` : `did you mean ${guess}?`}`;
}

import { DEFAULT_FIELD_MAP } from './default-field-map.ts';
import type { FieldMap } from './field-map.ts';
import { isToken } from './is-token.ts';

/**
 * Reads what `--map` takes: `method=req.verb,url=req.path,time=at,duration_ms=took,header.X-Tenant=tenant`. A place is a
 * key, or keys and array indexes joined by dots (`req.headers[0].value`); several with `|` between them are tried in turn,
 * and none (`host=`) means that the log has none. What is not named keeps its customary names.
 */
export function parseFieldMap(text: string): FieldMap {
  const map: Editable = { ...DEFAULT_FIELD_MAP, duration: { ...DEFAULT_FIELD_MAP.duration } };
  map.header = { ...DEFAULT_FIELD_MAP.header };
  const seen = new Set<string>();
  for (const entry of text.split(',').map((part) => part.trim())) {
    if (entry === '') continue;
    const equals = entry.indexOf('=');
    if (equals < 1) throw new TypeError(`--map ${entry}: say name=field, such as method=req.verb`);
    const name = entry.slice(0, equals).trim();
    if (seen.has(name))
      throw new TypeError(`--map ${name}: is there twice; give several fields as ${name}=a|b`);
    seen.add(name);
    assign(map, name, places(entry.slice(equals + 1), name), seen);
  }
  if (seen.size === 0) throw new TypeError('--map: names no field, such as method=req.verb,url=req.path');
  return map;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Editable = Mutable<Omit<FieldMap, 'duration' | 'header'>> & {
  duration: Mutable<FieldMap['duration']>;
  header: Record<string, readonly string[] | FieldMap['header'][string]>;
};

/** What a map can name, and what else people call it. */
const NAMES: Readonly<Record<string, keyof Omit<FieldMap, 'duration' | 'header'>>> = {
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

const DURATIONS: Readonly<Record<string, keyof FieldMap['duration']>> = {
  duration: 'sOrMs',
  duration_s: 's',
  duration_ms: 'ms',
  duration_us: 'us',
  duration_ns: 'ns',
};

const HEADERS: Readonly<Record<string, string>> = {
  user_agent: 'User-Agent',
  referer: 'Referer',
  cookie: 'Cookie',
  content_type: 'Content-Type',
};

function assign(map: Editable, name: string, fields: readonly string[], seen: ReadonlySet<string>): void {
  const header = name.startsWith('header.') ? name.slice('header.'.length) : HEADERS[name];
  if (header !== undefined) {
    if (!isToken(header)) throw new TypeError(`--map ${name}: ${header || 'nothing'} is no name of a header`);
    map.header[header] = fields;
    return;
  }
  const unit = DURATIONS[name];
  if (unit !== undefined) {
    const first = Object.keys(DURATIONS).filter((other) => seen.has(other)).length === 1;
    if (first) map.duration = { s: [], ms: [], us: [], ns: [], sOrMs: [] };
    map.duration[unit] = fields;
    return;
  }
  const noun = NAMES[name];
  if (noun === undefined)
    throw new TypeError(`--map ${name}: is not one of ${KNOWN.join(', ')}, header.NAME`);
  map[noun] = fields;
  // What was named is not to lose against a customary name that comes first.
  if ((noun === 'method' || noun === 'target') && !seen.has('request')) map.request = [];
  if (noun === 'target' && !seen.has('query')) map.query = [];
  if (noun === 'request') [map.method, map.target] = [seen.has('method') ? map.method : [], []];
  if (noun === 'endedAt' && !seen.has('start')) map.startedAt = [];
  if (noun === 'body') map.bodyBase64 = seen.has('body_base64') ? (map.bodyBase64 ?? []) : [];
}

const KNOWN = [...Object.keys(NAMES), ...Object.keys(DURATIONS), ...Object.keys(HEADERS)];

function places(text: string, name: string): string[] {
  const fields = text.split('|').map((field) => field.trim().replace(/\[(\d{1,9})\]/g, '.$1'));
  if (fields.length === 1 && fields[0] === '') return [];
  for (const field of fields) {
    if (field === '' || /^\.|\.$|\.\.|[[\]]/.test(field)) {
      throw new TypeError(
        `--map ${name}=${text}: ${field || 'nothing'} is no place in an object, such as req.path`,
      );
    }
  }
  return fields;
}

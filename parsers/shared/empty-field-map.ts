import type { FieldMap } from './field-map.ts';

/** No field at all: what the map of a single server's log begins with. */
export const EMPTY_FIELD_MAP: FieldMap = {
  request: [],
  method: [],
  target: [],
  query: [],
  host: [],
  scheme: [],
  tls: [],
  status: [],
  startedAt: [],
  endedAt: [],
  duration: { s: [], ms: [], us: [], ns: [], sOrMs: [] },
  client: [],
  body: [],
  contentLength: [],
  headers: [],
  header: {},
};

/** Durations that are in one unit. */
export function durationIn(
  unit: keyof FieldMap['duration'],
  ...fields: FieldMap['duration']['s']
): FieldMap['duration'] {
  return { ...EMPTY_FIELD_MAP.duration, [unit]: fields };
}

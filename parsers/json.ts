import type { LogFormat } from 'reprise/parser';
import { DEFAULT_FIELD_MAP } from './shared/default-field-map.ts';
import type { FieldMap } from './shared/field-map.ts';
import type { JsonObject } from './shared/find-field.ts';
import { jsonLines } from './shared/json-lines.ts';
import { jsonSamples } from './shared/json-samples.ts';
import { SKIPPED } from './shared/skipped.ts';

export type { FieldMap } from './shared/field-map.ts';
export { parseFieldMap } from './shared/parse-field-map.ts';

/** The fields that `json` looks for; a map of your own can begin with it: `{ ...DEFAULT_MAP, host: ['site'] }`. */
export const DEFAULT_MAP: FieldMap = DEFAULT_FIELD_MAP;

/** Makes a format of one JSON object a line, whose fields are named by `map`. */
export function jsonFormat(map: FieldMap): LogFormat {
  const samples = map === DEFAULT_MAP ? jsonSamples : [];
  const title = 'JSON, one object a line (nginx escape=json, and loggers that name their fields alike)';
  return jsonLines({ name: 'json', title, samples, map, finish: withoutAsides });
}

/** Reads JSON access logs by the field names that are customary. */
export const json: LogFormat = jsonFormat(DEFAULT_MAP);
export default json;

/**
 * Caddy tells of one request several times, each time with all of it: as an access line, as an error, and (debug)
 * for each upstream. Only the first counts.
 */
function withoutAsides<T>(record: T, { logger }: JsonObject) {
  const aside =
    typeof logger === 'string' && logger.startsWith('http.') && !logger.startsWith('http.log.access');
  return aside ? SKIPPED['not-an-access-line'] : record;
}

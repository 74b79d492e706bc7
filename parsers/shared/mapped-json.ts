import type { LogFormat } from 'reprise/parser';
import { findField, type JsonObject } from './find-field.ts';
import { jsonLines } from './json-lines.ts';
import { readMapEntries } from './map-entries.ts';
import { parseFieldMap } from './parse-field-map.ts';
import { parseJsonBytes } from './parse-json-bytes.ts';

/** JSON lines whose fields the user has named. */
export interface MappedJson {
  readonly format: LogFormat;
  /** Tells of a sample what of the map no line has, as it was written: `status=res.code`. */
  readonly missing: (lines: readonly string[]) => string[];
  /** The places that a line has to offer; nothing where it is no JSON object. */
  readonly placesOf: (line: string) => string[] | undefined;
}

/** Makes the format of `--map`. Throws a TypeError, whose message is for people. */
export function mappedJson(text: string): MappedJson {
  const title = `JSON, one object a line, by --map ${text}`;
  const entries = readMapEntries(text).filter(({ places }) => places.length > 0);
  return {
    format: jsonLines({ name: 'json', title, samples: [], map: parseFieldMap(text) }),
    missing: (lines) => {
      let open = entries.map(({ noun, places }) => ({
        written: `${noun}=${places.join('|')}`,
        find: findField(places, (value) => value),
      }));
      for (const line of lines) {
        if (open.length === 0) break;
        const object = parseJsonBytes(line);
        if (object !== undefined) open = open.filter(({ find }) => find(object) === undefined);
      }
      return open.map(({ written }) => written);
    },
    placesOf: (line) => {
      const object = parseJsonBytes(line);
      return object === undefined ? undefined : placesIn(object, '', 0);
    },
  };
}

const DEEPEST = 4;
const MOST_PLACES = 40;

function placesIn(object: JsonObject, before: string, depth: number): string[] {
  return Object.entries(object)
    .flatMap(([key, value]) => {
      const place = `${before}${key}`;
      const isObject = typeof value === 'object' && value !== null && depth < DEEPEST;
      return isObject ? placesIn(value as JsonObject, `${place}.`, depth + 1) : [place];
    })
    .slice(0, MOST_PLACES);
}

import { ReplayError } from '../errors.ts';
import type { LogFormat } from './log-format.ts';

/** A format whose fields the user has named with `--map`. */
export interface MappedFormat {
  readonly format: LogFormat;
  /** Entries of the map, as they were written, for which no line of a sample has anything. */
  readonly missing: (lines: readonly string[]) => readonly string[];
  /** The places in a line that could be named; nothing where it holds none. */
  readonly placesOf: (line: string) => readonly string[] | undefined;
}

/** Makes the error of a map by which no line is a request: what of it matches nothing, and what there is instead. */
export function nothingMapped(
  log: string,
  lines: readonly string[],
  { missing, placesOf }: MappedFormat,
): ReplayError {
  const places = lines.map(placesOf).find((found) => found !== undefined);
  if (places === undefined) {
    return new ReplayError(
      'input',
      `${log}: --map names fields of JSON, and no line of it is a JSON object`,
      'leave --map out, and the format is found out; or name it with --format',
    );
  }
  const absent = missing(lines);
  const what =
    absent.length > 0 ? `no line has what --map says: ${absent.join(', ')}` : 'by --map no line is a request';
  return new ReplayError(
    'input',
    `${log}: ${what}`,
    `a request has at least --map method=…,url=…; the first line has ${places.join(', ')}`,
  );
}

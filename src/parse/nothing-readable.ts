import { ReplayError } from '../errors.ts';
import type { Candidate } from './detect-format.ts';
import type { LogFormat } from './log-format.ts';

/** What can be said of a log in which no line is a request. */
export interface Unreadable {
  readonly log: string;
  readonly sample: readonly string[];
  readonly tried: readonly LogFormat[];
  /** Formats that know some of the lines, though as no requests. */
  readonly nearest: readonly Candidate[];
  /** Blots out secrets in the line that is shown. */
  readonly redact: (line: string) => string;
}

/** Makes the error of a log in which no line is a request, in words that help with what it is. */
export function nothingReadable({ log, sample, tried, nearest, redact }: Unreadable): ReplayError {
  const first = sample[0];
  if (first === undefined)
    return new ReplayError('input', `${log}: is empty`, 'name a log with requests in it');
  if (BINARY.test(first))
    return new ReplayError('input', `${log}: is a binary file, not a log`, 'name a text log');
  const shown = redact(first.slice(0, MAX_LINE)).slice(0, MAX_SHOWN);
  return new ReplayError(
    'input',
    `${log}: no line of it is a request (${attempts(tried, nearest)}); the first is: ${shown}`,
    JSON_OBJECT.test(first) ? JSON_HINT : HINT,
  );
}

function attempts(tried: readonly LogFormat[], nearest: readonly Candidate[]): string {
  if (tried.length <= MOST_NAMED) return `tried ${tried.map(({ name }) => name).join(', ')}`;
  const names = nearest.slice(0, MOST_NAMED).map(({ format }) => format.name);
  return `tried ${tried.length} formats${names.length === 0 ? '' : `; nearest: ${names.join(', ')}`}`;
}

const HINT =
  'name its format with --format (reprise inspect --formats lists them), or bring your own with --parser FILE';
const JSON_HINT =
  'say where its fields are, --map method=req.verb,url=req.path (docs/formats.md), or bring your own with --parser FILE';
const JSON_OBJECT = /^[ \t]*\{/;

const MOST_NAMED = 3;
/** More than is shown: of what is cut in two nobody could tell what it was. */
const MAX_LINE = 65_536;
const MAX_SHOWN = 200;
const BINARY = /[\x00-\x06\x0e-\x1a]/;

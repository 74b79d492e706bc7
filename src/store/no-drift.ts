import { ReplayError } from '../errors.ts';

/** What is said to those who ask how answers compare with the log, of a schema that does not hold it. */
export function noDrift(path: string): ReplayError {
  return new ReplayError(
    'store',
    `${path}: was written by an older reprise, which did not compare answers with the log`,
    'replay the log again',
  );
}

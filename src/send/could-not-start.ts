import { messageOf, ReplayError } from '../errors.ts';

/** Makes the error of a sender thread that died before it was ready. */
export function couldNotStart(worker: number, error: unknown): ReplayError {
  const what = `sender ${worker} could not start: ${messageOf(error)}`;
  return new ReplayError('worker', what, 'run again with --verbose, and report what it says', error);
}

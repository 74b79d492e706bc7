import { messageOf, ReplayError } from '../errors.ts';

/** Makes the error of a sender thread that died before it was ready, where it told none. */
export function couldNotStart(worker: number, error: unknown): ReplayError {
  if (error instanceof ReplayError) return error;
  const what = `sender ${worker} could not start: ${messageOf(error)}`;
  return new ReplayError('worker', what, 'run again with --verbose, and report what it says', error);
}

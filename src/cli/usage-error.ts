import { ReplayError } from '../index.ts';

/** A call whose options do not make a command: what is wrong, and how to say it right. */
export class UsageError extends ReplayError {
  constructor(message: string, hint: string) {
    super('usage', message, hint);
  }
}

import { type DropReason, NONE, RESULTS } from '../model.ts';
import type { OutcomeBuffer } from './outcome-buffer.ts';
import type { Account } from './sendable-request.ts';

/** An arrival that is not sent, and what it asked for. */
interface Dropped {
  readonly seq: number;
  /** From the start of the run. */
  readonly dueAtUs: number;
  readonly request: Account;
}

/** Makes the outcome of an arrival that is not sent. */
export function addDropped(
  outcomes: OutcomeBuffer,
  { seq, dueAtUs, request }: Dropped,
  reason: DropReason,
  sessionWaitUs = 0,
): void {
  const result = RESULTS.indexOf(reason);
  outcomes.add(request, seq, dueAtUs, result, 0, NONE, NONE, NONE, 0, request.causes, sessionWaitUs);
}

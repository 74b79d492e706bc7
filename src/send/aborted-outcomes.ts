import { NONE, type OutcomeBatch, RESULTS } from '../model.ts';
import { OutcomeBuffer } from './outcome-buffer.ts';
import type { PackedArrival } from './packed-arrival.ts';
import { accountOf } from './sendable-request.ts';

/**
 * The outcomes of what a sender had begun with when it died: failed as aborted. Whether they were sent, and what came
 * of that, died with it. In a closed loop, where nothing is due at a time of its own, `dueAtUs` says when that was.
 */
export function abortedOutcomes(
  worker: number,
  arrivals: readonly PackedArrival[],
  dueAtUs: number | null,
): OutcomeBatch[] {
  const batches: OutcomeBatch[] = [];
  const buffer = new OutcomeBuffer(worker, (batch) => batches.push(batch));
  for (const { seq, request, dueAtUs: ownUs } of arrivals) {
    buffer.add(accountOf(request), seq, Math.round(dueAtUs ?? ownUs), ABORTED, 0, NONE, NONE, NONE, 0);
  }
  buffer.flush();
  return batches;
}

const ABORTED = RESULTS.indexOf('aborted');

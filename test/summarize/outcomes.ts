import {
  allocateOutcomes,
  type DropReason,
  NONE,
  type OutcomeBatch,
  RESULTS,
  type Result,
} from '../../src/model.ts';

/** One outcome in a form that is easy to write down; what is left out is an answer 200 without anything else. */
export interface OneOutcome {
  readonly result?: Result;
  readonly seq?: number;
  readonly dueAtUs?: number;
  readonly lagUs?: number | null;
  readonly sessionWaitUs?: number;
  readonly ttfbUs?: number | null;
  readonly serviceUs?: number | null;
  readonly bytes?: number;
  readonly status?: number;
  readonly endpointId?: number;
  readonly requestId?: number;
  readonly recordedStatus?: number;
  readonly recordedUs?: number;
  readonly causes?: number;
}

export function batchOf(outcomes: readonly OneOutcome[]): OutcomeBatch {
  const batch = allocateOutcomes(0, outcomes.length, outcomes.length);
  outcomes.forEach((outcome, i) => {
    const result = outcome.result ?? 'answered';
    batch.result[i] = RESULTS.indexOf(result);
    batch.seq[i] = outcome.seq ?? i;
    batch.dueAtUs[i] = outcome.dueAtUs ?? 0;
    batch.lagUs[i] = orNone(outcome.lagUs, 0);
    batch.sessionWaitUs[i] = outcome.sessionWaitUs ?? 0;
    batch.ttfbUs[i] = orNone(outcome.ttfbUs, NONE);
    batch.serviceUs[i] = orNone(outcome.serviceUs, 0);
    batch.bytes[i] = outcome.bytes ?? 0;
    batch.status[i] = outcome.status ?? (result === 'answered' ? 200 : 0);
    batch.endpointId[i] = outcome.endpointId ?? 1;
    batch.requestId[i] = outcome.requestId ?? 1;
    batch.recordedStatus[i] = outcome.recordedStatus ?? 0;
    batch.recordedUs[i] = outcome.recordedUs ?? NONE;
    batch.causes[i] = outcome.causes ?? 0;
  });
  return batch;
}

function orNone(value: number | null | undefined, otherwise: number): number {
  return value === null ? NONE : (value ?? otherwise);
}

/** An arrival that was never sent. */
export const dropped = (result: DropReason, rest: OneOutcome = {}): OneOutcome => ({
  ...rest,
  result,
  lagUs: null,
  serviceUs: null,
});

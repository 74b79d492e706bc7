import { CAUSE, COMPARISONS, type Comparison, type OutcomeBatch } from '../model.ts';

/**
 * Compares an answer with what was recorded for its request (0: nothing), and says of a change whether the replay
 * itself may have caused it. `causes`: bits of `CAUSE`. The rules are those of `docs/drift.md`.
 */
export function explainChange(recorded: number, replayed: number, causes: number): Comparison {
  if (recorded === 0) return 'none';
  if (recorded === replayed) return 'same';
  const has = (cause: number) => (causes & cause) !== 0;
  if (NO_VERDICT.has(recorded)) return 'no-verdict';
  if (has(CAUSE.followed) && REDIRECTS.has(recorded)) return 'followed';
  if (isSuccess(replayed)) {
    if (has(CAUSE.noConditions) && ANSWERS_CONDITION.has(recorded)) return 'no-conditions';
    if (has(CAUSE.noRange) && ANSWERS_RANGE.has(recorded)) return 'no-range';
    if (has(CAUSE.credentialsAdded) && ASKS_WHO.has(recorded)) return 'credentials-added';
  }
  const asksWho = ASKS_WHO.has(replayed) || has(CAUSE.toLogin);
  if (has(CAUSE.noCredentials) && asksWho) return 'no-credentials';
  if (has(CAUSE.noBody) && MISSES_BODY.has(replayed)) return 'no-body';
  if (has(CAUSE.toOtherAddress)) return 'other-address';
  return 'unexplained';
}

/** Fills the column `comparison` of outcomes that have just come. */
export function explainChanges(batch: OutcomeBatch): void {
  const { count, recordedStatus, status, causes, comparison } = batch;
  for (let i = 0; i < count; i++) {
    const recorded = recordedStatus[i];
    // An answer that was judged to be wrong has a status all the same, and one of another protocol may have none.
    if (recorded === 0 || status[i] === 0) comparison[i] = NONE;
    else if (recorded === status[i]) comparison[i] = SAME;
    else comparison[i] = COMPARISONS.indexOf(explainChange(recorded, status[i], causes[i]));
  }
}

const NONE = COMPARISONS.indexOf('none');
const SAME = COMPARISONS.indexOf('same');

/** The server gave none: the client was too slow (408), or was gone, or nginx hung up. */
const NO_VERDICT: ReadonlySet<number> = new Set([408, 444, 499]);
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const ANSWERS_CONDITION: ReadonlySet<number> = new Set([304, 412]);
const ANSWERS_RANGE: ReadonlySet<number> = new Set([206, 416]);
const ASKS_WHO: ReadonlySet<number> = new Set([401, 403]);
/** Bad request, length required, a type that is not taken, content that is not understood. */
const MISSES_BODY: ReadonlySet<number> = new Set([400, 411, 415, 422]);

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

import { parseFaults } from '../../practice/faults/parse-faults.ts';
import { parseLatency } from '../../practice/parse-latency.ts';
import { parseStatusMix } from '../../practice/parse-status-mix.ts';
import type { PracticeTarget, PracticeTargetOptions } from '../../practice/practice-target.ts';
import { startPracticeTarget } from '../../practice/start-practice-target.ts';

/** A practice target with these faults, for the length of a block. */
export async function practise(
  faults: string,
  options: Partial<PracticeTargetOptions> = {},
): Promise<PracticeTarget & AsyncDisposable> {
  const target = await startPracticeTarget({
    statuses: parseStatusMix('200'),
    latencyMs: parseLatency('0'),
    seed: 1,
    faults: parseFaults(faults),
    ...options,
  });
  return Object.assign(target, { [Symbol.asyncDispose]: () => target.close() });
}

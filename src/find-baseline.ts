import { ReplayError } from './errors.ts';
import { hasPassed, type Run } from './model.ts';
import type { RunReader } from './store/run-reader.ts';

/** The word for the newest run that passed, of those that are alike. */
export const LAST_PASSED = 'last-passed';

/** A run that is to be held against another, as far as it is known. */
export type Judged = Pick<Run, 'name' | 'target' | 'model'> & Partial<Pick<Run, 'id'>>;

/**
 * The run that a reference means to one that is judged: an id, a name, `last`, `last~1`; or `last-passed`, the newest that passed with the
 * same name against the same target, in the same model, before it. Null where none has yet.
 */
export function findBaseline(reader: RunReader, reference: string, judged: Judged): Run | null {
  if (reference === LAST_PASSED) {
    const { name, target, model, id = Infinity } = judged;
    const alike = (run: Run) => run.name === name && run.target === target && run.model === model;
    return reader.runs().findLast((run) => run.id < id && alike(run) && hasPassed(run)) ?? null;
  }
  const run = reader.find(reference);
  const another = 'name another run: --baseline last~1, or an id or a name (reprise history lists them)';
  if (run.id === judged.id)
    throw new ReplayError('usage', `--baseline ${reference}: is the run that is judged`, another);
  if (run.state === 'running')
    throw new ReplayError('usage', `--baseline ${reference}: run ${run.id} still goes on`, another);
  return run;
}

/** Refuses `last-passed` for a run without a name: it would be held against whatever else has none. */
export function refuseNameless({ name }: Pick<Run, 'name'>, baseline: string | undefined): void {
  if (baseline !== LAST_PASSED || name !== null) return;
  throw new ReplayError(
    'usage',
    'last-passed is the last run of the same name that passed, and this one has none',
    'name it: --name nightly',
  );
}

import type { ChangeThresholds, Run, RunComparison } from './model.ts';
import { RunReader } from './store/run-reader.ts';

/** From when on a change is one, where nobody says otherwise. */
export const DEFAULT_THRESHOLDS: ChangeThresholds = { effect: 0.05, timeUs: 1000, share: 0.001 };

/**
 * Compares two stored runs: `a` is what `b` is held against. Each is an id, a name, `last` or `last~1`, or several of
 * them with commas between: runs of the same build, which tell how much runs differ by themselves.
 */
export async function compare(
  database: string,
  a: string,
  b: string,
  thresholds: ChangeThresholds = DEFAULT_THRESHOLDS,
  acrossLogs = false,
): Promise<RunComparison> {
  // Statistics are large, and no other command needs them.
  const { compareStored } = await import('./compare-stored.ts');
  const reader = new RunReader(database);
  try {
    return compareStored(reader, findAll(reader, a), findAll(reader, b), thresholds, acrossLogs);
  } finally {
    reader.close();
  }
}

/** A name may hold a comma itself. */
function findAll(reader: RunReader, references: string): Run[] {
  const named = reader.runs().some(({ name }) => name === references);
  return (named ? [references] : references.split(',')).map((reference) => reader.find(reference.trim()));
}

import type { Run } from '../model.ts';
import { formatBytes, formatCount, formatLocalTime } from './format-units.ts';
import { printable } from './printable.ts';
import { renderTable } from './render-table.ts';

/** A run whose outcomes were pruned, or would be. */
export interface PrunedRun {
  readonly run: Run;
  /** About how much of the file they took. */
  readonly bytes: number;
}

/** What was done, in what tense. */
export interface PruneTold {
  readonly dryRun: boolean;
  readonly forget: boolean;
  readonly vacuum: boolean;
}

/** Lists what was pruned, or would be, and what that frees. */
export function renderPrune(pruned: readonly PrunedRun[], { dryRun, forget, vacuum }: PruneTold): string {
  if (pruned.length === 0) return 'nothing to prune\n';
  const rows = pruned.map(({ run, bytes }) => [
    `run ${run.id}`,
    formatLocalTime(run.startedAt),
    `about ${formatBytes(bytes)}`,
    printable(run.name ?? ''),
  ]);
  const sum = formatBytes(pruned.reduce((total, { bytes }) => total + bytes, 0));
  const what = forget ? `${runs(pruned.length)}` : `the outcomes of ${runs(pruned.length)}`;
  const end = dryRun
    ? `would delete ${what}: about ${sum}`
    : `deleted ${what}: about ${sum}${vacuum ? '' : ', which the next runs take (--vacuum gives it back to the disk)'}`;
  return `${[...renderTable(rows, 'lrrl', (cell) => String(cell)), end].join('\n')}\n`;
}

function runs(count: number): string {
  return count === 1 ? '1 run' : `${formatCount(count)} runs`;
}

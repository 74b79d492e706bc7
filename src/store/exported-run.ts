import type { RunRow } from './run-row.ts';

/** What of a run the columns of an exported table are computed with. */
export interface ExportedRun {
  readonly id: number;
  /** From when on what is due counts: µs since 1970. */
  readonly startUs: number;
  readonly warmupUs: number;
}

export function exportedRun({ id, started_at, sending_started_at, warmup_us }: RunRow): ExportedRun {
  return { id, startUs: Date.parse(sending_started_at ?? started_at) * 1000, warmupUs: warmup_us ?? 0 };
}

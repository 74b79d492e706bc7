import assert from 'node:assert/strict';
import type { CliResult } from '../helpers/start-cli.ts';

/** Sees to it that a run came to its end. A busy machine may have been late, which is not what is looked at here. */
export function assertRan({ status, stderr }: Pick<CliResult, 'status' | 'stderr'>): void {
  assert.ok(status === 0 || status === 5, `${status}: ${stderr}`);
}

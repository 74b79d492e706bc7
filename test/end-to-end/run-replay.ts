import { join } from 'node:path';
import { type RunCliOptions, runCli } from '../helpers/run-cli.ts';
import type { CliResult } from '../helpers/start-cli.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';

export interface Replay extends CliResult {
  /** Its working directory, empty but for the database. */
  readonly folder: string;
  readonly database: string;
}

/** Runs `reprise run …` with a folder and a database of its own. */
export async function runReplay(args: readonly string[], options: RunCliOptions = {}): Promise<Replay> {
  const folder = temporaryDirectory('replay');
  const database = join(folder, 'runs.db');
  const result = await runCli(['run', ...args, '--db', database], { cwd: folder, ...options });
  return { ...result, folder, database };
}

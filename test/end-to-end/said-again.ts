import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from '../helpers/run-cli.ts';
import { dataOf } from '../view/html/detailed-samples.ts';
import { queryDatabase } from './query-database.ts';

/** What a shell makes of a command. */
export function wordsOf(command: string): string[] {
  return execFileSync('bash', ['-c', `printf '%s\\0' ${command}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);
}

/** What was asked for, as the page of a run has it. */
export async function settingsInPage(folder: string) {
  const { stderr } = await runCli(['report', '--db', 'runs.db', '--html', 'page.html'], { cwd: folder });
  assert.equal(stderr, '');
  return dataOf(readFileSync(join(folder, 'page.html'), 'utf8')).settings;
}

/** The same as the database has it. */
export const settingsOf = (database: string) =>
  queryDatabase(
    database,
    'select options, rate_asked, duration_us, warmup_us, workers, name, target from run',
  );

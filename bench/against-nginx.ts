import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Round, Task } from './contenders.ts';
import { writeDistinctLog } from './distinct-log.ts';
import { inTurn } from './in-turn.ts';
import { startPatientNginx } from './patient-nginx.ts';

/** Who is measured, at which task. */
export type Entry = readonly [
  contender: (task: Task) => Promise<Round>,
  task: Pick<Task, 'connections' | 'workers' | 'seconds'>,
];

/**
 * Measures each in turn against nginx (one worker, which answers `ok`) on the same cores, all with the same `distinct` requests.
 * autocannon prepares every one of them for every connection before it sends the first: of many connections, few.
 */
export async function againstNginx(
  entries: Readonly<Record<string, Entry>>,
  rounds: number,
  distinct = 1000,
): Promise<Map<string, Round[]>> {
  const folder = mkdtempSync(join(tmpdir(), 'reprise-bench-'));
  const nginx = await startPatientNginx();
  try {
    const log = join(folder, 'access.log');
    writeDistinctLog(log, distinct);
    const all = { url: nginx.url, log, database: join(folder, 'runs.db') };
    const contenders = Object.entries(entries).map(
      ([name, [contender, task]]) => [name, () => contender({ ...all, ...task })] as const,
    );
    return await inTurn(Object.fromEntries(contenders), rounds);
  } finally {
    await nginx.close();
    rmSync(folder, { recursive: true });
  }
}

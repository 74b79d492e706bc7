import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { endWithTest } from '../helpers/end-with-test.ts';
import { query } from './query.ts';
import { newDatabase, reading, recordRun } from './samples.ts';

const SCRIPT = fileURLToPath(new URL('./record-for-ever.ts', import.meta.url));
const LAST_MS = 1000;

test('a process that is killed leaves a sound file that lacks at most its last second', {
  timeout: 60_000,
}, async () => {
  const path = newDatabase();
  const child = spawn(process.execPath, [SCRIPT, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  endWithTest(child);
  const gone = once(child, 'exit');
  const said: { handed: number; atMs: number }[] = [];
  for await (const line of createInterface(child.stdout)) {
    said.push(JSON.parse(line));
    if (said.at(-1)!.atMs - said[0].atMs > 2.5 * LAST_MS) child.kill('SIGKILL');
  }
  assert.deepEqual(await gone, [null, 'SIGKILL']);

  const killedAtMs = said.at(-1)!.atMs;
  const safe = said.findLast(({ atMs }) => atMs <= killedAtMs - LAST_MS)!.handed;
  const [{ stored, first, last }] = query<Record<'stored' | 'first' | 'last', number>>(
    path,
    'select count(*) as stored, min(seq) as first, max(seq) as last from outcome',
  );
  assert.ok(stored >= safe, `${stored} are stored of ${safe} that must be`);
  assert.deepEqual([first, last], [0, stored - 1], 'none is missing in between');
  assert.deepEqual(query(path, 'pragma integrity_check'), [{ integrity_check: 'ok' }]);

  const { state, finishedAt } = reading(path, (reader) => reader.find('killed'));
  assert.deepEqual([state, finishedAt], ['cut-off', null]);
  const next = await recordRun(path);
  assert.equal(
    reading(path, (reader) => reader.find('last').id),
    next,
    'and takes the next run',
  );
});

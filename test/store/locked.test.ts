import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { Recorder } from '../../src/store/recorder.ts';
import { query } from './query.ts';
import { answers, newDatabase, sampleEnd, sampleRequests, sampleRun } from './samples.ts';

test('another program that writes for longer than SQLite waits by itself does not end the run', async () => {
  const path = newDatabase();
  const recorder = await Recorder.open({ path, run: sampleRun() });
  recorder.requests(sampleRequests(2));
  const other = new Database(path);
  other.exec('begin immediate');
  for (let i = 0; i < 3; i++) recorder.outcomes(answers(i * 100, 100));
  const ended = recorder.end(sampleEnd());
  await sleep(SQLITE_WAITS_MS + 1500);
  other.exec('commit');
  other.close();
  await ended;
  assert.deepEqual(query(path, 'select count(*) as n, (select state from run) as state from outcome'), [
    { n: 300, state: 'finished' },
  ]);
});

test('a reader that does not end does not delay the end of a run', { timeout: 30_000 }, async () => {
  const path = newDatabase();
  const recorder = await Recorder.open({ path, run: sampleRun() });
  recorder.requests(sampleRequests(2));
  recorder.outcomes(answers(0, 100));
  const reader = new Database(path, { readonly: true });
  reader.exec('begin; select * from run');
  await recorder.end(sampleEnd());
  assert.equal(reader.inTransaction, true);
  reader.close();
  assert.deepEqual(query(path, 'select count(*) as n, (select state from run) as state from outcome'), [
    { n: 100, state: 'finished' },
  ]);
});

/** What better-sqlite3 sets unless it is told otherwise. */
const SQLITE_WAITS_MS = 5000;

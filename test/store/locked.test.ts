import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { Recorder } from '../../src/store/recorder.ts';
import { query } from './query.ts';
import { answers, newDatabase, recordRun, sampleEnd, sampleRequests, sampleRun } from './samples.ts';

test('another program that keeps the database locked does not end the run, but is told of', async () => {
  const path = newDatabase();
  const troubles: string[] = [];
  const onTrouble = (text: string) => void troubles.push(text);
  const recorder = await Recorder.open({ path, run: sampleRun(), onTrouble });
  recorder.requests(sampleRequests(2));
  const other = new Database(path);
  other.exec('begin immediate');
  for (let i = 0; i < 3; i++) recorder.outcomes(answers(i * 100, 100));
  const ended = recorder.end(sampleEnd());
  await sleep(A_WHILE_MS + 500);
  other.exec('commit');
  other.close();
  await ended;
  assert.deepEqual(query(path, 'select count(*) as n, (select state from run) as state from outcome'), [
    { n: 300, state: 'finished' },
  ]);
  assert.deepEqual(troubles, [`${path}: another program keeps the database locked; it is waited for`]);
});

test('a run waits for a database that is locked at its start', async () => {
  const path = newDatabase();
  await recordRun(path);
  const other = new Database(path);
  other.exec('begin immediate');
  const opened = Recorder.open({ path, run: sampleRun() });
  await sleep(500);
  other.exec('commit');
  other.close();
  const recorder = await opened;
  await recorder.end(sampleEnd());
  assert.equal(recorder.runId, 2);
});

test('waiting for a database at the start can be given up, and then nothing is stored', async () => {
  const path = newDatabase();
  await recordRun(path);
  const reader = new Database(path, { readonly: true });
  reader.exec('begin; select * from run');
  const giveUp = new AbortController();
  const opened = Recorder.open({ path, run: sampleRun(), signal: giveUp.signal });
  await sleep(200);
  giveUp.abort(new Error('enough'));
  await assert.rejects(opened, /^Error: enough$/);
  reader.close();
  assert.deepEqual(query(path, 'select count(*) as n from run'), [{ n: 1 }]);
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

/** After so long it is told of. */
const A_WHILE_MS = 2000;

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { Recorder } from '../../src/store/recorder.ts';
import { query } from './query.ts';
import { answers, batchOf, newDatabase, reading, sampleEnd, sampleRequests, sampleRun } from './samples.ts';

/** Opens a recorder that may have so much waiting, and a database that another program keeps locked. */
async function lockedOut(backlogBytes?: number) {
  const path = newDatabase();
  const troubles: string[] = [];
  const onTrouble = (text: string) => void troubles.push(text);
  const recorder = await Recorder.open({ path, run: sampleRun(), backlogBytes, onTrouble });
  const other = new Database(path);
  other.exec('begin immediate');
  const release = () => {
    other.exec('commit');
    other.close();
  };
  return { path, recorder, troubles, release };
}

test('what the disk does not take in time is left out beyond a limit, counted, and said', async () => {
  const { path, recorder, troubles, release } = await lockedOut(100_000);
  recorder.requests(sampleRequests(2));
  for (let i = 0; i < 20; i++) recorder.outcomes(answers(i * 500, 500));
  release();
  await until(() => query<{ n: number }>(path, 'select count(*) as n from outcome')[0].n >= 1500);
  await sleep(100);
  recorder.outcomes(answers(10_000, 500));
  await recorder.end(sampleEnd({ notes: ['first'] }));

  const stored = query<{ seq: number }>(path, 'select seq from outcome order by seq').map(({ seq }) => seq);
  assert.ok(stored.length < 10_500 && stored.length >= 2000, `${stored.length} are stored`);
  assert.equal(stored.at(-1), 10_499, 'what came once there was room is stored again');
  const run = reading(path, (reader) => reader.find('last'));
  assert.equal(run.notStored, 10_500 - stored.length);
  assert.equal(run.state, 'finished');
  assert.deepEqual(run.notes, [
    'first',
    `${run.notStored.toLocaleString('en')} outcomes could not be stored: the disk did not keep up. ` +
      'All figures count them; export and the views of single outcomes lack them',
  ]);
  assert.deepEqual(query(path, 'select not_stored from runs'), [{ not_stored: run.notStored }]);
  assert.deepEqual(
    troubles.filter((text) => text.includes('does not keep up')),
    ['the disk does not keep up: outcomes are counted, but not all of them are stored'],
  );
});

test('requests that came while there was no room are entered for the outcomes that come after', async () => {
  const { path, recorder, release } = await lockedOut(50_000);
  const requests = sampleRequests(40);
  for (let i = 0; i < 40; i++) {
    recorder.requests([requests[i]]);
    recorder.outcomes(batchOf(100, { seq: numbers(i * 100, 100), requestId: numbers(i + 1, 100, 0) }));
  }
  release();
  await until(() => query<{ n: number }>(path, 'select count(*) as n from outcome')[0].n > 0);
  await sleep(100);
  recorder.outcomes(batchOf(40, { seq: numbers(10_000, 40), requestId: numbers(1, 40) }));
  await recorder.end(sampleEnd());
  const [{ rows, shown, missing }] = query<Record<'rows' | 'shown' | 'missing', number>>(
    path,
    `select (select count(*) from outcome) as rows, (select count(*) from outcomes) as shown, not_stored as missing from run`,
  );
  assert.ok(missing > 0);
  assert.equal(rows + missing, 4040);
  assert.equal(shown, rows, 'each has its request');
  assert.equal(query(path, 'select count(*) as n from request')[0].n, 40);
});

test('of batches with little in them no more waits than that', async () => {
  const { path, recorder, release } = await lockedOut(2_000_000);
  recorder.requests(sampleRequests(2));
  // As senders make them: together they have room for 13 MB.
  for (let i = 0; i < 60; i++) recorder.outcomes(batchOf(3, { seq: numbers(i * 3, 3) }, 0, 4096));
  release();
  await recorder.end(sampleEnd());
  assert.deepEqual(
    query(path, 'select count(*) as n, (select not_stored from run) as missing from outcome'),
    [{ n: 180, missing: 0 }],
  );
});

function numbers(first: number, count: number, step = 1): number[] {
  return Array.from({ length: count }, (_, i) => first + i * step);
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(20);
}

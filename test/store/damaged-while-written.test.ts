import assert from 'node:assert/strict';
import { closeSync, ftruncateSync, openSync, statSync, writeSync } from 'node:fs';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Recorder } from '../../src/store/recorder.ts';
import { query } from './query.ts';
import { answers, newDatabase, recordRun, sampleEnd, sampleRequests, sampleRun } from './samples.ts';

for (const [sentence, harm] of [
  ['overwritten', (fd, size) => writeSync(fd, junk(size), 0, size, 0)],
  ['damaged beyond its first pages', (fd, size) => writeSync(fd, junk(size), 0, size - 40_960, 40_960)],
  ['cut short', (fd) => ftruncateSync(fd, 50_000)],
  ['emptied', (fd) => ftruncateSync(fd, 0)],
] as const satisfies [string, (fd: number, size: number) => void][]) {
  test(`a database that is ${sentence} while a run is written is said to be damaged`, async () => {
    const path = newDatabase();
    await recordRun(path, { batches: [answers(0, 5000)] });
    const recorder = await Recorder.open({ path, run: sampleRun() });
    recorder.requests(sampleRequests(2));
    recorder.outcomes(answers(0, 500));
    while (query<{ n: number }>(path, 'select count(*) as n from outcome where run_id = 2')[0].n === 0) {
      await sleep(10);
    }
    const fd = openSync(path, 'r+');
    harm(fd, statSync(path).size);
    closeSync(fd);
    recorder.outcomes(answers(500, 500));
    await assert.rejects(recorder.end(sampleEnd()), {
      name: 'ReplayError',
      code: 'store',
      message: `${path}: the database is damaged`,
      hint: /keep it aside/,
    });
  });
}

/** No page of a database is like this. */
function junk(size: number): Buffer {
  return Buffer.alloc(size, 'junk');
}

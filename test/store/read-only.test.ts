import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { test } from 'node:test';
import Database from 'better-sqlite3';
import { Recorder } from '../../src/store/recorder.ts';
import { query } from './query.ts';
import { answers, newDatabase, recordRun, sampleEnd, sampleRequests, sampleRun } from './samples.ts';

const NOBODY = 65_534;

test('a finished database is one file, which can be read where nothing can be written', async () => {
  const path = newDatabase();
  await recordRun(path, { batches: [answers(0, 100)] });
  assert.deepEqual(readdirSync(dirname(path)), ['runs.db']);
  chmodSync(path, 0o444);
  chmodSync(dirname(path), 0o555);
  const read = `const { DatabaseSync } = require('node:sqlite');
    const db = new DatabaseSync(process.argv[1], { readOnly: true });
    console.log(db.prepare('select count(*) as n from outcomes').get().n);`;
  // Nothing is forbidden to root.
  const uid = process.getuid?.() === 0 ? NOBODY : undefined;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', read, path], {
    uid,
    cwd: '/',
    encoding: 'utf8',
  });
  chmodSync(dirname(path), 0o755);
  chmodSync(path, 0o644);
  assert.equal(stdout, '100\n', stderr);
});

test('the next run takes such a file, and one that another still has open', async () => {
  const path = newDatabase();
  await recordRun(path, { batches: [answers(0, 100)] });
  const reader = new Database(path, { readonly: true });
  assert.equal(reader.prepare('select count(*) from run').pluck().get(), 1);
  const recorder = await Recorder.open({ path, run: sampleRun() });
  recorder.requests(sampleRequests(2));
  recorder.outcomes(answers(0, 100));
  await recorder.end(sampleEnd());
  assert.equal(reader.prepare('select count(*) from run').pluck().get(), 2);
  reader.close();
  assert.equal(await recordRun(path), 3);
  assert.deepEqual(readdirSync(dirname(path)), ['runs.db']);
  assert.deepEqual(query(path, 'select count(*) as n from outcome'), [{ n: 200 }]);
});

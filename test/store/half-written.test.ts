import assert from 'node:assert/strict';
import { copyFileSync, existsSync } from 'node:fs';
import { test } from 'node:test';
import Database from 'better-sqlite3';
import { answers, newDatabase, reading, recordRun } from './samples.ts';

test('a database whose writer was killed without a log beside it is put in order by whoever reads it', async () => {
  const [path, left] = [newDatabase(), newDatabase()];
  await recordRun(path, { batches: [answers(0, 500)] });
  const db = new Database(path);
  db.pragma('cache_size = 5');
  db.exec(`begin immediate; create table t (x); delete from outcome`);
  const insert = db.prepare('insert into t values (?)');
  for (let i = 0; i < 300; i++) insert.run('x'.repeat(3000));
  // As they lie there when the process is gone.
  for (const end of ['', '-journal']) copyFileSync(path + end, left + end);
  db.exec('rollback');
  db.close();

  const reader = () => new Database(left, { readonly: true }).prepare('select count(*) from run').get();
  assert.throws(reader, { code: 'SQLITE_READONLY_ROLLBACK' }, 'it is as it was meant to be');
  assert.equal(
    reading(left, (its) => [...its.outcomes(1)].reduce((sum, { count }) => sum + count, 0)),
    500,
  );
  assert.equal(existsSync(`${left}-journal`), false);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MIGRATIONS } from '../../src/store/migrations.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { FIRST_SCHEMA } from './first-schema.ts';
import { execute, query } from './query.ts';
import { newDatabase, reading } from './samples.ts';

/** A database as the first schema has it, with a run of two requests. */
function firstSchema(): string {
  const path = newDatabase();
  execute(
    path,
    `${FIRST_SCHEMA}
    insert into run (id, name, state, started_at, heartbeat_ms, host, pid, target, model, rate_asked, duration_us, format,
        workers, logs, options, versions)
      values (1, 'old', 'finished', '2026-01-31T12:00:00.000Z', 0, 'h', 1, 'http://127.0.0.1:8080', 'open', 10, 1000000,
        'nginx', 1, '[]', '{}', '{}');
    insert into endpoint values (1, 1, 'GET', '/a');
    insert into request values (1, 1, 1, '/a');
    insert into outcome values (1, 0, 0, 5, 100, 200, 0, 200, 7, 0, 1, null, null);
    insert into outcome values (1, 1, 1000000, 5, 100, 200, 0, 503, 7, 0, 1, null, null)`,
  );
  return path;
}

test('a run that an older reprise stored can be read before the database is brought up to date', () => {
  reading(firstSchema(), (reader) => {
    const { name, state, warmupUs, notes, stopped, generator } = reader.find('last');
    assert.deepEqual(
      { name, state, warmupUs, notes, stopped, generator },
      { name: 'old', state: 'finished', warmupUs: 0, notes: [], stopped: null, generator: null },
    );
    assert.equal([...reader.outcomes(1)][0].count, 2);
  });
});

test('bringing it up to date keeps what it holds, and every view shows it', () => {
  const path = firstSchema();
  openDatabase(path).close();
  assert.equal(query(path, 'pragma user_version')[0].user_version, MIGRATIONS.length);
  assert.deepEqual(query(path, 'select seq, status, warmup from outcomes order by seq'), [
    { seq: 0, status: 200, warmup: 0 },
    { seq: 1, status: 503, warmup: 0 },
  ]);
  assert.deepEqual(query(path, 'select planned, status_5xx from endpoints'), [{ planned: 2, status_5xx: 1 }]);
  assert.deepEqual(query(path, 'select second, warmup, planned from timeline order by second'), [
    { second: 0, warmup: 0, planned: 1 },
    { second: 1, warmup: 0, planned: 1 },
  ]);
  assert.deepEqual(query(path, 'select name, state, warmup_s, duration_s from runs'), [
    { name: 'old', state: 'finished', warmup_s: 0, duration_s: 1 },
  ]);
});

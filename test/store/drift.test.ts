import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COMPARISONS } from '../../src/model.ts';
import { MIGRATIONS } from '../../src/store/migrations.ts';
import { execute, query } from './query.ts';
import { batchOf, exportedRows, newDatabase, reading, recordRun, sampleRequests } from './samples.ts';

const index = (name: (typeof COMPARISONS)[number]) => COMPARISONS.indexOf(name);

/** Requests 1 and 2 are endpoint /e1, 3 is /e2. */
const columns = {
  seq: [0, 1, 2, 3, 4],
  dueAtUs: [0, 1000, 2000, 3000, 4000],
  lagUs: [0, 0, 0, 0, 0],
  serviceUs: [2000, 4000, 6000, 1000, 1000],
  requestId: [2, 1, 2, 3, 3],
  endpointId: [1, 1, 1, 2, 2],
  recordedUs: [1000, 3000, 1000, 500, 500],
  recordedStatus: [200, 200, 200, 304, 0],
  status: [500, 200, 500, 200, 200],
  comparison: ['unexplained', 'same', 'unexplained', 'no-conditions', 'none'].map((name) =>
    index(name as (typeof COMPARISONS)[number]),
  ),
};

test('drift tells each change of an endpoint, with its share and its first example, the unexplained first', async () => {
  const path = newDatabase();
  await recordRun(path, { requests: sampleRequests(3), batches: [batchOf(5, columns)] });
  assert.deepEqual(exportedRows(path, 'drift'), [
    {
      ...{ run_id: 1, method: 'GET', endpoint: '/e1', recorded_status: 200, status: 500 },
      ...{ change: 'unexplained', reason: null, requests: 2, share: 2 / 3 },
      ...{ mean_recorded_ms: 1, mean_service_time_ms: 4, first_seq: 0, example: '/e1?2' },
    },
    {
      ...{ run_id: 1, method: 'GET', endpoint: '/e2', recorded_status: 304, status: 200 },
      ...{ change: 'explained', reason: 'no-conditions', requests: 1, share: 1 },
      ...{ mean_recorded_ms: 0.5, mean_service_time_ms: 1, first_seq: 3, example: '/e2?3' },
    },
    {
      ...{ run_id: 1, method: 'GET', endpoint: '/e1', recorded_status: 200, status: 200 },
      ...{ change: 'same', reason: null, requests: 1, share: 1 / 3 },
      ...{ mean_recorded_ms: 3, mean_service_time_ms: 4, first_seq: 1, example: '/e1?1' },
    },
  ]);
});

test('the warm-up is not in it', async () => {
  const path = newDatabase();
  await recordRun(path, {
    run: { warmupUs: 2500 },
    requests: sampleRequests(3),
    batches: [batchOf(5, columns)],
  });
  assert.deepEqual(
    exportedRows(path, 'drift').map(({ first_seq }) => first_seq),
    [3],
  );
});

test('every comparison that an outcome can have is in the database, but none, which is null', async () => {
  const path = newDatabase();
  await recordRun(path, { requests: sampleRequests(3), batches: [batchOf(5, columns)] });
  const rows = query(path, 'select id, change, reason from comparison order by id');
  assert.deepEqual(
    rows.map(({ id }) => id),
    COMPARISONS.map((_, id) => id).slice(1),
  );
  assert.deepEqual(
    rows.map(({ change, reason }) => (change === 'explained' ? reason : change)),
    COMPARISONS.slice(1),
  );
  assert.deepEqual(query(path, 'select seq from outcome where comparison is null'), [{ seq: 4 }]);
});

test('requests are found by their numbers, for examples', async () => {
  const path = newDatabase();
  await recordRun(path, { requests: sampleRequests(3) });
  reading(path, (reader) => {
    assert.deepEqual(reader.requests(1, [3, 99]), [sampleRequests(3)[2]]);
    assert.deepEqual(reader.requests(1, []), []);
  });
});

test('a database of an older reprise is read without it, and says how to have it', async () => {
  const path = newDatabase();
  const before = MIGRATIONS.findIndex((sql) => sql.includes('create table comparison'));
  execute(path, `${MIGRATIONS.slice(0, before).join('')}; pragma user_version = ${before};`);
  execute(
    path,
    `insert into run (state, started_at, heartbeat_ms, host, pid, target, model, format, workers, logs, options, versions)
       values ('finished', '2026-01-31T12:00:00.000Z', 0, 'h', 1, 'http://t', 'open', 'nginx', 1, '[]', '{}', '{}');
     insert into endpoint values (1, 1, 'GET', '/e1');
     insert into request (run_id, id, endpoint_id, target) values (1, 1, 1, '/e1?1');
     insert into outcome values (1, 0, 0, 1, 1, 1, 0, 200, 5, 0, 1, 500, null);`,
  );
  reading(path, (reader) => {
    const [batch] = reader.outcomes(1);
    assert.deepEqual([batch.count, batch.status[0], batch.comparison[0]], [1, 200, 0]);
    assert.throws(() => reader.exported('drift'), { name: 'ReplayError', code: 'store', hint: /replay/ });
  });
});

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { DROP_REASONS, FAILURE_REASONS, NONE, RESULTS } from '../../src/model.ts';
import { Recorder } from '../../src/store/recorder.ts';
import { query } from './query.ts';
import {
  answers,
  batchOf,
  newDatabase,
  reading,
  recordRun,
  rowsOf,
  sampleEnd,
  sampleRequests,
  sampleRun,
} from './samples.ts';

const path = newDatabase();
const result = (name: (typeof RESULTS)[number]) => RESULTS.indexOf(name);

// seq 0 and 1 in the first second, 2 to 4 in the third; requests 1 and 2 are endpoint /e1, 3 is /e2.
const columns = {
  seq: [0, 1, 2, 3, 4],
  dueAtUs: [0, 999_999, 2_000_000, 2_500_000, 2_999_999],
  lagUs: [100, 200, 300, 400, NONE],
  ttfbUs: [1500, 2500, NONE, 3500, NONE],
  serviceUs: [2000, 4000, 5000, 6000, NONE],
  bytes: [10, 20, 0, 40, 0],
  requestId: [1, 2, 1, 3, 3],
  endpointId: [1, 1, 1, 2, 2],
  recordedUs: [1000, NONE, NONE, 2000, NONE],
  recordedStatus: [200, 0, 0, 503, 200],
  status: [200, 404, 0, 503, 0],
  result: [0, 0, result('timeout'), 0, result('overdue')],
};

before(async () => {
  const requests = sampleRequests(3);
  await recordRun(path, { requests, batches: [batchOf(5, columns, 1)] });
  await recordRun(path, {
    run: { name: 'other' },
    requests,
    batches: [answers(0, 3)],
    end: { invalid: ['x'] },
  });
});

test('outcomes tell each request in words and milliseconds, in the order of the plan', () => {
  const rows = rowsOf(path, 'outcomes');
  assert.deepEqual(
    rows.map(({ seq }) => seq),
    [0, 1, 2, 3, 4],
  );
  assert.deepEqual(rows[1], {
    run_id: 1,
    seq: 1,
    due_at: '2026-01-31T12:00:01.000Z',
    due_s: 0.999999,
    method: 'GET',
    target: '/e1?2',
    endpoint: '/e1',
    outcome: 'answered',
    reason: null,
    status: 404,
    response_time_ms: 4.2,
    service_time_ms: 4,
    ttfb_ms: 2.5,
    lag_ms: 0.2,
    bytes: 20,
    recorded_status: null,
    recorded_ms: null,
    worker: 1,
    warmup: 0,
    session_wait_ms: null,
  });
});

test('what a request waited for its session is a part of its response time, and none of its lag', async () => {
  const own = newDatabase();
  const batch = batchOf(2, {
    seq: [0, 1],
    lagUs: [200, 100],
    serviceUs: [4000, 1000],
    sessionWaitUs: [0, 2500],
  });
  const runId = await recordRun(own, { batches: [batch] });
  assert.deepEqual(
    rowsOf(own, 'outcomes', runId).map((row) => [row.response_time_ms, row.lag_ms, row.session_wait_ms]),
    [
      [4.2, 0.2, null],
      [3.6, 0.1, 2.5],
    ],
  );
  assert.equal(rowsOf(own, 'timeline', runId)[0].max_response_time_ms, 4.2);
  const cells = reading(own, (reader) => [...reader.outcomes(runId)][0]!.sessionWaitUs);
  assert.deepEqual([...cells], [0, 2500]);
});

test('outcomes tell why a request failed or was dropped, and times only where there are any', () => {
  const [, , failed, , dropped] = rowsOf(path, 'outcomes');
  const { outcome, reason, status, response_time_ms, ttfb_ms } = failed;
  assert.deepEqual(
    [outcome, reason, status, response_time_ms, ttfb_ms],
    ['failed', 'timeout', null, 5.3, null],
  );
  assert.deepEqual([dropped.outcome, dropped.reason], ['dropped', 'overdue']);
  assert.deepEqual([dropped.response_time_ms, dropped.service_time_ms, dropped.lag_ms], [null, null, null]);
});

test('endpoints add up the outcomes of each', () => {
  assert.deepEqual(rowsOf(path, 'endpoints'), [
    {
      run_id: 1,
      method: 'GET',
      endpoint: '/e1',
      ...{ planned: 3, answered: 2, failed: 1, dropped: 0 },
      ...{ status_2xx: 1, status_3xx: 0, status_4xx: 1, status_5xx: 0 },
      mean_response_time_ms: 3.1500000000000004,
      max_response_time_ms: 4.2,
      bytes: 30,
    },
    {
      run_id: 1,
      method: 'GET',
      endpoint: '/e2',
      ...{ planned: 2, answered: 1, failed: 0, dropped: 1 },
      ...{ status_2xx: 0, status_3xx: 0, status_4xx: 0, status_5xx: 1 },
      mean_response_time_ms: 6.4,
      max_response_time_ms: 6.4,
      bytes: 40,
    },
  ]);
});

test('the timeline adds up the outcomes of each second in which any was due', () => {
  assert.deepEqual(rowsOf(path, 'timeline'), [
    {
      run_id: 1,
      second: 0,
      ...{ planned: 2, answered: 2, failed: 0, dropped: 0 },
      ...{ status_2xx: 1, status_3xx: 0, status_4xx: 1, status_5xx: 0 },
      mean_response_time_ms: 3.1500000000000004,
      max_response_time_ms: 4.2,
      max_lag_ms: 0.2,
      bytes: 30,
      warmup: 0,
    },
    {
      run_id: 1,
      second: 2,
      ...{ planned: 3, answered: 1, failed: 1, dropped: 1 },
      ...{ status_2xx: 0, status_3xx: 0, status_4xx: 0, status_5xx: 1 },
      mean_response_time_ms: 6.4,
      max_response_time_ms: 6.4,
      max_lag_ms: 0.4,
      bytes: 40,
      warmup: 0,
    },
  ]);
});

test('where nothing is counted there is a zero, not a gap', async () => {
  const own = newDatabase();
  await recordRun(own, {
    batches: [batchOf(1, { seq: [0], result: [result('reset')], serviceUs: [5], lagUs: [1] })],
  });
  const [endpoint] = rowsOf(own, 'endpoints');
  const [second] = rowsOf(own, 'timeline');
  for (const row of [endpoint, second]) {
    const { status_2xx, status_3xx, status_4xx, status_5xx, mean_response_time_ms } = row;
    assert.deepEqual(
      [status_2xx, status_3xx, status_4xx, status_5xx, mean_response_time_ms],
      [0, 0, 0, 0, null],
    );
  }
});

test('runs tells all runs, and whether their figures can be trusted', () => {
  const [first, second] = query(path, 'select * from runs order by run_id');
  const { finished_at, ...rest } = first;
  assert.equal(typeof finished_at, 'string');
  assert.deepEqual(rest, {
    run_id: 1,
    name: null,
    state: 'finished',
    started_at: '2026-01-31T12:00:00.000Z',
    target: 'http://127.0.0.1:8080',
    model: 'open',
    rate_asked: 100,
    warmup_s: 0,
    duration_s: 10,
    format: 'nginx',
    workers: 2,
    valid: 1,
    checks_failed: 0,
    not_stored: 0,
    pruned_at: null,
  });
  assert.deepEqual([second.name, second.valid], ['other', 0]);
});

test('a table holds the rows of its run alone', () => {
  assert.equal(rowsOf(path, 'outcomes', 2).length, 3);
  assert.equal(rowsOf(path, 'outcomes', 3).length, 0);
  assert.deepEqual(rowsOf(path, 'skipped', 1), []);
});

test('every result that an outcome can have is in the database, with its kind', () => {
  const rows = query(path, 'select id, kind, reason from result order by id');
  assert.deepEqual(
    rows.map(({ reason, id }) => reason ?? RESULTS[id as number]),
    [...RESULTS],
  );
  const kindOf = (name: (typeof RESULTS)[number]) => rows[result(name)].kind;
  assert.deepEqual(
    (
      [
        'answered',
        'timeout',
        'no-socket',
        'in-flight-cap',
        'overdue',
        'ttfb-timeout',
        'session-overdue',
      ] as const
    ).map(kindOf),
    ['answered', 'failed', 'failed', 'dropped', 'dropped', 'failed', 'dropped'],
  );
});

test('the number of a result never changes: older databases hold them', () => {
  assert.deepEqual(
    (
      [
        'answered',
        'timeout',
        'protocol',
        'no-socket',
        'in-flight-cap',
        'overdue',
        'ttfb-timeout',
        'session-overdue',
      ] as const
    ).map((name) => RESULTS.indexOf(name)),
    [0, 1, 7, 10, 11, 12, 13, 17],
  );
  assert.deepEqual([...RESULTS].sort(), ['answered', ...FAILURE_REASONS, ...DROP_REASONS].sort());
});

test('what is due counts from when the sending began, where that is known', async () => {
  const own = newDatabase();
  const recorder = await Recorder.open({ path: own, run: sampleRun() });
  recorder.requests(sampleRequests(1));
  recorder.sendingStarted(new Date('2026-01-31T12:00:02.345Z'));
  recorder.outcomes(batchOf(1, { seq: [0], dueAtUs: [1_000_000] }));
  await recorder.end(sampleEnd());
  assert.equal(rowsOf(own, 'outcomes')[0].due_at, '2026-01-31T12:00:03.345Z');
});

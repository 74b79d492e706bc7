import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { NONE, type OutcomeBatch, RESULTS, type SkipCount } from '../../src/model.ts';
import { Recorder } from '../../src/store/recorder.ts';
import { query } from './query.ts';
import {
  answers,
  batchOf,
  newDatabase,
  reading,
  recordRun,
  sampleEnd,
  sampleRequests,
  sampleRun,
} from './samples.ts';

const COLUMNS = [
  ...(['seq', 'dueAtUs', 'lagUs', 'ttfbUs', 'serviceUs', 'bytes', 'requestId', 'endpointId'] as const),
  ...(['recordedUs', 'recordedStatus', 'status', 'result'] as const),
];

/** All outcomes of a run as one list for each column. */
function columnsOf(batches: Iterable<OutcomeBatch>): Record<string, number[]> {
  const columns: Record<string, number[]> = Object.fromEntries(COLUMNS.map((name) => [name, []]));
  for (const batch of batches) {
    for (const name of COLUMNS) columns[name].push(...batch[name].subarray(0, batch.count));
  }
  return columns;
}

const readColumns = (path: string, runId: number) =>
  reading(path, (reader) => columnsOf(reader.outcomes(runId)));

test('every outcome reads back as it was handed over, also at the edges of what a column holds', async () => {
  const path = newDatabase();
  const count = RESULTS.length;
  const most = 2 ** 32 - 2;
  const written = {
    seq: RESULTS.map((_, i) => i),
    dueAtUs: RESULTS.map((_, i) => i * 1e12),
    lagUs: RESULTS.map((_, i) => [0, 1, most, NONE][i % 4]),
    ttfbUs: RESULTS.map((_, i) => [NONE, 0, most][i % 3]),
    serviceUs: RESULTS.map((_, i) => [most, NONE, 0, 7][i % 4]),
    bytes: RESULTS.map((_, i) => [0, 1, 5e12][i % 3]),
    requestId: RESULTS.map((_, i) => (i % 4) + 1),
    endpointId: RESULTS.map((_, i) => Math.floor((i % 4) / 2) + 1),
    recordedUs: RESULTS.map((_, i) => [NONE, 0, most][i % 3]),
    recordedStatus: RESULTS.map((_, i) => [0, 200, 999][i % 3]),
    status: RESULTS.map((_, i) => [0, 100, 599, 65_535][i % 4]),
    result: RESULTS.map((_, i) => i),
  };
  const runId = await recordRun(path, { requests: sampleRequests(4), batches: [batchOf(count, written, 3)] });
  assert.deepEqual(readColumns(path, runId), written);
  assert.deepEqual(query(path, 'select distinct worker from outcome'), [{ worker: 3 }]);
});

test('what is not there is null in the database, and zero is zero', async () => {
  const path = newDatabase();
  const columns = {
    seq: [0, 1],
    lagUs: [NONE, 0],
    ttfbUs: [NONE, 0],
    serviceUs: [NONE, 0],
    recordedUs: [NONE, 0],
  };
  await recordRun(path, {
    batches: [batchOf(2, { ...columns, status: [0, 200], recordedStatus: [0, 404] })],
  });
  assert.deepEqual(
    query(
      path,
      'select lag_us, ttfb_us, service_us, recorded_us, status, recorded_status from outcome order by seq',
    ),
    [
      {
        lag_us: null,
        ttfb_us: null,
        service_us: null,
        recorded_us: null,
        status: null,
        recorded_status: null,
      },
      { lag_us: 0, ttfb_us: 0, service_us: 0, recorded_us: 0, status: 200, recorded_status: 404 },
    ],
  );
});

test('outcomes of any number of batches, of any size, come back in the order of the plan', async () => {
  const path = newDatabase();
  const sizes = [1, 31, 32, 33, 64, 5000, 0, 7];
  const starts = sizes.map((_, i) => sizes.slice(0, i).reduce((sum, size) => sum + size, 0));
  const batches = sizes.map((size, i) => answers(starts[i], size)).reverse();
  const runId = await recordRun(path, { batches });
  const { seq, status } = readColumns(path, runId);
  assert.deepEqual(
    seq,
    Array.from({ length: 5168 }, (_, i) => i),
  );
  assert.deepEqual(new Set(status), new Set([200]));
});

test('of a batch that is not full only what is in it is stored', async () => {
  const path = newDatabase();
  const runId = await recordRun(path, { batches: [batchOf(3, { seq: [0, 1, 2] }, 0, 1024)] });
  assert.deepEqual(readColumns(path, runId).seq, [0, 1, 2]);
});

test('a run reads back with all that was known of it at its start and at its end', async () => {
  const path = newDatabase();
  const skipped: SkipCount[] = [
    { reason: 'method', count: 7, example: { file: 'a.log', number: 3, text: 'POST /é "x"' } },
    { reason: 'connect', count: 2, example: { file: '-', number: 1, text: '' } },
  ];
  const run = sampleRun({ name: 'nightly', model: 'closed', rateAsked: null, durationUs: null });
  const known = {
    state: 'interrupted',
    rateAsked: 12.5,
    invalid: ['nothing was answered'],
    notes: ['late'],
    stopped: null,
    checks: [{ check: 'p99<1s', passed: true, unit: 'us', actual: 9, limit: 1e6, samples: 3, why: null }],
    generator: {
      senders: [{ worker: 0, busy: 0.25, loopDelayP99Us: 1100, loopDelayMaxUs: null, handedLateUs: 7 }],
      findings: ['sender 0 was busy'],
    },
    transport: {
      protocol: 'HTTP/2',
      addresses: [{ address: '::1', opened: 3, refused: 1 }],
      redirectsFollowed: 0,
    },
    clientReasons: [
      { client: './é.ts', hook: 'judge', result: 'judged', text: 'no "total"', count: 2, firstSeq: 7 },
    ],
    sessions: { begun: 5, forgottenIdle: 1, forgottenForRoom: 2, cookies: 9, cookiesRefused: 3 },
  } as const;
  const end = sampleEnd({ ...known, lines: 99, skipped });
  const runId = await recordRun(path, { run, end, requests: sampleRequests(4) });
  reading(path, (reader) => {
    const { finishedAt, ...stored } = reader.find(String(runId));
    assert.deepEqual(stored, {
      ...run,
      id: runId,
      ...known,
      comparison: null,
      repetition: null,
      notStored: 0,
      prunedAt: null,
    });
    assert.equal(new Date(finishedAt!).toISOString(), finishedAt);
    assert.equal(reader.lines(runId), 99);
    assert.deepEqual(reader.skipped(runId), skipped);
    assert.deepEqual(reader.summary(runId), end.summary);
    assert.deepEqual(reader.endpoints(runId), [
      { id: 1, method: 'GET', path: '/e1' },
      { id: 2, method: 'GET', path: '/e2' },
    ]);
  });
});

test('a run that goes on is read with what it has stored so far', async () => {
  const path = newDatabase();
  const recorder = await Recorder.open({ path, run: sampleRun() });
  recorder.requests(sampleRequests(2));
  recorder.outcomes(answers(0, 100));
  while (readColumns(path, recorder.runId).seq.length < 100) await new Promise(setImmediate);
  reading(path, (reader) => {
    const { state, finishedAt } = reader.find('last');
    assert.deepEqual([state, finishedAt], ['running', null]);
    assert.equal(reader.summary(recorder.runId), null);
    assert.equal(reader.lines(recorder.runId), null);
  });
  await recorder.end(sampleEnd());
  assert.equal(
    reading(path, (reader) => reader.find('last').state),
    'finished',
  );
});

test('a batch that was handed over is the recorder’s', async () => {
  const recorder = await Recorder.open({ path: newDatabase(), run: sampleRun() });
  recorder.requests(sampleRequests(2));
  const batch = answers(0, 10);
  recorder.outcomes(batch);
  assert.equal(batch.seq.length, 0);
  await recorder.end(sampleEnd());
});

test('a run that has ended leaves one sound file and nothing beside it', async () => {
  const path = newDatabase();
  await recordRun(path, { batches: [answers(0, 1000)] });
  assert.deepEqual([existsSync(`${path}-wal`), existsSync(`${path}-shm`)], [false, false]);
  assert.deepEqual(query(path, 'pragma integrity_check'), [{ integrity_check: 'ok' }]);
  assert.deepEqual(query(path, 'pragma foreign_key_check'), []);
});

test('two runs at once in one file do not disturb each other', async () => {
  const path = newDatabase();
  await recordRun(path);
  const recorders = await Promise.all(
    ['a', 'b'].map((name) => Recorder.open({ path, run: sampleRun({ name }) })),
  );
  for (const recorder of recorders) recorder.requests(sampleRequests(2));
  for (let page = 0; page < 50; page++) {
    for (const recorder of recorders) recorder.outcomes(answers(page * 500, 500));
    await new Promise(setImmediate);
  }
  await Promise.all(recorders.map((recorder) => recorder.end(sampleEnd())));
  for (const { runId } of recorders) {
    const { seq } = readColumns(path, runId);
    assert.deepEqual([seq.length, seq[0], seq.at(-1)], [25_000, 0, 24_999]);
  }
  assert.deepEqual(query(path, 'pragma integrity_check'), [{ integrity_check: 'ok' }]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Percentiles } from '../../src/model.ts';
import { Accumulator } from '../../src/summarize/accumulator.ts';
import { batchOf, dropped, type OneOutcome } from './outcomes.ts';

const NOTHING: Percentiles = {
  count: 0,
  mean: null,
  p50: null,
  p90: null,
  p95: null,
  p99: null,
  p999: null,
  max: null,
};

function accumulate(...batches: (readonly OneOutcome[])[]): Accumulator {
  const accumulator = new Accumulator();
  for (const outcomes of batches) accumulator.add(batchOf(outcomes));
  return accumulator;
}

const summarize = (...outcomes: OneOutcome[]) => accumulate(outcomes).summary();

test('of nothing there is nothing to say', () => {
  assert.deepEqual(new Accumulator().summary(), {
    planned: 0,
    answered: 0,
    failed: 0,
    dropped: 0,
    sent: 0,
    bytes: 0,
    warmup: 0,
    statuses: [],
    failures: [],
    drops: [],
    sendingUs: 0,
    responseTimeUs: NOTHING,
    serviceTimeUs: NOTHING,
    ttfbUs: NOTHING,
    lagUs: NOTHING,
    sessionWaitUs: NOTHING,
    endpoints: [],
    drift: {
      compared: 0,
      same: 0,
      unexplained: 0,
      explained: [],
      noise: 0,
      notCompared: { noStatus: 0, failed: 0, dropped: 0 },
      cells: [],
      inNoCell: 0,
      durations: { recordedUs: NOTHING, replayedUs: NOTHING, endpoints: [] },
    },
    samples: { slowest: [], bad: [] },
  });
});

test('planned is what was answered, failed or dropped, each told by its reason, most first', () => {
  const {
    planned,
    answered,
    failed,
    dropped: drops,
    sent,
    ...rest
  } = summarize(
    {},
    { result: 'reset' },
    { result: 'timeout' },
    { result: 'timeout' },
    { result: 'connect-refused' },
    dropped('in-flight-cap'),
    dropped('overdue'),
    dropped('overdue'),
  );
  assert.deepEqual(
    { planned, answered, failed, drops, sent },
    { planned: 8, answered: 1, failed: 4, drops: 3, sent: 5 },
  );
  assert.deepEqual(rest.failures[0], ['timeout', 2]);
  assert.deepEqual(
    new Map(rest.failures),
    new Map([
      ['timeout', 2],
      ['connect-refused', 1],
      ['reset', 1],
    ] as const),
  );
  assert.deepEqual(rest.drops, [
    ['overdue', 2],
    ['in-flight-cap', 1],
  ]);
});

test('statuses are counted each for itself, ascending; beyond 999 they count as 999', () => {
  const statuses = [503, 200, 404, 200, 100, 999, 1000, 65_535, 599];
  assert.deepEqual(summarize(...statuses.map((status) => ({ status }))).statuses, [
    [100, 1],
    [200, 2],
    [404, 1],
    [503, 1],
    [599, 1],
    [999, 3],
  ]);
});

test('answers are counted by class for the live line', () => {
  const { statusClasses, ...books } = accumulate([
    { status: 200 },
    { status: 204 },
    { status: 404 },
    { result: 'reset' },
    dropped('overdue'),
  ]).counts();
  assert.deepEqual(statusClasses, { '2xx': 2, '4xx': 1 });
  assert.deepEqual(books, { planned: 5, answered: 3, failed: 1, dropped: 1 });
});

test('response time is lag and service time together', () => {
  const summary = summarize({ lagUs: 300, serviceUs: 500, ttfbUs: 400 });
  const maxima = [summary.lagUs, summary.serviceTimeUs, summary.ttfbUs, summary.responseTimeUs].map(
    ({ max }) => max,
  );
  assert.deepEqual(maxima, [300, 500, 400, 800]);
});

for (const [result, counts] of [
  ['timeout', true],
  ['connect-timeout', true],
  ['reset', false],
  ['connect-refused', false],
  ['dns', false],
  ['tls', false],
  ['protocol', false],
  ['aborted', false],
  ['unreachable', false],
  ['no-socket', false],
] as const) {
  test(`the time of ${result} ${counts ? 'counts' : 'does not count'} as response time; its lag counts`, () => {
    const summary = summarize({ result, lagUs: 10, serviceUs: 1000 });
    assert.equal(summary.responseTimeUs.count, counts ? 1 : 0);
    assert.equal(summary.responseTimeUs.max, counts ? 1010 : null);
    assert.equal(summary.serviceTimeUs.count, counts ? 1 : 0);
    assert.equal(summary.endpoints[0].responseTimeUs.count, counts ? 1 : 0);
    assert.equal(summary.lagUs.max, 10);
    assert.equal(summary.ttfbUs.count, 0);
  });
}

test('what was dropped has no times at all', () => {
  const summary = summarize(dropped('overdue', { dueAtUs: 9e6, bytes: 7 }), dropped('in-flight-cap'));
  assert.deepEqual(summary.lagUs, NOTHING);
  assert.deepEqual(summary.responseTimeUs, NOTHING);
  assert.deepEqual(summary.serviceTimeUs, NOTHING);
  assert.deepEqual([summary.sent, summary.bytes, summary.sendingUs], [0, 0, 0]);
});

test('sending lasted until the last request was sent, or as long as was planned', () => {
  const outcomes = [
    { dueAtUs: 5e6, lagUs: 100 },
    { dueAtUs: 1e6, lagUs: 900 },
  ];
  assert.equal(accumulate(outcomes).summary().sendingUs, 5_000_100);
  assert.equal(accumulate(outcomes).summary(4e6).sendingUs, 5_000_100);
  assert.equal(accumulate(outcomes).summary(6e6).sendingUs, 6e6);
});

test('bytes are added up beyond what 32 bits hold', () => {
  assert.equal(summarize({ bytes: 4e9 }, { bytes: 5e9 }, { result: 'reset', bytes: 1 }).bytes, 9e9 + 1);
});

test('each endpoint has its own books; failed, dropped and 5xx are bad', () => {
  const { endpoints } = summarize(
    { endpointId: 2, serviceUs: 100 },
    { endpointId: 2, status: 500, serviceUs: 300 },
    { endpointId: 2, status: 499, serviceUs: 200 },
    { endpointId: 7, result: 'reset' },
    dropped('overdue', { endpointId: 7 }),
  );
  assert.deepEqual(
    endpoints.map(({ responseTimeUs: { max }, ...books }) => ({ ...books, max })),
    [
      { endpointId: 2, planned: 3, answered: 3, bad: 1, max: 300 },
      { endpointId: 7, planned: 2, answered: 0, bad: 2, max: null },
    ],
  );
});

test('outcomes of several batches add up as those of one', () => {
  const outcomes = Array.from({ length: 1000 }, (_, i) => ({
    seq: i,
    serviceUs: (i * 7919) % 100_000,
    status: 200 + (i % 3),
    endpointId: i % 5,
  }));
  assert.deepEqual(
    accumulate(outcomes.slice(0, 400), [], outcomes.slice(400)).summary(),
    accumulate(outcomes).summary(),
  );
});

test('of a batch only as many outcomes count as it says', () => {
  const accumulator = new Accumulator();
  accumulator.add({ ...batchOf([{}, {}, {}]), count: 2 });
  assert.equal(accumulator.summary().planned, 2);
});

test('what is due in the warm-up is counted and nothing else; the time of sending begins after it', () => {
  const accumulator = new Accumulator(2_000_000);
  accumulator.add(
    batchOf([
      { dueAtUs: 0, serviceUs: 999, status: 500, bytes: 7 },
      { dueAtUs: 1_999_999, result: 'timeout', serviceUs: 5_000_000 },
      { dueAtUs: 2_000_000, serviceUs: 10, bytes: 1 },
    ]),
  );
  const { warmup, planned, failed, bytes, statuses, responseTimeUs, sendingUs } =
    accumulator.summary(5_000_000);
  assert.deepEqual(
    { warmup, planned, failed, bytes, statuses },
    { warmup: 2, planned: 1, failed: 0, bytes: 1, statuses: [[200, 1]] },
  );
  assert.deepEqual([responseTimeUs.count, responseTimeUs.max, sendingUs], [1, 10, 3_000_000]);
  assert.equal(accumulator.counts().planned, 1);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Accumulator } from '../../src/summarize/accumulator.ts';
import { figuresOfRun } from '../../src/summarize/figures.ts';
import { query } from './query.ts';
import { answers, newDatabase, reading, recordRun } from './samples.ts';

function accumulated(count: number): Accumulator {
  const accumulator = new Accumulator();
  accumulator.add(answers(0, count));
  return accumulator;
}

async function recorded(accumulator: Accumulator): Promise<string> {
  const path = newDatabase();
  const end = { tallies: accumulator.tallies(), intervals: accumulator.intervals() };
  await recordRun(path, { batches: [answers(0, 1500)], end });
  return path;
}

test('what a run came to is read back as it was stored', async () => {
  const accumulator = accumulated(1500);
  const { tallies, intervals } = reading(await recorded(accumulator), (reader) => reader.tallies(1));
  assert.deepEqual(tallies, accumulator.tallies());
  assert.deepEqual(intervals, accumulator.intervals());
  const response = figuresOfRun(tallies).times('response')!;
  assert.deepEqual([response.totalCount, response.getValueAtPercentile(99)], [1500, 310]);
});

test('the views show it in milliseconds, also without the outcomes', async () => {
  const path = await recorded(accumulated(1500));
  assert.deepEqual(query(path, "select * from percentiles where measure = 'lag' order by endpoint"), [
    ...[
      { method: null, endpoint: null },
      { method: 'GET', endpoint: '/e1' },
    ].map((of) => ({
      run_id: 1,
      ...of,
      measure: 'lag',
      count: 1500,
      mean_ms: 0.01,
      p50_ms: 0.01,
      p90_ms: 0.01,
      p95_ms: 0.01,
      p99_ms: 0.01,
      p99_9_ms: 0.01,
      max_ms: 0.01,
    })),
  ]);
  assert.deepEqual(query(path, 'select method, endpoint, outcome, status, requests from tallies'), [
    { method: 'GET', endpoint: '/e1', outcome: 'answered', status: 200, requests: 1500 },
  ]);
  const columns = 'start_s, length_s, planned, sent, status_2xx, in_flight, response_time_p99_ms';
  assert.deepEqual(query(path, `select ${columns} from intervals`), [
    {
      start_s: 0,
      length_s: 1,
      planned: 1000,
      sent: 1000,
      status_2xx: 1000,
      in_flight: 0,
      response_time_p99_ms: 0.31,
    },
    {
      start_s: 1,
      length_s: 1,
      planned: 500,
      sent: 500,
      status_2xx: 500,
      in_flight: 0,
      response_time_p99_ms: 0.31,
    },
  ]);
});

test('of a run that was not summed up there is nothing', async () => {
  const path = newDatabase();
  await recordRun(path);
  assert.deepEqual(
    reading(path, (reader) => reader.tallies(1)),
    { tallies: [], intervals: [] },
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toJson } from '../../src/view/to-json.ts';
import { emptyReport, sampleReport, sampleRun } from './samples.ts';

/** As a machine gets it. */
const parsed = (report = sampleReport()) => JSON.parse(JSON.stringify(toJson(report)));

test('how hard the senders worked is told for machines, in milliseconds', () => {
  const senders = [
    { worker: 0, busy: 0.9712, loopDelayP99Us: 12_345, loopDelayMaxUs: null, handedLateUs: 0 },
  ];
  const { generator } = parsed(
    sampleReport({ run: sampleRun({ generator: { senders, findings: ['it was late'] } }) }),
  );
  assert.deepEqual(generator, {
    findings: ['it was late'],
    senders: [
      { worker: 0, busy_share: 0.971, loop_delay_p99_ms: 12.345, loop_delay_max_ms: null, handed_late_ms: 0 },
    ],
  });
  assert.equal(parsed().generator, null);
});

test('the summary for machines has stable keys with units in their names', () => {
  const json = parsed();
  assert.deepEqual(Object.keys(json), [
    'run',
    'generator',
    'transport',
    'client_reasons',
    'sessions',
    'database',
    'warmup',
    'planned',
    'answered',
    'failed',
    'dropped',
    'sent',
    'statuses',
    'failures',
    'drops',
    'rate_asked_per_s',
    'rate_made_per_s',
    'bytes_received',
    'sending_s',
    'response_time_ms',
    'service_time_ms',
    'ttfb_ms',
    'lag_ms',
    'session_wait_ms',
    'drift',
    'endpoints',
    'lines',
    'skipped',
  ]);
  assert.deepEqual(json.response_time_ms, {
    count: 990,
    mean: 1.481,
    p50: 1.234,
    p90: 2.468,
    p95: 3.702,
    p99: 6.17,
    p99_9: 9.872,
    max: 16.042,
  });
  assert.deepEqual(json.statuses, { 200: 900, 301: 20, 404: 60, 500: 10 });
  assert.equal(json.run.duration_s, 10);
  assert.equal(json.run.valid, true);
  assert.equal(json.planned, json.answered + json.failed + json.dropped);
  assert.equal(json.endpoints.length, 12);
  assert.deepEqual(json.skipped[1], { reason: 'method', count: 40, first_file: 'access.log', first_line: 3 });
});

test('every key is snake_case, and reasons are as they are stored', () => {
  const { statuses: _statuses, drops: _drops, failures: _failures, run, ...rest } = parsed();
  const { options: _options, versions: _versions, ...ofRun } = run;
  for (const key of keysOf({ ...rest, run: ofRun })) assert.match(key, /^[a-z][a-z0-9_]*$/);
});

test('what was not measured is null, and the keys are there all the same', () => {
  const json = parsed(emptyReport());
  assert.deepEqual([...keysOf(json.lag_ms)], [...keysOf(parsed().lag_ms)]);
  assert.equal(json.lag_ms.p99, null);
  assert.equal(json.rate_made_per_s, 0);
  assert.equal(json.sending_s, null);
});

function* keysOf(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (!Array.isArray(value)) yield key;
    yield* keysOf(inner);
  }
}

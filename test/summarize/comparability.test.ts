import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Run } from '../../src/model.ts';
import { comparability } from '../../src/summarize/comparability.ts';
import { sampleRun } from '../view/samples.ts';

const LOG = { path: 'access.log', bytes: 1000, sha256FirstMiB: 'ab' };

const run = (id: number, changes: Partial<Run> = {}): Run =>
  sampleRun({ id, logs: [LOG], durationUs: 60_000_000, options: { methods: ['GET'], seed: 1 }, ...changes });

test('two runs of one log with the same settings are comparable, and there is nothing to know', () => {
  assert.deepEqual(comparability([run(1), run(2, { name: 'other', logs: [{ ...LOG, path: 'copy.log' }] })]), {
    notComparable: [],
    warnings: [],
  });
});

for (const [what, changes, reason] of [
  [
    'a closed model and an open one',
    { model: 'closed', rateAsked: null },
    'run 2 was a closed model, in which a slow target is sent less; run 1 was an open one',
  ],
  ['another log', { logs: [{ ...LOG, sha256FirstMiB: 'cd' }] }, 'runs 1 and 2 replayed different logs'],
  ['a longer log', { logs: [LOG, LOG] }, 'runs 1 and 2 replayed different logs'],
  [
    'a log that was followed',
    { options: { methods: ['GET'], seed: 1, follow: true } },
    'run 2 followed a log as it grew: no other run has its requests',
  ],
] as const) {
  test(`${what} cannot be compared`, () => {
    assert.deepEqual(comparability([run(1), run(2, changes)]).notComparable, [reason]);
  });
}

for (const [what, changes, warning] of [
  ['another rate', { rateAsked: 200 }, 'rate: run 1 had 100/s, run 2 200/s'],
  ['no rate', { rateAsked: null }, 'rate: run 1 had 100/s, run 2 none'],
  ['another duration', { durationUs: null }, 'duration: run 1 had 60 s, run 2 the log once'],
  ['another warm-up', { warmupUs: 5_000_000 }, 'warm-up: run 1 had 0 s, run 2 5 s'],
  ['other workers', { workers: 4 }, 'workers: run 1 had 2, run 2 4'],
  ['another format', { format: 'json' }, 'format: run 1 had nginx, run 2 json'],
  ['another target', { target: 'http://b' }, 'target: run 1 had http://127.0.0.1:8080, run 2 http://b'],
  [
    'other filters',
    { options: { methods: ['GET'], seed: 1, include: ['^/shop'] } },
    'include: run 1 had null, run 2 ["^/shop"]',
  ],
  [
    'long options',
    { options: { methods: ['GET'], seed: 1, include: ['x'.repeat(200)] } },
    'include: runs 1 and 2 had different ones',
  ],
  ['another version', { versions: { reprise: '0.2.0' } }, 'reprise: run 1 had 0.1.0, run 2 0.2.0'],
  ['figures that are not valid', { invalid: ['it was late'] }, 'run 2 is not valid: it was late'],
  [
    'an early end',
    { state: 'stopped', stopped: { condition: '5xx>20% for 5s', firstSecond: 3, lastSecond: 8, share: 0.5 } },
    'run 2 was stopped early by 5xx>20% for 5s',
  ],
  ['an interruption', { state: 'interrupted' }, 'run 2 was interrupted'],
  ['a run that goes on', { state: 'running' }, 'run 2 still goes on'],
  [
    'a generator that was held up',
    { generator: { senders: [], findings: ['sender 0 was held up'] } },
    'run 2: sender 0 was held up',
  ],
  [
    'a log of which nobody can tell',
    { logs: [{ path: '-' }] },
    'nobody can tell whether runs 1 and 2 replayed the same log: it came from standard input or a pipe',
  ],
] as const) {
  test(`${what} is told, and no hindrance`, () => {
    const { notComparable, warnings } = comparability([run(1), run(2, changes)]);
    assert.deepEqual({ notComparable, warnings }, { notComparable: [], warnings: [warning] });
  });
}

test('a rate that only came out a little otherwise is the same rate', () => {
  assert.deepEqual(comparability([run(1), run(2, { rateAsked: 100.2 })]).warnings, []);
});

test('of several runs each is held against the first', () => {
  const { notComparable, warnings } = comparability([
    run(1),
    run(2, { workers: 4 }),
    run(3, { model: 'closed' }),
    run(4, { workers: 4 }),
  ]);
  assert.equal(notComparable.length, 1);
  assert.deepEqual(warnings, ['workers: run 1 had 2, run 2 4', 'workers: run 1 had 2, run 4 4']);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderHistory } from '../../src/view/render-history.ts';
import { sampleRun } from './samples.ts';

const finished = {
  run: sampleRun(),
  planned: 1000,
  answered: 990,
  failed: 8,
  dropped: 2,
  p99Us: 4560,
  compared: 0,
  unexplained: 0,
};
const cutOff = {
  run: sampleRun({
    id: 12,
    name: null,
    state: 'cut-off',
    finishedAt: null,
    model: 'closed',
    rateAsked: null,
    invalid: ['no answers'],
  }),
  planned: 0,
  answered: 0,
  failed: 0,
  dropped: 0,
  p99Us: null,
  compared: 0,
  unexplained: 0,
};

test('each run has one line, in aligned columns', () => {
  const [header, first, second, end] = renderHistory([finished, cutOff], { width: 140, color: false }).split(
    '\n',
  );
  assert.deepEqual(header!.trim().split(/ {2,}/), [
    'run',
    'started',
    'name',
    'verdict',
    'target',
    'rate',
    'duration',
    'planned',
    'unanswered',
    'unexplained',
    'p99',
  ]);
  assert.match(
    first!,
    /^ {2}7 {2}2026-07-\d\d \d\d:\d\d:\d\d {2}baseline {2}finished {2,}http:\/\/127\.0\.0\.1:8080 /,
  );
  assert.match(first!, / 100\/s +10\.4 s +1,000 +1\.0% +- +4\.56 ms$/);
  assert.match(second!, /^ 12 .* cut off .* max +- +0 +- +- +-$/);
  assert.equal(first!.length, header!.length);
  assert.equal(second!.length, header!.length);
  assert.equal(end, '');
});

test('a narrow screen keeps the run, its state and its p99', () => {
  const [header] = renderHistory([finished, cutOff], { width: 60, color: false }).split('\n');
  assert.match(header!, /^run {2}started .*verdict .*p99$/);
});

test('output to a file is never shortened', () => {
  const run = sampleRun({ name: 'a name that is longer than the others' });
  const text = renderHistory([{ ...finished, run }], { width: Number.POSITIVE_INFINITY, color: false });
  assert.match(text, /a name that is longer than the others/);
});

test('a database without runs says so', () => {
  assert.equal(renderHistory([], { width: 80, color: false }), 'no such runs are stored\n');
});

test('a run that does not hold what was asked of it says how much', () => {
  const check = { check: 'p99<1s', unit: 'us', actual: 2e6, limit: 1e6, samples: 9, why: null } as const;
  const checks = [
    { ...check, passed: false },
    { ...check, passed: true },
  ];
  const verdictOf = (changes: Parameters<typeof sampleRun>[0]) =>
    renderHistory([{ ...finished, run: sampleRun(changes) }], { width: 140, color: false });
  assert.match(verdictOf({ checks }), / FAILED 1 of 2 /);
  assert.match(verdictOf({ checks: checks.slice(1) }), / passed /);
  assert.match(verdictOf({ checks, invalid: ['late'] }), / not valid /);
});

test('a name with three runs or more has a trend, the latest at the right', () => {
  const runs = [1000, 2000, 8000].map((p99Us, i) => ({
    ...finished,
    run: sampleRun({ id: i + 1, name: 'nightly' }),
    p99Us,
    failed: i === 2 ? 100 : 0,
    compared: 1000,
    unexplained: i === 2 ? 5 : 0,
  }));
  const lines = renderHistory([...runs, { ...cutOff, run: sampleRun({ name: 'other' }) }], {
    width: 140,
    color: false,
  }).split('\n');
  const header = lines.findIndex((line) => line.startsWith('trend'));
  assert.match(lines[header]!, /^trend +p99 +failed +unexplained$/);
  assert.match(lines[header + 1]!, /^nightly +▂▃█ +8\.00 ms +▁▁█ +10\.0% +▁▁█ +0\.5%$/);
  assert.equal(lines[header + 2], '', 'one run is no trend');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderHistory } from '../../src/view/render-history.ts';
import { sampleRun } from './samples.ts';

const finished = { run: sampleRun(), planned: 1000, answered: 990, failed: 8, dropped: 2, p99Us: 4560 };
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
};

test('each run has one line, in aligned columns', () => {
  const [header, first, second, end] = renderHistory([finished, cutOff], { width: 140, color: false }).split(
    '\n',
  );
  assert.deepEqual(header!.trim().split(/ {2,}/), [
    'run',
    'started',
    'name',
    'state',
    'target',
    'rate',
    'duration',
    'planned',
    'unanswered',
    'p99',
  ]);
  assert.match(
    first!,
    /^ {2}7 {2}2026-07-\d\d \d\d:\d\d:\d\d {2}baseline {2}finished {2,}http:\/\/127\.0\.0\.1:8080 /,
  );
  assert.match(first!, / 100\/s +10\.4 s +1,000 +1\.0% +4\.56 ms$/);
  assert.match(second!, /^ 12 .* cut off, not valid .* max +- +0 +- +-$/);
  assert.equal(first!.length, header!.length);
  assert.equal(second!.length, header!.length);
  assert.equal(end, '');
});

test('a narrow screen keeps the run, its state and its p99', () => {
  const [header] = renderHistory([finished, cutOff], { width: 60, color: false }).split('\n');
  assert.match(header!, /^run {2}started .*state .*p99$/);
});

test('output to a file is never shortened', () => {
  const run = sampleRun({ name: 'a name that is longer than the others' });
  const text = renderHistory([{ ...finished, run }], { width: Number.POSITIVE_INFINITY, color: false });
  assert.match(text, /a name that is longer than the others/);
});

test('a database without runs says so', () => {
  assert.equal(renderHistory([], { width: 80, color: false }), 'no runs are stored yet\n');
});

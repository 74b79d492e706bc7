import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BaselineComparison, ComparedFigure, Run } from '../../src/model.ts';
import { alarmLines } from '../../src/view/baseline-sentence.ts';
import { junitXml } from '../../src/view/junit-xml.ts';
import { cellText } from '../../src/view/paint.ts';
import { verdict } from '../../src/view/verdict.ts';
import { sampleReport, sampleRun } from './samples.ts';

const figure = (name: string, a: number, b: number): ComparedFigure => ({
  name,
  unit: name.includes('.') ? 'us' : 'share',
  a,
  b,
  change: name.includes('.') ? b / a - 1 : b - a,
  interval: null,
  p: 0.001,
  verdict: 'worse',
  why: null,
});

const WORSE: BaselineComparison = {
  baseline: 'last-passed',
  runId: 3,
  verdict: 'worse',
  failed: true,
  notComparable: [],
  warnings: [],
  worse: [
    {
      endpoint: { method: 'GET', path: '/a\u001b[2J' },
      figures: [figure('response.mean', 100_000, 120_000), figure('5xx', 0, 0.01)],
    },
    ...['/b', '/c', '/d'].map((path) => ({
      endpoint: { method: 'GET', path },
      figures: [figure('response.p95', 100_000, 150_000)],
    })),
  ],
  worseEndpoints: 4,
  thresholds: { effect: 0.05, timeUs: 1000, share: 0.001 },
};
const said = (changes: Partial<Run>) => alarmLines(sampleRun(changes)).map(({ text }) => text);
const word = (changes: Partial<Run>) => cellText(verdict(sampleRun(changes)));

test('three endpoints are named with the worst figure of each, errors before times; the others are counted', () => {
  const [line] = said({ comparison: WORSE });
  assert.match(
    line!,
    /^WORSE than run 3 \(last-passed\): GET \/a[^:\u001b]*: 5xx \+1\.00 pp \(0% → 1\.00%\), and 1 more figure; GET \/b: p95 of response time \+50% \(100 ms → 150 ms\); GET \/c: .*; and 1 more endpoint$/,
  );
  assert.equal(word({ comparison: WORSE }), 'WORSE than 3');
});

test('a run that cannot be compared says why, and is no good run', () => {
  const comparison = {
    ...WORSE,
    baseline: '3',
    verdict: 'not comparable',
    worse: [],
    notComparable: ['two models'],
  } as const;
  assert.deepEqual(said({ comparison }), ['NOT COMPARABLE with run 3: two models']);
  assert.equal(word({ comparison }), 'not comparable with 3');
});

test('what was not confirmed is no alarm, neither in the list of runs nor in JUnit XML', async () => {
  const cleared = { comparison: WORSE, repetition: { runs: [6, 7], confirmed: [] } };
  assert.equal(
    said(cleared)[1],
    'NO ALARM: nothing failed in every repetition (run 6 failed, and this one did not in the same)',
  );
  assert.equal(word(cleared), 'no alarm');
  assert.match(await junitXml({ ...sampleReport(), run: sampleRun(cleared) }), / failures="0" /);
});

test('what failed each time, and what nobody can tell, are said with all the runs', async () => {
  const confirmed = { comparison: WORSE, repetition: { runs: [6, 7], confirmed: ['worse: GET /b'] } };
  assert.equal(said(confirmed)[1], 'CONFIRMED in runs 6, 7: worse: GET /b');
  assert.match(await junitXml({ ...sampleReport(), run: sampleRun(confirmed) }), / failures="1" /);
  const [line] = said({ repetition: { runs: [6, 7], confirmed: null } });
  assert.equal(line, 'REPEATED, and nobody can tell: runs 6, 7; the last of them tells nothing');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareSimulated, THRESHOLDS } from './compare-simulated.ts';
import { runTrial } from './false-alarms.ts';
import { simulateLog, simulateRun, WORLD } from './simulated-runs.ts';

/** Fewer requests than `test/slow/comparing.test.ts` has; the same machine. */
const SMALL = { ...WORLD, requests: 6000, endpoints: 8 };
const log = simulateLog(SMALL, 1);
const run = (seed: number, slower?: (endpoint: number) => number) => simulateRun(log, SMALL, seed, slower);
const figure = (of: ReturnType<typeof compareSimulated>['overall'], name: string) =>
  of.figures.find((one) => one.name === name)!;

test('runs of one build are no different, whatever the machine did meanwhile', () => {
  const { anyAlarm, held } = runTrial({ world: SMALL, pairs: 20 });
  assert.ok(anyAlarm <= 0.05, `${anyAlarm}`);
  assert.ok(held >= 0.85, `${held}`);
});

test('what is half as slow again is found', () => {
  const { p95Worse } = runTrial({ world: SMALL, pairs: 10, slower: () => 1.5 });
  assert.ok(p95Worse >= 0.9, `${p95Worse}`);
});

test('a threshold of nothing leaves significance alone to keep false alarms away', () => {
  const { anyAlarm } = runTrial({
    world: { ...SMALL, runSd: 0 },
    pairs: 20,
    thresholds: { effect: 0, timeUs: 0, share: 0 },
  });
  assert.ok(anyAlarm <= 0.15, `${anyAlarm}`);
});

test('an endpoint that is only in one of the runs is shown, and too little data', () => {
  const a = run(1);
  const b = run(2);
  // Endpoint 8 takes the place of endpoint 0.
  b.endpointId.forEach((endpoint, i) => {
    if (endpoint === 0) b.endpointId[i] = 8;
  });
  const { endpoints } = compareSimulated([a], [b], { endpoints: 9, paired: false });
  const byPath = (path: string) => endpoints.find(({ endpoint }) => endpoint?.path === path)!;
  const [gone, added] = [byPath('/0'), byPath('/8')].map((scope) => figure(scope, 'response.p95'));
  assert.deepEqual([gone.b, gone.verdict, gone.why], [null, 'too little data', 'nothing was measured in B']);
  assert.deepEqual(
    [added.a, added.verdict, added.why],
    [null, 'too little data', 'nothing was measured in A'],
  );
});

test('a sample of blocks comes to the same verdict, and figures stay those of all requests', () => {
  const [a, b] = [run(1), run(2, () => 1.5)];
  const all = compareSimulated([a], [b], { endpoints: 8 });
  const some = compareSimulated([a], [b], { endpoints: 8, mostRows: 2000 });
  const [ofAll, ofSome] = [all, some].map(({ overall }) => figure(overall, 'response.p50'));
  assert.equal(ofSome.verdict, 'worse');
  // From histograms, which are exact to a thousandth.
  assert.ok(Math.abs(ofSome.change! - ofAll.change!) < 0.005, `${ofSome.change} ${ofAll.change}`);
  const width = ({ interval }: typeof ofAll) => interval![1] - interval![0];
  assert.ok(width(ofSome) > width(ofAll));
});

test('a change that the generator may have made itself by being late is not blamed on the target', () => {
  const [a, b] = [run(1), run(2)];
  for (let i = 0; i < b.count; i++) b.lagUs[i] += 30_000;
  const late = figure(compareSimulated([a], [b], { endpoints: 8 }).overall, 'response.p50');
  assert.ok(late.change! > 0.5 && late.p! < 0.05);
  assert.deepEqual([late.verdict, late.why], ['too little data', 'the generator itself was late by as much']);
});

test('a status that is new within its class is told apart', () => {
  const [a, b] = [run(1), run(2)];
  for (let i = 0; i < b.count; i += 20) if (b.status[i] === 200) b.status[i] = 204;
  const { overall } = compareSimulated([a], [b], { endpoints: 8 });
  assert.ok(!['worse', 'better'].includes(figure(overall, '2xx').verdict!));
  assert.equal(figure(overall, 'status(200)').verdict, 'worse');
  assert.equal(figure(overall, 'status(204)').verdict, 'better');
});

test('redirects are worse where they come instead of answers, and better where they come instead of errors', () => {
  const redirected = (from: number) => {
    const b = run(2);
    const a = run(1);
    for (const [batch, to] of [
      [a, from],
      [b, 302],
    ] as const) {
      for (let i = 0; i < batch.count; i += 5) batch.status[i] = to;
    }
    return figure(compareSimulated([a], [b], { endpoints: 8 }).overall, '3xx').verdict;
  };
  assert.deepEqual([redirected(200), redirected(500)], ['worse', 'better']);
});

test('the smaller the threshold, the more requests it takes to call runs the same', () => {
  const [a, b] = [run(3), run(4)];
  const verdict = (effect: number) =>
    figure(
      compareSimulated([a], [b], { endpoints: 8, thresholds: { ...THRESHOLDS, effect, timeUs: 0 } }).overall,
      'service.p50',
    ).verdict;
  assert.deepEqual([verdict(0.1), verdict(0.005)], ['same', 'too little data']);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assumedRunToRun } from '../../src/summarize/run-to-run.ts';
import { compareSimulated } from './compare-simulated.ts';
import { simulateLog, simulateRun, WORLD } from './simulated-runs.ts';

const SMALL = { ...WORLD, requests: 6000, endpoints: 6, stateSd: 0.01, pauseEverySeconds: Infinity };

/** Four runs a side, of one build. */
function methodOf(runSd: number) {
  const world = { ...SMALL, runSd };
  const log = simulateLog(world, 1);
  const runs = (first: number) => [0, 1, 2, 3].map((i) => simulateRun(log, world, first + i));
  return compareSimulated(runs(10), runs(20), { endpoints: 6 });
}

test('the longer a run, the less it is taken to differ by itself, but never less than half a per cent', () => {
  const percent = [0.1, 1, 2, 10, 60, 600, 86_400].map((seconds) =>
    (assumedRunToRun(seconds) * 100).toFixed(1),
  );
  assert.deepEqual(percent, ['4.0', '4.0', '2.9', '1.4', '0.7', '0.5', '0.5']);
});

test('what runs of a side differ by beyond their own noise is learned from them', () => {
  const { method, overall } = methodOf(0.08);
  assert.equal(method.runToRunMeasured, true);
  for (const statistic of ['p50', 'p90', 'mean']) {
    const sd = method.runToRun[statistic];
    assert.ok(sd > 0.04 && sd < 0.14, `${statistic} ${sd}`);
  }
  const p50 = overall.figures.find(({ name }) => name === 'response.p50')!;
  assert.ok(p50.interval![1] - p50.interval![0] > 0.15, `${p50.interval}`);
});

test('runs that differ by no more than their noise are taken to differ by what is assumed', () => {
  const { method, overall } = methodOf(0);
  const assumed = assumedRunToRun(6);
  assert.ok(
    Object.values(method.runToRun).every((sd) => sd < 1.3 * assumed),
    JSON.stringify(method.runToRun),
  );
  const p50 = overall.figures.find(({ name }) => name === 'response.p50')!;
  assert.ok(p50.interval![1] - p50.interval![0] < 0.1, `${p50.interval}`);
});

/** The figures of docs/comparing.md: how often runs of one build are told apart, and how small a change is found. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runTrial } from '../summarize/false-alarms.ts';
import { type SimulatedWorld, WORLD } from '../summarize/simulated-runs.ts';

/** 60,000 requests in a minute, twenty endpoints, a quiet machine. */
const QUIET: SimulatedWorld = { ...WORLD, stateSd: 0.02, pauseEverySeconds: 30, pauseSeconds: 0.02 };
/** The same on a machine whose state changes by 5% from second to second, with bursts of pauses of 50 ms. */
const RESTLESS = WORLD;
const TEN_SECONDS: SimulatedWorld = { ...WORLD, requests: 10_000, endpoints: 10 };
const TWO_SECONDS: SimulatedWorld = { ...WORLD, requests: 2000, endpoints: 5 };
/** Whatever state the machine is in lasts for five seconds. */
const LASTING: SimulatedWorld = { ...WORLD, stateSeconds: 5 };
const TEN_MINUTES: SimulatedWorld = { ...LASTING, perSecond: 100 };

for (const [name, world, atMost] of [
  ['a quiet machine', QUIET, 0.05],
  ['a restless machine', RESTLESS, 0.05],
  ['runs of ten seconds', TEN_SECONDS, 0.05],
  ['runs of two seconds', TWO_SECONDS, 0.05],
  ['a machine whose state lasts, in runs of ten minutes', TEN_MINUTES, 0.05],
  // What no test within runs of a minute can know: the document says so.
  ['a machine whose state lasts, in runs of a minute', LASTING, 0.25],
] as const) {
  test(`of 200 pairs of runs of one build at most ${percent(atMost)} are told apart: ${name}`, (t) => {
    const { anyAlarm, halfWidth, held } = runTrial({ world, pairs: 200 });
    t.diagnostic(
      `any verdict: ${percent(anyAlarm)}; interval of p95: ±${percent(halfWidth)}, held the truth ${percent(held)}`,
    );
    assert.ok(anyAlarm <= atMost, `${anyAlarm}`);
    assert.ok(held >= 0.8, `${held}`);
  });
}

test('without any threshold significance alone keeps false alarms to about 5%', (t) => {
  const thresholds = { effect: 0, timeUs: 0, share: 0 };
  const { anyAlarm } = runTrial({ world: { ...RESTLESS, runSd: 0 }, pairs: 200, thresholds });
  t.diagnostic(`any verdict: ${percent(anyAlarm)}`);
  assert.ok(anyAlarm <= 0.1, `${anyAlarm}`);
});

/** In how many of 100 pairs at least a slow-down of all requests must be found at the p95, by `--min-effect`; at most, where it is below that. */
const SLOWER = [
  { name: 'quiet', world: QUIET, factor: 1.03, effect: 0.05, atMost: 0.2 },
  { name: 'quiet', world: QUIET, factor: 1.03, effect: 0.02, atLeast: 0.25 },
  { name: 'quiet', world: QUIET, factor: 1.05, effect: 0.05, atLeast: 0.35 },
  { name: 'quiet', world: QUIET, factor: 1.05, effect: 0.02, atLeast: 0.8 },
  { name: 'quiet', world: QUIET, factor: 1.06, effect: 0.05, atLeast: 0.7 },
  { name: 'quiet', world: QUIET, factor: 1.07, effect: 0.05, atLeast: 0.85 },
  { name: 'quiet', world: QUIET, factor: 1.1, effect: 0.05, atLeast: 0.95 },
  { name: 'restless', world: RESTLESS, factor: 1.03, effect: 0.05, atMost: 0.2 },
  { name: 'restless', world: RESTLESS, factor: 1.05, effect: 0.05, atLeast: 0.1 },
  { name: 'restless', world: RESTLESS, factor: 1.07, effect: 0.05, atLeast: 0.3 },
  { name: 'restless', world: RESTLESS, factor: 1.1, effect: 0.05, atLeast: 0.6 },
  { name: 'restless', world: RESTLESS, factor: 1.15, effect: 0.05, atLeast: 0.85 },
] as const;

for (const { name, world, factor, effect, ...bound } of SLOWER) {
  const how = `${percent(factor - 1)} slower on a ${name} machine, --min-effect ${percent(effect)}`;
  test(`of 60,000 requests it is found as often as the document says: ${how}`, (t) => {
    const thresholds = { effect, timeUs: 1000, share: 0.001 };
    const found = runTrial({ world, pairs: 60, slower: () => factor, thresholds });
    t.diagnostic(
      `p95 worse in ${percent(found.p95Worse)}, any figure of all requests in ${percent(found.overallWorse)}`,
    );
    if ('atLeast' in bound) assert.ok(found.p95Worse >= bound.atLeast, `${found.p95Worse}`);
    else assert.ok(found.p95Worse <= bound.atMost, `${found.p95Worse}`);
  });
}

function percent(part: number): string {
  return `${Number((part * 100).toFixed(1))}%`;
}

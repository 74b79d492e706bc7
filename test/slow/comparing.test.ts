/** The figures of docs/comparing.md: how often runs of one build are told apart, and how small a change is found. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runTrial } from '../summarize/false-alarms.ts';
import { type SimulatedWorld, WORLD } from '../summarize/simulated-runs.ts';

/** 60,000 requests in a minute, twenty endpoints. */
const QUIET: SimulatedWorld = { ...WORLD, stateSd: 0.02, pauseEverySeconds: 30, pauseSeconds: 0.02 };
const RESTLESS = WORLD;
const SLOW_STATE: SimulatedWorld = { ...WORLD, stateSeconds: 5, runSd: 0.01 };
const SHORT: SimulatedWorld = { ...WORLD, requests: 2000, endpoints: 5 };

for (const [name, world] of Object.entries({ QUIET, RESTLESS, SLOW_STATE, SHORT })) {
  test(`of 200 pairs of runs of one build at most 5 % are told apart: ${name}`, (t) => {
    const { anyAlarm, halfWidth, held } = runTrial({ world, pairs: 200 });
    t.diagnostic(
      `any verdict: ${percent(anyAlarm)}; interval of p95: ±${percent(halfWidth)}, held the truth ${percent(held)}`,
    );
    assert.ok(anyAlarm <= 0.05, `${anyAlarm}`);
    assert.ok(held >= 0.9, `${held}`);
  });
}

test('without any threshold significance alone keeps false alarms to about 5 %', (t) => {
  const thresholds = { effect: 0, timeUs: 0, share: 0 };
  const { anyAlarm } = runTrial({ world: { ...RESTLESS, runSd: 0 }, pairs: 200, thresholds });
  t.diagnostic(`any verdict: ${percent(anyAlarm)}`);
  assert.ok(anyAlarm <= 0.1, `${anyAlarm}`);
});

/** How often a slow-down of all requests must be found; those without a number are only told. */
const SLOWER: readonly (readonly [factor: number, atLeast?: Readonly<Record<string, number>>])[] = [
  [1.03],
  [1.05],
  [1.06],
  [1.07, { QUIET: 0.8 }],
  [1.1, { QUIET: 0.95 }],
  [1.15, { QUIET: 0.95, RESTLESS: 0.8 }],
];

for (const [name, world] of Object.entries({ QUIET, RESTLESS })) {
  for (const [factor, atLeast] of SLOWER) {
    test(`of 60,000 requests that are ${percent(factor - 1)} slower, it is told how often that is found: ${name}`, (t) => {
      for (const effect of [0.05, 0.02]) {
        const thresholds = { effect, timeUs: 1000, share: 0.001 };
        const found = runTrial({ world, pairs: 40, slower: () => factor, thresholds });
        t.diagnostic(
          `--min-effect ${percent(effect)}: p95 worse in ${percent(found.p95Worse)}, any figure of all requests in ${percent(found.overallWorse)}`,
        );
        assert.ok(found.p95Worse >= (atLeast?.[name] ?? 0), `${found.p95Worse}`);
      }
    });
  }
}

function percent(part: number): string {
  return `${Number((part * 100).toFixed(1))} %`;
}

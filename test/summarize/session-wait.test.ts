import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Accumulator } from '../../src/summarize/accumulator.ts';
import { generatorFindings } from '../../src/summarize/generator-findings.ts';
import { invalidReasons } from '../../src/summarize/invalid-reasons.ts';
import { LagTrend } from '../../src/summarize/lag-trend.ts';
import { sentAfterUs } from '../../src/summarize/sent-after.ts';
import { batchOf, dropped, type OneOutcome } from './outcomes.ts';

/** A run of 20 s, 50/s, in which sessions wait ever longer, up to 10 s. */
const waiting: readonly OneOutcome[] = Array.from({ length: 1000 }, (_, i) => ({
  seq: i,
  dueAtUs: i * 20_000,
  lagUs: 100,
  sessionWaitUs: i * 10_000,
  serviceUs: 50_000,
}));

function summaryOf(outcomes: readonly OneOutcome[]) {
  const accumulator = new Accumulator();
  accumulator.add(batchOf(outcomes));
  return accumulator.summary(20e6);
}

test('waiting for a session is a part of response time, and neither lag nor service time', () => {
  const batch = batchOf(waiting);
  assert.equal(sentAfterUs(batch, 999), 9_990_100);
  const { lagUs, serviceTimeUs, responseTimeUs, sessionWaitUs } = summaryOf(waiting);
  assert.deepEqual([lagUs.max, serviceTimeUs.max], [100, 50_000]);
  assert.deepEqual([responseTimeUs.count, sessionWaitUs!.count], [1000, 999]);
  const near = (actual: number | null, value: number) => Math.abs(actual! / value - 1) < 0.002;
  assert.ok(near(responseTimeUs.max, 10_040_100) && near(sessionWaitUs!.max, 9_990_000));
  assert.ok(near(sessionWaitUs!.p50, 5e6), `${sessionWaitUs!.p50}`);
});

test('it is sent where it was sent, not where it was due', () => {
  const accumulator = new Accumulator();
  accumulator.add(
    batchOf([{ dueAtUs: 500_000, lagUs: 100_000, sessionWaitUs: 2_000_000, serviceUs: 1_000_000 }]),
  );
  assert.deepEqual(
    accumulator.intervals().map(({ planned, sent, inFlight }) => [planned, sent, inFlight]),
    [
      [1, 0, 0],
      [0, 0, 0],
      [0, 1, 1],
      [0, 0, 0],
    ],
  );
});

test('however long sessions wait, the run is valid, and the generator is not said to have been late', () => {
  const summary = summaryOf(waiting);
  const trend = new LagTrend(0);
  trend.add(batchOf(waiting));
  const senders = [{ worker: 0, busy: 0.95, loopDelayP99Us: 1000, loopDelayMaxUs: 50_000, handedLateUs: 0 }];
  assert.deepEqual(
    invalidReasons({
      ...{ summary, expected: 1000, plannedUs: 20e6, logEnded: null, lost: [] },
      senders,
      unasked: 0,
    }),
    [],
  );
  const evidence = { senders, trend: trend.result(), closed: false, workers: 1, cores: 2, moreSockets: '' };
  assert.deepEqual(generatorFindings({ ...evidence, summary }), []);
});

test('what was dropped since it waited too long is no work of the generator, but it is load that the target did not see', () => {
  const outcomes = waiting.map((outcome, i) =>
    i % 10 === 9
      ? dropped('session-overdue', { ...outcome, sessionWaitUs: 2_000_000 })
      : { ...outcome, sessionWaitUs: 0 },
  );
  const summary = summaryOf(outcomes);
  assert.deepEqual([summary.dropped, summary.drops], [100, [['session-overdue', 100]]]);
  assert.equal(summary.sessionWaitUs!.count, 100);
  const evidence = { senders: [], trend: null, closed: false, workers: 1, cores: 2, moreSockets: '' };
  assert.deepEqual(generatorFindings({ ...evidence, summary }), []);
  const [reason] = invalidReasons({
    ...{ summary, expected: 1000, plannedUs: 20e6, logEnded: null, lost: [], senders: [], unasked: 0 },
  });
  assert.match(reason!, /^the rate was not made \(45/);
});

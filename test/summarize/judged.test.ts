import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Accumulator } from '../../src/summarize/accumulator.ts';
import { evaluateChecks } from '../../src/summarize/evaluate-checks.ts';
import { explainChanges } from '../../src/summarize/explain-change.ts';
import { invalidReasons } from '../../src/summarize/invalid-reasons.ts';
import { parseCheck } from '../../src/summarize/parse-check.ts';
import { countByName } from '../../src/summarize/share-names.ts';
import { parseStopCondition } from '../../src/summarize/stop-condition.ts';
import { StopWatch } from '../../src/summarize/stop-watch.ts';
import { batchOf, dropped, type OneOutcome } from './outcomes.ts';

const times = (count: number, outcome: OneOutcome): OneOutcome[] => new Array(count).fill(outcome);
const AT = { lagUs: 1000, serviceUs: 9000, recordedStatus: 200 };
/** What clients made of ten requests: answers judged to be wrong, errors of the client, what it left out. */
const OUTCOMES: readonly OneOutcome[] = [
  ...times(3, { ...AT }),
  ...times(2, { ...AT, result: 'judged', status: 200 }),
  ...times(2, { ...AT, result: 'judged', status: 503 }),
  { ...AT, result: 'client', status: 200 },
  { result: 'client', lagUs: null, serviceUs: null, recordedStatus: 200 },
  dropped('left-out', { recordedStatus: 200 }),
];

function accumulate(outcomes: readonly OneOutcome[]) {
  const accumulator = new Accumulator();
  const batch = batchOf(outcomes);
  explainChanges(batch);
  accumulator.add(batch);
  return accumulator;
}

const summary = accumulate(OUTCOMES).summary(1e6);

test('the books balance: what was judged or made the client fail has failed, what it left out is dropped', () => {
  const { planned, answered, failed, dropped, failures, drops, statuses } = summary;
  assert.deepEqual(
    { planned, answered, failed, dropped },
    { planned: 10, answered: 3, failed: 6, dropped: 1 },
  );
  assert.deepEqual(failures, [
    ['judged', 4],
    ['client', 2],
  ]);
  assert.deepEqual(drops, [['left-out', 1]]);
  assert.deepEqual(statuses, [[200, 3]]);
  assert.equal(summary.endpoints[0]!.bad, 6);
});

test('an answer that was judged was waited for; one over which the client failed is not counted', () => {
  assert.equal(summary.responseTimeUs.count, 7);
  assert.equal(summary.lagUs.count, 8);
});

test('whatever came of an answer, its status is compared with the log', () => {
  assert.deepEqual(
    [summary.drift!.compared, summary.drift!.same, summary.drift!.unexplained, summary.drift!.notCompared],
    [8, 6, 2, { noStatus: 0, failed: 1, dropped: 1 }],
  );
});

test('no error of the server hides behind a judgement, in checks, comparisons, or what stops a run', () => {
  const evidence = { tallies: accumulate(OUTCOMES).tallies(), endpoints: [], rateAsked: 10, rateMade: 10 };
  const share = (text: string) => evaluateChecks([parseCheck(text)], evidence, null)[0]!.actual;
  assert.deepEqual(['5xx<1%', '2xx>1%', 'failed<1%', 'dropped<1%'].map(share), [0.2, 0.6, 0.6, 0.1]);
  const counts = countByName(accumulate(OUTCOMES).tallies()[0]!.counts);
  assert.deepEqual([counts.get('5xx'), counts.get('2xx'), counts.get('failed')], [2, 6, 6]);
  const watch = new StopWatch([parseStopCondition('5xx>20% for 2s')], 0);
  for (let second = 0; second < 4; second++) {
    watch.add(batchOf(times(10, { dueAtUs: second * 1e6, result: 'judged', status: 503 })));
  }
  assert.equal(watch.check(4.5e6, Infinity, () => 10)?.share, 1);
});

test('an answer without a status has no class of status', () => {
  const accumulator = accumulate(times(4, { status: 0, recordedStatus: 200, ttfbUs: 5 }));
  const { answered, statuses, drift } = accumulator.summary(1e6);
  assert.deepEqual([answered, statuses, drift!.compared, drift!.notCompared.noStatus], [4, [[0, 4]], 0, 4]);
  assert.deepEqual(accumulator.counts().statusClasses, {});
  assert.deepEqual(accumulator.intervals()[0]!.statusClasses, [0, 0, 0, 0, 0]);
});

test('what a client leaves out, or judges, is no reason not to trust a run', () => {
  const reasons = (outcomes: readonly OneOutcome[]) =>
    invalidReasons({
      summary: accumulate(outcomes.map((one, i) => ({ ...one, dueAtUs: i * 10_000 }))).summary(1e6),
      ...{ expected: outcomes.length, plannedUs: 1e6, logEnded: null, lost: [], senders: [], unasked: 0 },
    });
  const leftOut = dropped('left-out');
  assert.deepEqual(reasons([...times(80, leftOut), ...times(20, {})]), []);
  assert.deepEqual(reasons([...times(99, { result: 'judged', status: 200 })]), []);
  assert.deepEqual(reasons(times(100, leftOut)), ['the clients left out every request']);
  assert.deepEqual(reasons([...times(50, dropped('overdue')), ...times(50, leftOut)]).length, 2);
});

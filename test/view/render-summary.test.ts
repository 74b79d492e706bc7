import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandName } from '../../src/view/command-name.ts';
import { renderSummary } from '../../src/view/render-summary.ts';
import type { Report } from '../../src/view/report.ts';
import { emptyReport, sampleReport, sampleRun, sampleSummary } from './samples.ts';

const at80 = (report: Report) => renderSummary(report, { width: 80, color: false });
const lines = (report: Report) => at80(report).split('\n');

test('the first lines say what happened and keep the books', () => {
  const [first, second] = lines(sampleReport());
  assert.equal(first, 'reprise: 998 of 1,000 requests sent in 10.0 s at 99.8/s (asked 100/s)');
  assert.equal(second, 'planned 1,000 = answered 990 + failed 8 + dropped 2');
});

test('a run that sent all it planned says so more shortly', () => {
  const summary = sampleSummary({
    sent: 1000,
    answered: 1000,
    failed: 0,
    dropped: 0,
    failures: [],
    drops: [],
  });
  const [first] = lines(sampleReport({ summary, rateMade: 100 }));
  assert.equal(first, 'reprise: 1,000 requests in 10.0 s at 100.0/s (asked 100/s)');
});

test('when much of it was no success, the first line says that too', () => {
  const summary = sampleSummary({ failed: 580, answered: 418, statuses: [[500, 418]] });
  const [first, second] = lines(sampleReport({ summary }));
  assert.match(`${first} ${second}`, /\(asked 100\/s\), 58\.0% failed, 41\.8% answered 5xx$/);
});

test('those that timed out are said to count', () => {
  assert.match(
    at80(sampleReport()),
    /^response and service time count 5 that timed out with the time they were given$/m,
  );
  assert.doesNotMatch(at80(sampleReport({ summary: sampleSummary({ failures: [] }) })), /timed out/);
});

test('of a run without a stored outcome, only that is said', () => {
  const of = (state: 'running' | 'cut-off') => at80({ ...emptyReport(), run: sampleRun({ state }) });
  assert.match(of('running'), /^reprise: still running: nothing is stored yet\n/);
  assert.match(of('cut-off').replaceAll('\n', ' '), /^reprise: CUT OFF, .* not stored\): nothing is stored /);
});

test('the commands are given as the shell knows them', () => {
  assert.deepEqual(commandName({}), ['reprise']);
  assert.deepEqual(commandName({ npm_command: 'exec' }), ['npx', 'reprise']);
});

test('a run that is not valid says so before anything else', () => {
  const run = sampleRun({ invalid: ['the rate was not made', 'a worker was lost'] });
  const [first, second] = lines(sampleReport({ run }));
  assert.equal(first, 'NOT VALID: the rate was not made; a worker was lost');
  assert.match(second!, /^reprise: 998 of/);
});

test('a run that ended early says how, and how far it came', () => {
  const early = (state: 'interrupted' | 'cut-off' | 'failed') =>
    at80(sampleReport({ run: sampleRun({ state, durationUs: 60_000_000 }) })).replaceAll('\n', ' ');
  assert.match(early('interrupted'), /^reprise: INTERRUPTED: .* in 10\.0 s of 1m00s at /);
  assert.match(early('cut-off'), /^reprise: CUT OFF, its process is gone/);
  assert.match(early('failed'), /^reprise: FAILED/);
});

test('outcomes that are in no account are shown, not hidden', () => {
  const text = at80(sampleReport({ summary: sampleSummary({ planned: 1003 }) }));
  assert.match(text, /dropped 2 \+ unaccounted 3\n/);
});

test('statuses, failures and drops come with counts and shares of all that were planned', () => {
  const text = at80(sampleReport());
  assert.match(
    text,
    /^status {4}200 900 \(90\.0%\) {2}301 20 \(2\.0%\) {2}404 60 \(6\.0%\) {2}500 10 \(1\.0%\)$/m,
  );
  assert.match(text, /^failed {4}timeout 5 \(0\.5%\) {2}reset 3 \(0\.3%\)$/m);
  assert.match(text, /^dropped {3}overdue 2 \(0\.2%\)$/m);
  assert.match(text, /^rate {6}asked 100\/s {2}made 99\.8\/s {2}received 12\.3 MB \(1\.23 MB\/s\)$/m);
});

test('the four times stand in a table with mean, percentiles and maximum', () => {
  const all = lines(sampleReport());
  const head = all.findIndex((line) => line.trim().startsWith('mean'));
  assert.deepEqual(all[head]!.trim().split(/ +/), ['mean', 'p50', 'p90', 'p95', 'p99', 'p99.9', 'max']);
  assert.deepEqual(
    all.slice(head + 1, head + 5).map((line) => line.split(/ {2,}/)),
    [
      ['response time', '1.48 ms', '1.23 ms', '2.47 ms', '3.70 ms', '6.17 ms', '9.87 ms', '16.0 ms'],
      ['service time', '1.44 ms', '1.20 ms', '2.40 ms', '3.60 ms', '6.00 ms', '9.60 ms', '15.6 ms'],
      ['ttfb', '1.08 ms', '901 µs', '1.80 ms', '2.70 ms', '4.50 ms', '7.20 ms', '11.7 ms'],
      ['lag', '42.3 µs', '35.3 µs', '70.5 µs', '106 µs', '176 µs', '282 µs', '458 µs'],
    ],
  );
});

test('the ten slowest endpoints stand by p95, and the failing ones by their share', () => {
  const all = lines(sampleReport());
  const slowest = all.findIndex((line) => line.includes('slowest to respond (10 of 12)'));
  assert.match(all[slowest + 1]!, /^36\.0 ms +12\.0 ms +89 +HEAD \/shop\/:id\/part-11$/);
  assert.match(all[slowest + 10]!, /^9\.00 ms/);
  assert.equal(all[slowest + 11], '');
  const failing = all.findIndex((line) => line.includes('most failing'));
  assert.match(all[failing + 1]!, /^ *3 +3\.4% +89 +HEAD \/shop\/:id\/part-11$/);
  assert.equal(all[failing + 10], '', 'nine have failures, and only those are listed');
});

test('skipped lines are counted by reason, with the way to include them where there is one', () => {
  const text = at80(sampleReport());
  assert.match(text, /^skipped {3}42 of 1,042 lines: {2}bad-request-line 2 {2}method 40$/m);
  assert.match(text, /not among --methods/);
  const skipped = [{ ...sampleReport().skipped[0]!, reason: 'body-missing' as const }];
  assert.match(at80(sampleReport({ skipped })), /body-missing: .*--body 'POST/);
});

test('the commands to look further name the run and the database, quoted for a shell', () => {
  const text = at80(sampleReport({ database: "it's here/x.db" }));
  assert.match(text, /reprise report 7 --db 'it'\\''s here\/x\.db'/);
  assert.match(text, /> outcomes\.csv$/m);
  assert.match(at80(sampleReport()), /sqlite3 x\.db 'select \* from endpoints where run_id = 7'$/m);
});

test('a closed loop is called one, and what that means', () => {
  const run = sampleRun({ model: 'closed', rateAsked: null });
  const text = at80(sampleReport({ run })).replaceAll('\n', ' ');
  assert.match(text, /closed loop: arrivals waited for answers/);
  assert.match(text, /lag is 0 by definition/);
  assert.match(text, /as fast as answers came/);
  assert.doesNotMatch(at80(sampleReport()), /closed loop/);
});

test('a run in which nothing was sent renders without NaN, null or empty tables', () => {
  for (const report of [
    emptyReport(),
    { ...emptyReport(), run: sampleRun({ model: 'closed', rateAsked: null }) },
  ]) {
    const text = at80(report);
    assert.match(text, /^reprise: nothing was sent\nplanned 0 = answered 0 \+ failed 0 \+ dropped 0\n/);
    assert.doesNotMatch(text, /NaN|null|undefined|Infinity|p99/);
  }
});

test('a full report fits one screen', () => {
  assert.ok(lines(sampleReport()).length <= 48);
});

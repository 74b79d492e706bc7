import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderSummary } from '../../src/view/render-summary.ts';
import type { Report } from '../../src/view/report.ts';
import { toJson } from '../../src/view/to-json.ts';
import { visibleWidth } from '../../src/view/visible-width.ts';
import { BROKEN, driftReport, durations, NOT_MODIFIED, sampleDrift, UNCHANGED } from './drift-samples.ts';
import { emptyReport, NOTHING, sampleIntervals, sampleReport, sampleRun, sampleSummary } from './samples.ts';

const text = (report: Report, width = 120) => renderSummary(report, { width, color: false });
/** The sentence on top, which stands in the third line. */
const sentence = (report: Report) => text(report, 400).split('\n')[2];

test('one sentence on top says how much answered as recorded, and what did not', () => {
  assert.equal(
    sentence(driftReport()),
    '95.3% answered as recorded; 0.6% changed for a known reason; ' +
      '41 requests on 1 endpoint did not: GET /shop/:id/part-1 200 → 500; not compared: 8 failed, 2 dropped',
  );
});

test('where all is as it was, it says only that', () => {
  const same = { ...UNCHANGED, count: 990 };
  const report = driftReport({
    ...{ same: 990, unexplained: 0, explained: [], cells: [same] },
    notCompared: { noStatus: 0, failed: 0, dropped: 0 },
  });
  assert.equal(sentence(report), '100.0% answered as recorded');
  assert.doesNotMatch(text(report), /changed against|recorded ↓/);
});

test('one request in a million that changed does not hide behind a rounded share', () => {
  const report = driftReport({
    ...{ compared: 1_000_000, same: 999_999, unexplained: 1, explained: [] },
    cells: [{ ...BROKEN, count: 1 }],
    notCompared: { noStatus: 0, failed: 0, dropped: 0 },
  });
  assert.equal(
    sentence(report),
    '>99.9% answered as recorded; 1 request on 1 endpoint did not: GET /shop/:id/part-1 200 → 500',
  );
});

test('of a log without statuses it says that nothing can be compared', () => {
  const nothing = { compared: 0, same: 0, unexplained: 0, explained: [], cells: [] };
  const report = driftReport({ ...nothing, notCompared: { noStatus: 990, failed: 8, dropped: 2 } });
  assert.match(sentence(report), /^nothing can be compared with the log: it holds no status/);
  const unanswered = driftReport({ ...nothing, notCompared: { noStatus: 0, failed: 8, dropped: 2 } });
  assert.equal(sentence(unanswered), '', 'where nothing was answered, the headline says so');
});

test('a run that an older reprise stored says nothing of it', () => {
  assert.equal(sentence(sampleReport()), '');
  assert.equal((toJson(sampleReport()) as { drift: unknown }).drift, null);
});

test('what changed by itself is said to be left out', () => {
  assert.match(sentence(driftReport({ noise: 3 })), /; 3 changed by themselves, left out;/);
});

test('the table of changes has the unexplained first, each with its share of the endpoint, then the reasons', () => {
  const lines = text(driftReport()).split('\n');
  const head = lines.findIndex((line) => line.includes('changed against the log'));
  assert.deepEqual(
    lines.slice(head, head + 4).map((line) => line.trim().split(/ {2,}/)),
    [
      ['count', 'share', 'recorded', 'why', 'changed against the log'],
      ['41', '100.0%', '200 → 500', 'unexplained', 'GET /shop/:id/part-1'],
      ['6', '0.6%', '304 → 200', 'no-conditions', 'GET /shop/:id/part-0'],
      ['try', `curl -i -g --path-as-is 'http://127.0.0.1:8080/shop/1/part-1?q=it'\\''s'`],
    ],
  );
});

test('below the calls it says what the run sent and they lack', () => {
  const report = driftReport();
  const textWith = (options: object) =>
    text({ ...report, run: { ...report.run, options: { ...report.run.options, ...options } } });
  const lacks = /^try lacks what is not stored: the log's host \(--host log\), payloads \(--body\)$/m;
  assert.match(textWith({ host: 'log', bodies: [{ requests: 'POST /a' }] }), lacks);
  assert.doesNotMatch(textWith({ host: 'target', bodies: [] }), /try lacks/);
});

test('of more than ten changes ten are shown, and it says of how many; what has no cell is counted', () => {
  const cells = Array.from({ length: 14 }, (_, i) => ({ ...BROKEN, replayed: 500 + i }));
  const shown = text(driftReport({ cells: [...cells, UNCHANGED], inNoCell: 5 }));
  assert.match(shown, /changed against the log \(10 of 14\)\n/);
  assert.match(shown, /^changes +(?:npx )?reprise export 7 --table drift --db x\.db > drift\.csv$/m);
  assert.equal(shown.match(/ unexplained /g)?.length, 10);
  assert.match(shown, /^5 more changed or not in too many ways to count each$/m);
  assert.match(sentence(driftReport({ cells, inNoCell: 5 })), /on at least 1 endpoint did not/);
});

test('the matrix has recorded statuses down and replayed ones across, and adds up to what was compared', () => {
  const lines = text(driftReport()).split('\n');
  const head = lines.findIndex((line) => line.startsWith('recorded ↓ replayed →'));
  assert.deepEqual(
    lines.slice(head + 1, head + 3).map((line) => line.trim().split(/ +/)),
    [
      ['200', '943', '41'],
      ['304', '6', '·'],
    ],
  );
});

test('a matrix of many statuses keeps the most frequent, and adds up the rest in one', () => {
  const cells = Array.from({ length: 20 }, (_, i) => ({
    ...NOT_MODIFIED,
    recorded: 300 + i,
    replayed: 400 + i,
    count: 100 + i,
  }));
  for (const width of [60, 80, 120]) {
    const lines = text(driftReport({ cells }), width).split('\n');
    const head = lines.findIndex((line) => line.startsWith('recorded ↓ replayed →'));
    const rows = lines.slice(head + 1, lines.indexOf('', head));
    assert.ok(rows.every((line) => visibleWidth(line) <= width));
    const figures = rows.flatMap((line) => line.trim().split(/ +/).slice(1)).filter((cell) => cell !== '·');
    const sum = figures.reduce((total, cell) => total + Number(cell.replaceAll(',', '')), 0);
    assert.equal(
      sum,
      cells.reduce((total, { count }) => total + count, 0),
    );
    assert.equal(rows.at(-1)!.trim().split(' ')[0], 'other');
  }
});

test('the times taken are given as multiples of the recorded ones, where samples are enough', () => {
  const drift = sampleDrift({
    durations: {
      ...durations(1000, 1500, 900),
      endpoints: [
        { endpointId: 0, ...durations(1000, 500, 99) },
        { endpointId: 1, ...durations(100, 2400, 100) },
        { endpointId: 2, ...durations(0, 2400, 600) },
      ],
    },
  });
  const lines = text(driftReport(drift)).split('\n');
  const head = lines.findIndex((line) => line.includes('time taken: replayed / recorded'));
  assert.deepEqual(
    lines.slice(head + 1, head + 5).map((line) => line.trim().split(/ {2,}/)),
    [
      ['1.50×', '1.50×', '1.50×', '900', 'all'],
      ['24.0×', '24.0×', '-', '100', 'GET /shop/:id/part-1'],
      ['0.50×', '-', '-', '99', 'GET /shop/:id/part-0'],
      ['-', '-', '-', '600', 'HEAD /shop/:id/part-2'],
    ],
  );
});

test('for machines there is all of it, with commands ready for a shell', () => {
  const { drift } = JSON.parse(JSON.stringify(toJson(driftReport()))) as { drift: Record<string, unknown> };
  const { cells, matrix, durations, ...books } = drift;
  assert.deepEqual(books, {
    compared: 990,
    same: 943,
    unexplained: 41,
    explained: [{ reason: 'no-conditions', count: 6 }],
    noise: 0,
    noise_floor: null,
    not_compared: { no_status: 0, failed: 8, dropped: 2 },
    in_no_cell: 0,
  });
  assert.deepEqual((cells as unknown[])[0], {
    ...{ method: 'GET', path: '/shop/:id/part-1', recorded: 200, replayed: 500 },
    ...{ change: 'unexplained', reason: null, count: 41 },
    examples: [
      {
        method: 'GET',
        target: "/shop/1/part-1?q=it's",
        curl: `curl -i -g --path-as-is 'http://127.0.0.1:8080/shop/1/part-1?q=it'\\''s'`,
      },
    ],
  });
  assert.deepEqual((matrix as unknown[])[0], { recorded: 200, replayed: 200, count: 943 });
  assert.deepEqual((durations as { ratio: object }).ratio, { p50: null, p95: null, p99: null });
});

test('a report of nothing has nothing of this, and no NaN', () => {
  const empty = { compared: 0, same: 0, unexplained: 0, explained: [], cells: [] };
  const drift = sampleDrift({ ...empty, notCompared: { noStatus: 0, failed: 0, dropped: 0 } });
  const report = { ...emptyReport(), summary: { ...emptyReport().summary, drift } };
  assert.doesNotMatch(text(report), /NaN|undefined|compared|recorded/);
  assert.deepEqual(drift.durations.recordedUs, NOTHING);
});

test('what is printed after a run fits one screen, with its drift, its checks and its course', () => {
  const cells = Array.from({ length: 14 }, (_, i) => ({ ...BROKEN, replayed: 500 + i }));
  const drift = sampleDrift({
    cells: [...cells, UNCHANGED],
    durations: { ...durations(1000, 1500, 900), endpoints: [] },
  });
  const checks = Array.from({ length: 3 }, () => ({
    check: 'p99<1s',
    passed: false,
    unit: 'us' as const,
    actual: 2e6,
    limit: 1e6,
    samples: 9,
    why: null,
  }));
  const run = sampleRun({ checks });
  const brief = renderSummary(
    sampleReport({ run, summary: sampleSummary({ drift }), intervals: sampleIntervals(60) }),
    { width: 120, color: false },
    'brief',
  );
  assert.match(brief, /^sent +▇*/m);
  assert.ok(brief.split('\n').length <= 54, `${brief.split('\n').length} lines`);
});

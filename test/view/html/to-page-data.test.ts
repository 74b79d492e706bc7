import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RESULTS } from '../../../src/model.ts';
import { driftSentence } from '../../../src/view/drift-sentence.ts';
import { headline } from '../../../src/view/headline.ts';
import { toJson } from '../../../src/view/to-json.ts';
import { driftReport, durations, NOT_MODIFIED, sampleDrift } from '../drift-samples.ts';
import { NOTHING, sampleRun, sampleSummary } from '../samples.ts';
import { detailedReport, intervals, keptAnswer, pageData, tally } from './detailed-samples.ts';

const ms = (us: number | null) => (us === null ? null : Math.round(us) / 1000);

test('the figures of the page are those of the JSON report', () => {
  const report = detailedReport();
  const json = JSON.parse(JSON.stringify(toJson(report)));
  const { figures, endpoints, names, changes } = pageData();
  for (const name of ['planned', 'answered', 'failed', 'dropped'] as const)
    assert.equal(figures[name], json[name]);
  assert.deepEqual(Object.fromEntries(figures.statuses), json.statuses);
  assert.deepEqual(Object.fromEntries(figures.failures), json.failures);
  const keys = {
    response: 'response_time_ms',
    service: 'service_time_ms',
    ttfb: 'ttfb_ms',
    lag: 'lag_ms',
  } as const;
  for (const [measure, times] of figures.times) {
    const { count, mean, p50, p90, p95, p99, p999, max } = times;
    const [meanMs, p50Ms, p90Ms, p95Ms, p99Ms, p999Ms, maxMs] = [mean, p50, p90, p95, p99, p999, max].map(ms);
    const expected = {
      count,
      mean: meanMs,
      p50: p50Ms,
      p90: p90Ms,
      p95: p95Ms,
      p99: p99Ms,
      p99_9: p999Ms,
      max: maxMs,
    };
    assert.deepEqual(expected, json[keys[measure]]);
  }
  const byName = (a: { path: string }, b: { path: string }) => a.path.localeCompare(b.path);
  const shown = endpoints.rows.map(({ name, planned, p95 }) => ({
    path: names[name]![1],
    planned,
    p95: ms(p95),
  }));
  const told = json.endpoints.map(
    ({
      path,
      planned,
      response_time_ms,
    }: {
      path: string;
      planned: number;
      response_time_ms: { p95: number };
    }) => ({
      path: path.length > 100 ? shown.find((row) => row.path.includes('…'))!.path : path,
      planned,
      p95: response_time_ms.p95,
    }),
  );
  assert.deepEqual(shown.sort(byName), told.sort(byName));
  assert.deepEqual(
    [changes!.compared, changes!.same, changes!.unexplained],
    [json.drift.compared, json.drift.same, json.drift.unexplained],
  );
  assert.deepEqual(
    changes!.matrix.map(([recorded, replayed, count]) => ({ recorded, replayed, count })),
    json.drift.matrix,
  );
  assert.equal(changes!.rows[0]!.examples[0]!.curl, json.drift.cells[0].examples[0].curl);
});

test('the sentences are the same as in a terminal, that figures cannot be trusted before all', () => {
  const run = sampleRun({ invalid: ['the rate was not made', 'a worker was lost'] });
  const data = pageData({ run });
  assert.equal(data.headline[0]!.text, 'NOT VALID: the rate was not made; a worker was lost');
  assert.deepEqual(data.headline, headline(detailedReport({ run })));
  assert.deepEqual(data.drift, driftSentence(detailedReport()));
});

test('a rate is counted over the time in which something could be sent', () => {
  const summary = sampleSummary({ sendingUs: 2_600_000 });
  const { timeline } = pageData({ intervals: intervals(4), summary });
  // 100 in a second, in a second, in 0.6 s; nothing was to be sent in the last.
  assert.deepEqual(timeline.made, [100, 100, 166.7, null]);
  assert.deepEqual(timeline.inFlight, [3, 3, 3, 3]);
  const tail = pageData({ intervals: intervals(4), summary: sampleSummary({ sendingUs: 3_000_300 }) });
  assert.deepEqual(tail.timeline.asked, [100, 100, 100, null]);
});

test('the warm-up is part of the time that is shown, and is marked', () => {
  const run = sampleRun({ warmupUs: 2_000_000 });
  const { timeline, figures } = pageData({
    run,
    summary: sampleSummary({ sendingUs: 8_000_000, warmup: 200 }),
  });
  assert.equal(timeline.warmupS, 2);
  assert.deepEqual(timeline.made, Array(10).fill(100));
  assert.equal(figures.warmup, 200);
});

test('nobody asked a closed loop for a rate', () => {
  const { timeline, model } = pageData({ run: sampleRun({ model: 'closed', rateAsked: null }) });
  assert.equal(timeline.asked, null);
  assert.match(model!, /closed loop/);
});

test('with a noise floor nothing is said of when changes came, since it is not known', () => {
  assert.notEqual(pageData().timeline.unexplained, null);
  const { timeline, changes } = pageData({ noise: { runId: 3, notAnswered: 2 } });
  assert.equal(timeline.unexplained, null);
  assert.match(changes!.noise!, /^Run 3 answered 0 of the changes otherwise.*Of 2 it tells nothing/);
});

test('an endpoint is shown with every way in which its requests ended', () => {
  const of = (result: (typeof RESULTS)[number], status: number, count: number) => ({
    result: RESULTS.indexOf(result),
    status,
    comparison: 0,
    count,
  });
  const counts = [
    ...[of('answered', 200, 70), of('answered', 204, 5), of('answered', 404, 9)],
    ...[of('answered', 503, 4), of('timeout', 0, 3), of('reset', 0, 2), of('overdue', 0, 6)],
  ];
  const { endpoints, names } = pageData({ tallies: [tally(1, counts)] });
  const row = endpoints.rows.find(({ name }) => names[name]![1] === '/shop/:id/part-1')!;
  assert.deepEqual(row.classes, [0, 75, 0, 9, 4]);
  assert.deepEqual([row.failed, row.dropped, row.unexplained], [5, 6, 41]);
});

test('every reason that occurs comes with what it means', () => {
  const { reasons } = pageData().changes!;
  assert.deepEqual(
    reasons.map(([reason, count]) => [reason, count]),
    [[NOT_MODIFIED.comparison, 6]],
  );
  assert.match(reasons[0]![2], /304/);
});

test('what the log does not tell has no section', () => {
  const { changes, durations: times } = pageData({ summary: sampleSummary() });
  assert.deepEqual([changes, times], [null, null]);
});

test('times against the log begin with those of all, and then the slowest against it', () => {
  const of = (endpointId: number, replayedUs: number) => ({
    endpointId,
    ...durations(1000, replayedUs, 600),
  });
  const all = { ...durations(1000, 2000, 1200), endpoints: [of(2, 1500), of(3, 4000)] };
  const { durations: part, names } = pageData(driftReport({ ...sampleDrift(), durations: all }));
  assert.deepEqual(
    part!.rows.map(({ name, p50 }) => [name === null ? 'all' : names[name]![1], p50]),
    [
      ['all', 2],
      ['/shop/:id/part-3', 4],
      ['/shop/:id/part-2', 1.5],
    ],
  );
});

test('samples say what came of them and how to send them again', () => {
  const sample = {
    ...{ seq: 5, dueAtUs: 50_000, requestId: 7, endpointId: 1, recordedStatus: 200, recordedUs: 4000 },
    ...{ result: RESULTS.indexOf('answered'), status: 500, lagUs: 30, ttfbUs: 900, serviceUs: 1000 },
  };
  const lost = {
    ...sample,
    result: RESULTS.indexOf('overdue'),
    status: 0,
    lagUs: null,
    ttfbUs: null,
    serviceUs: null,
  };
  const unknown = { ...sample, requestId: 999 };
  const samples = { slowest: [sample, unknown], bad: [sample, lost] };
  const { slowest, bad } = pageData({ summary: sampleSummary({ samples }) }).samples;
  assert.equal(slowest.length, 1);
  assert.deepEqual(slowest[0], {
    method: 'GET',
    target: "/shop/1/part-1?q=it's",
    curl: `curl -i -g --path-as-is 'http://127.0.0.1:8080/shop/1/part-1?q=it'\\''s'`,
    ...{ seq: 5, dueS: 0.05, result: '500', recorded: 200, recordedUs: 4000 },
    ...{ responseUs: 1030, serviceUs: 1000, ttfbUs: 900, lagUs: 30 },
  });
  assert.deepEqual([bad[1]!.result, bad[1]!.responseUs], ['overdue', null]);
});

test('answers that were kept are shown where they were asked for, line by line and harmless', () => {
  assert.equal(pageData().answers, null);
  const long = keptAnswer({ place: 'last', body: '\u202e'.repeat(5000), result: 'reset', target: null });
  const { answers, names } = pageData({ answers: [keptAnswer(), long, keptAnswer({ body: null })] });
  const [first, last, binary] = answers!.rows;
  assert.deepEqual(
    { ...first, name: names[first!.name]![1] },
    {
      ...{ name: '/shop/:id/part-1', result: '500', place: 'first', seq: 12, target: '/shop/1' },
      headers: 'content-type: text/plain\nx-request-id: 7',
      ...{ body: 'no    connection\nto the database\n', notShown: [] },
    },
  );
  assert.equal(last!.body, '\\u{202e}'.repeat(4000));
  assert.deepEqual([last!.result, last!.notShown.length], ['500, broken off: reset', 1]);
  assert.deepEqual(binary!.notShown, ['(33 B that are no text)']);
});

test('a run of which nothing is stored makes a page, too', () => {
  const times = { responseTimeUs: NOTHING, serviceTimeUs: NOTHING, ttfbUs: NOTHING, lagUs: NOTHING };
  const summary = sampleSummary({ ...times, planned: 0, sent: 0, statuses: [], endpoints: [] });
  const curves = { response: [], service: [], ttfb: [], lag: [] };
  const { timeline, endpoints } = pageData({ summary, intervals: [], curves });
  assert.deepEqual([timeline.startS, endpoints.rows], [[], []]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunComparison } from '../../src/model.ts';
import { comparisonJson } from '../../src/view/comparison-json.ts';
import { comparisonMarkdown } from '../../src/view/comparison-markdown.ts';
import { comparisonSentence } from '../../src/view/comparison-sentence.ts';
import { renderComparison } from '../../src/view/render-comparison.ts';
import { visibleWidth } from '../../src/view/visible-width.ts';
import { FAILING, SLOWER, sampleComparison, sampleFigure, sampleScope } from './comparison-samples.ts';

const at100 = (comparison: RunComparison) => renderComparison(comparison, { width: 100, color: false });
const worse = sampleComparison({
  verdict: 'worse',
  endpoints: [
    sampleScope('/api/cart/:id', 'worse', [SLOWER, { ...SLOWER, name: 'response.p50' }]),
    ...Array.from({ length: 27 }, (_, i) => sampleScope(`/${i}`)),
    ...Array.from({ length: 3 }, (_, i) => sampleScope(`/few/${i}`, 'too little data')),
  ],
});

test('the sentence on top names the figure, by how much it changed, and how the endpoints stand', () => {
  assert.equal(
    comparisonSentence(worse),
    'worse: p95 of response time of GET /api/cart/:id +38% (212 ms → 293 ms; 95% interval +31…+45%), and 1 more figure; 1 endpoint worse, 27 same, 3 too little data',
  );
  assert.equal(
    comparisonSentence(sampleComparison()),
    'same: p95 of response time +0.5% (212 ms → 213 ms; 95% interval −2.1…+3.0%); 1 endpoint same, 1 too little data',
  );
});

test('a change of most endpoints is told of all requests, one of few of the endpoint', () => {
  const overall = sampleScope(null, 'worse', [{ ...SLOWER, change: 0.2, interval: [0.15, 0.25] }]);
  const lead = (endpoints: RunComparison['endpoints']) =>
    comparisonSentence(sampleComparison({ verdict: 'worse', overall, endpoints })).slice(0, 40);
  const slow = sampleScope('/slow', 'worse', [SLOWER]);
  assert.match(
    lead([slow, sampleScope('/a'), sampleScope('/b')]),
    /^worse: p95 of response time of GET \/slow/,
  );
  assert.match(lead([slow, slow, sampleScope('/a')]), /^worse: p95 of response time \+20%/);
});

test('failures come before times', () => {
  const overall = sampleScope(null, 'worse', [SLOWER, FAILING]);
  assert.match(
    comparisonSentence(sampleComparison({ verdict: 'worse', overall, endpoints: [] })),
    /^worse: failed \+1\.23 pp \(0% → 1\.23%; 95% interval \+1\.10…\+1\.36 pp\), and 1 more figure$/,
  );
});

test('where there is too little data, why is said', () => {
  const why = 'the interval reaches from no change to one that counts';
  const overall = sampleScope(null, 'too little data', [sampleFigure({ verdict: 'too little data', why })]);
  assert.match(
    comparisonSentence(sampleComparison({ verdict: 'too little data', overall })),
    /^too little data: p95 of response time \+0\.5% \(.*\): the interval reaches from no change to one that counts; 1 endpoint/,
  );
});

test('runs that cannot be compared say so first, and show figures without verdicts', () => {
  const notComparable = ['runs 3 and 4 replayed different logs'];
  const figure = sampleFigure({ interval: null, p: null, verdict: null });
  const text = at100(
    sampleComparison({
      verdict: 'not comparable',
      notComparable,
      overall: sampleScope(null, null, [figure]),
      endpoints: [],
    }),
  );
  assert.match(text, /^not comparable: runs 3 and 4 replayed different logs\n/);
  assert.match(text, /^response p95 +212 ms +213 ms +\+0\.5% +- +not judged$/m);
  assert.doesNotMatch(text, /Verdicts:/);
});

test('the screen has the runs, what is to be known of them, all figures, what changed, and what verdicts rest on', () => {
  const text = at100({ ...worse, warnings: ['workers: run 3 had 2, run 4 4'] });
  assert.match(text, /^A +run 3 "baseline" {2}2026-07-12/m);
  assert.match(text, /^B +run 4 {2}2026-07-13/m);
  assert.match(text, /^note +workers: run 3 had 2, run 4 4$/m);
  assert.match(text, /^response p95 +212 ms +213 ms +\+0\.5% +−2\.1…\+3\.0% +same$/m);
  assert.match(text, /^rate made +100\.0\/s +100\.0\/s +0\.0% +- +not judged$/m);
  assert.match(text, /^5xx +1\.00% +1\.05% +\+0\.05 pp +−0\.10…\+0\.20 pp +same$/m);
  assert.match(
    text,
    /^212 ms +293 ms +\+38% +\+31…\+45% +worse +p95 of response time +GET \/api\/cart\/:id$/m,
  );
  assert.match(text, /p95 of response time \(15 of 31\)$/m);
  assert.match(text.replaceAll('\n', ' '), /187 figures tested, .* A change counts from 5% on/);
});

test('colours say which verdict it is', () => {
  const painted = renderComparison(worse, { width: 100, color: true });
  assert.ok(painted.startsWith('\x1b[31mworse: '));
});

test('an interval without an end says so', () => {
  const overall = sampleScope(null, 'same', [sampleFigure({ interval: [-1, Infinity] })]);
  assert.match(at100(sampleComparison({ overall })), /−100…\+∞%/);
  const json = comparisonJson(sampleComparison({ overall })) as {
    overall: { figures: { interval: unknown }[] };
  };
  assert.deepEqual(json.overall.figures[0].interval, [-1, null]);
});

const HOSTILE = '/\x1b[31m|<img src=x>`@somebody`\u202e\n### [x](http://evil.example)';

test('text from a log does nothing to the terminal, and is text in Markdown', () => {
  const hostile = sampleComparison({
    verdict: 'worse',
    endpoints: [sampleScope(HOSTILE, 'worse', [SLOWER])],
    warnings: [HOSTILE],
  });
  const text = at100(hostile);
  assert.doesNotMatch(text, /[\x1b\u202e]/);
  const markdown = comparisonMarkdown(hostile);
  assert.doesNotMatch(markdown, /\x1b|<img|@somebody|[^\\]\[x\]|http:\/\/evil/);
  const row = markdown.split('\n').find((line) => line.includes('| worse |'))!;
  assert.equal(row.match(/(?<!\\)\|/g)!.length, 8);
});

test('nothing is wider than the screen', () => {
  for (const path of [HOSTILE, '/日本語'.repeat(60), '/x'.repeat(5000)]) {
    const scope = sampleScope(path, 'worse', [SLOWER, FAILING]);
    const comparison = sampleComparison({
      verdict: 'worse',
      endpoints: [scope, scope],
      warnings: [path],
      overall: sampleScope(null, 'worse', [SLOWER, FAILING]),
    });
    for (const width of [60, 80, 100, 160]) {
      const lines = renderComparison(comparison, { width, color: false }).split('\n');
      assert.ok(
        lines.every((line) => visibleWidth(line) <= width),
        lines.find((line) => visibleWidth(line) > width) ?? '',
      );
    }
  }
});

test('a comment with very many endpoints stays within what a pull request takes', () => {
  const endpoints = Array.from({ length: 1000 }, (_, i) =>
    sampleScope(`/a/rather/long/path/of/an/endpoint/number/${i}`, 'worse', [
      SLOWER,
      { ...SLOWER, name: 'service.p95' },
    ]),
  );
  const markdown = comparisonMarkdown(sampleComparison({ verdict: 'worse', endpoints }));
  assert.ok(markdown.length < 65_536, `${markdown.length}`);
  assert.match(markdown, /^and 1,950 more$/m);
});

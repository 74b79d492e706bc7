import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import type { DetailedReport } from '../../../src/view/html/detailed-report.ts';
import { pageAssets } from '../../../src/view/html/page-assets.ts';
import { renderHtml } from '../../../src/view/html/render-html.ts';
import { renderSummary } from '../../../src/view/render-summary.ts';
import { BROKEN } from '../drift-samples.ts';
import { percentiles, sampleRun, sampleSummary } from '../samples.ts';
import { dataOf, detailedReport, intervals, keptAnswer } from './detailed-samples.ts';

const HOSTILE = '</script><script>alert()</script><!--<img src=x onerror=alert()>\u2028\u2029\u202egnp.exe';

/** What log lines may bring into a report, everywhere at once. */
function hostileReport(): DetailedReport {
  const drift = { ...detailedReport().summary.drift!, cells: [{ ...BROKEN, endpointId: 0, examples: [7] }] };
  return detailedReport({
    run: sampleRun({
      name: HOSTILE,
      notes: [HOSTILE],
      invalid: [HOSTILE],
      logs: [{ path: HOSTILE }],
      format: HOSTILE,
      options: { headers: [['User-Agent', HOSTILE]] },
    }),
    endpoints: [{ id: 0, method: 'GET', path: `/${HOSTILE}` }],
    summary: sampleSummary({
      endpoints: [{ endpointId: 0, planned: 10, answered: 9, bad: 1, responseTimeUs: percentiles(500) }],
      drift,
    }),
    examples: [{ id: 7, endpoint: { id: 0, method: 'GET', path: '/' }, target: `/${HOSTILE}` }],
    skipped: [{ reason: 'not-http', count: 1, example: { file: HOSTILE, number: 1, text: HOSTILE } }],
    database: HOSTILE,
  });
}

const scriptsOf = (page: string) =>
  Array.from(page.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g), ([, text]) => text!);
const withoutScripts = (page: string) => page.replaceAll(/<(script|style)[^>]*>[\s\S]*?<\/\1>/g, '');

test('the page names nothing that it would have to fetch', () => {
  const page = renderHtml(detailedReport());
  const named = Array.from(
    withoutScripts(page).matchAll(/\s(?:src|srcset|href|action|poster)=["']?([^"'\s>]*)/g),
  );
  assert.deepEqual(
    named.map(([, address]) => address),
    ['data:,'],
  );
  assert.deepEqual(pageAssets().styles.match(/url\(|@import/g), null);
  assert.deepEqual(
    pageAssets().pageScript.match(
      /\bfetch\(|XMLHttpRequest|import\(|https?:\/\/(?!www\.w3\.org\/2000\/svg)/g,
    ),
    null,
  );
});

test('the scripts of the page make no elements of text', () => {
  const makesElements =
    /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|\beval\(|new Function/;
  assert.deepEqual(pageAssets().pageScript.match(makesElements), null);
});

test('only the scripts and styles that the page is made with may run, and nothing may be fetched', () => {
  const page = renderHtml(hostileReport());
  const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)!;
  const [, ...scripts] = scriptsOf(page);
  assert.equal(scripts.length, 2);
  const sources = scripts.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  const [, style] = /<style>([\s\S]*?)<\/style>/.exec(page)!;
  assert.deepEqual(policy!.split('; '), [
    "default-src 'none'",
    `script-src ${sources.join(' ')}`,
    `style-src 'sha256-${createHash('sha256').update(style!).digest('base64')}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ]);
});

test('what a log says neither ends the data nor makes an element, and is shown whole', () => {
  const page = renderHtml(hostileReport());
  assert.equal(page.match(/<script/g)!.length - count(pageAssets(), /<script/g), 3);
  assert.equal(page.match(/<\/script/g)!.length, 3);
  assert.doesNotMatch(withoutScripts(page), /<img|<!--/);
  const data = dataOf(page);
  // As in a terminal: what is not seen, or turns the reading direction, is shown as an escape.
  const shown =
    '</script><script>alert()</script><!--<img src=x onerror=alert()>\\u{2028}\\u{2029}\\u{202e}gnp.exe';
  assert.equal(data.names[0]![1], `/${shown}`);
  assert.equal(data.skipped.rows[0]!.text, shown);
  assert.equal(data.notes[0], shown);
  assert.equal(data.settings.logs[0]!.path, shown);
  assert.equal(data.changes!.rows[0]!.examples[0]!.target, `/${shown}`);
});

test('whoever lets no script run reads what a terminal would have shown', () => {
  const report = detailedReport();
  const [, text] = /<noscript><pre>([^<]*)<\/pre><\/noscript>/.exec(renderHtml(report))!;
  const plain = text!.replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(code));
  assert.equal(plain, renderSummary(report, { width: 100, color: false }));
});

test('the licence of the charts stands in the page', () => {
  const page = renderHtml(detailedReport());
  assert.match(
    page,
    /The MIT License \(MIT\)\n\nCopyright \(c\) \d+ Leon Sorokin\n\nPermission is hereby granted/,
  );
});

test('the page of the longest run of the worst log is below 2 MB', () => {
  const path = (i: number) => `/${i}/${'<'.repeat(8000)}`;
  const ids = Array.from({ length: 1200 }, (_, i) => i);
  const cells = ids.flatMap((endpointId) =>
    [500, 502, 503, 504].map((replayed, i) => ({
      ...BROKEN,
      endpointId,
      replayed,
      examples: [0, 1, 2].map((n) => (endpointId * 4 + i) * 3 + n),
    })),
  );
  const report = detailedReport({
    run: sampleRun({
      notes: ids.map((i) => `${i} ${'<'.repeat(1000)}`),
      logs: ids.map((i) => ({
        path: path(i),
        bytes: 1,
        modifiedAt: '2026-07-12T12:00:00Z',
        sha256FirstMiB: 'a'.repeat(64),
      })),
    }),
    endpoints: ids.map((id) => ({ id, method: 'GET', path: path(id) })),
    summary: sampleSummary({
      endpoints: ids.map((endpointId) => ({
        ...{ endpointId, planned: 1_000_000, answered: 999_999, bad: 123_456 },
        responseTimeUs: percentiles(12_345_678),
      })),
      drift: { ...detailedReport().summary.drift!, cells },
    }),
    examples: cells.flatMap(({ endpointId, examples }) =>
      examples.map((id) => ({
        id,
        endpoint: { id: endpointId, method: 'GET', path: '/' },
        target: `/${'<'.repeat(700)}${id}`,
      })),
    ),
    answers: ids.map(() => keptAnswer({ body: '<'.repeat(16_000) })),
    intervals: intervals(720, { planned: 123_456_789, sent: 123_456_781, inFlight: 4096 }),
    skipped: ids
      .slice(0, 19)
      .map(() => ({ reason: 'method', count: 1, example: { file: path(1), number: 1, text: path(1) } })),
  });
  const page = renderHtml(report);
  const bytes = Buffer.byteLength(page);
  assert.ok(bytes < 2_000_000, `${bytes} bytes`);
  const data = dataOf(page);
  assert.deepEqual(
    [data.endpoints.rows.length, data.endpoints.all, data.changes!.rows.length, data.changes!.all],
    [1000, 1200, 300, 4800],
  );
});

function count({ chartScript, pageScript }: ReturnType<typeof pageAssets>, pattern: RegExp): number {
  return [chartScript, pageScript].reduce((sum, text) => sum + (text.match(pattern)?.length ?? 0), 0);
}

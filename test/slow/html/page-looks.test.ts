import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { RESULTS } from '../../../src/model.ts';
import type { DetailedReport } from '../../../src/view/html/detailed-report.ts';
import { renderHtml } from '../../../src/view/html/render-html.ts';
import { openWatched, requireChromium } from '../../helpers/chromium.ts';
import { temporaryDirectory } from '../../helpers/temporary-directory.ts';
import { driftReport, durations, sampleDrift } from '../../view/drift-samples.ts';
import { detailedReport, intervals, keptAnswer } from '../../view/html/detailed-samples.ts';
import { percentiles, sampleRun, sampleSummary } from '../../view/samples.ts';

const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** A report that has every part that there is. */
function fullReport(): DetailedReport {
  const sample = {
    ...{ seq: 5, dueAtUs: 50_000, requestId: 7, endpointId: 1, recordedStatus: 200, recordedUs: 4000 },
    ...{ result: RESULTS.indexOf('answered'), status: 500, lagUs: 30, ttfbUs: 900, serviceUs: 1000 },
  };
  const all = {
    ...durations(1000, 2000, 1200),
    endpoints: [{ endpointId: 2, ...durations(1000, 1500, 600) }],
  };
  const { summary } = driftReport({ ...sampleDrift(), durations: all });
  const check = { unit: 'us', actual: 9000, limit: 5000, samples: 990, why: null } as const;
  const senders = [{ worker: 0, busy: 0.5, loopDelayP99Us: 900, loopDelayMaxUs: 2000, handedLateUs: 0 }];
  return detailedReport({
    summary: { ...summary, samples: { slowest: [sample], bad: [sample] }, warmup: 300 },
    run: sampleRun({
      ...{ warmupUs: 3_000_000, invalid: ['the rate was not made (50/s of 100/s)'], notes: ['a note'] },
      generator: { senders, findings: ['sender 0 was busy'] },
      stopped: { condition: '5xx>20% for 5s', firstSecond: 7, lastSecond: 9, share: 0.4 },
      checks: [
        { check: 'p99<5ms', passed: false, ...check },
        { check: 'p50<5ms', passed: true, ...check, actual: 1000 },
      ],
    }),
    noise: { runId: 3, notAnswered: 2 },
    answers: [keptAnswer(), keptAnswer({ place: 'last', body: 'a line that is long. '.repeat(40) })],
  });
}

const folder = temporaryDirectory('looks');
let pages = 0;

/** A test of a page that is made for it; nothing may be complained of. */
function pageTest(
  title: string,
  report: () => DetailedReport,
  body: (page: Page) => Promise<void>,
  options: Parameters<Browser['newPage']>[0] = {},
): void {
  test(title, async (t) => {
    const browser = await requireChromium(t);
    if (browser === undefined) return;
    const file = join(folder, `${pages++}.html`);
    writeFileSync(file, renderHtml(report()));
    const { page, complaints, requests } = await openWatched(browser, file, options);
    await body(page);
    assert.deepEqual(complaints, []);
    assert.deepEqual(requests, [`file://${file}`]);
    await page.close();
  });
}

/** Waits until the page has these colours: it hears of them a moment later. */
const themeIs = (page: Page, name: string) => page.locator(`html[data-theme=${name}]`).waitFor();
const openAll = (page: Page) =>
  page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true");
const overflow = (page: Page) => page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');

pageTest(
  'a run that is not valid says so on top, in the very sentence of the terminal',
  fullReport,
  async (page) => {
    const [first, second] = await page.locator('main .banner').allInnerTexts();
    assert.match(first!, /^STOPPED by 5xx>20% for 5s: /);
    assert.equal(second, 'NOT VALID: the rate was not made (50/s of 100/s)');
    const above = await page.locator('.banner').last().boundingBox();
    assert.ok(above!.y < (await page.locator('h1').boundingBox())!.y);
  },
);

for (const colorScheme of ['light', 'dark'] as const) {
  pageTest(
    `nothing keeps people from reading the page, with all its parts open, in ${colorScheme} colours`,
    fullReport,
    async (page) => {
      await themeIs(page, colorScheme);
      await openAll(page);
      await page.evaluate(AXE);
      const { violations } = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
        'axe.run(document, { resultTypes: ["violations"] })',
      );
      assert.deepEqual(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`),
        [],
      );
    },
    { colorScheme },
  );
}

pageTest(
  'colours follow the system until they are chosen, and charts with them',
  fullReport,
  async (page) => {
    const button = page.getByRole('button', { name: /^Theme/ });
    const pixels = () =>
      page
        .locator('canvas')
        .first()
        .evaluate((canvas) => (canvas as unknown as { toDataURL(): string }).toDataURL());
    const light = await pixels();
    await page.emulateMedia({ colorScheme: 'dark' });
    await themeIs(page, 'dark');
    assert.notEqual(await pixels(), light);
    await button.click();
    assert.equal(await button.innerText(), 'Theme: light');
    await themeIs(page, 'light');
    assert.equal(await pixels(), light);
    await button.click();
    await page.emulateMedia({ colorScheme: 'light' });
    await themeIs(page, 'dark');
    await button.click();
    await themeIs(page, 'light');
  },
);

pageTest(
  'on paper it is light, without what can only be pressed, and no wider than the sheet',
  fullReport,
  async (page) => {
    await page.setViewportSize({ width: 720, height: 1000 });
    await page.emulateMedia({ media: 'print' });
    await themeIs(page, 'light');
    for (const gone of ['.theme', 'nav', '.controls', '.copy', '.figures'])
      assert.equal(await page.locator(gone).first().isVisible(), false, gone);
    for (const there of ['h1', '.banner', 'canvas', '#endpoints table', '#settings code'])
      assert.ok(await page.locator(there).first().isVisible(), there);
    const box = await page.locator('canvas').first().boundingBox();
    assert.ok(box!.width <= 660, `${box!.width}`);
    await page.emulateMedia({ media: 'screen' });
    await themeIs(page, 'dark');
    const pdf = await page.pdf({ format: 'A4' });
    assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
  },
  { colorScheme: 'dark' },
);

for (const width of [360, 768, 2000]) {
  pageTest(
    `no part of the page is wider than a screen of ${width} pixels`,
    fullReport,
    async (page) => {
      await openAll(page);
      assert.ok((await overflow(page)) <= 0);
      const chart = await page.locator('canvas').first().boundingBox();
      assert.ok(chart!.width > 200 && chart!.x + chart!.width <= width);
    },
    { viewport: { width, height: 800 } },
  );
}

pageTest('charts grow and shrink with the window', fullReport, async (page) => {
  const widthOf = async () => (await page.locator('canvas').first().boundingBox())!.width;
  const before = await widthOf();
  await page.setViewportSize({ width: 500, height: 800 });
  await page.waitForFunction(`document.querySelector('canvas').getBoundingClientRect().width < ${before}`);
  assert.ok((await overflow(page)) <= 0);
});

pageTest(
  'a thousand endpoints with long names are shown in parts, searched and sorted',
  () => {
    const ids = Array.from({ length: 1000 }, (_, i) => i);
    return detailedReport({
      endpoints: ids.map((id) => ({ id, method: 'GET', path: `/${id}/${'long-'.repeat(id % 40)}` })),
      summary: sampleSummary({
        endpoints: ids.map((endpointId) => ({
          ...{ endpointId, planned: 10_000 - endpointId, answered: 1, bad: 0 },
          responseTimeUs: percentiles(1000 + ((endpointId * 7919) % 1000)),
        })),
      }),
      intervals: intervals(720),
    });
  },
  async (page) => {
    const endpoints = page.locator('#endpoints');
    const rows = endpoints.locator('tbody tr');
    assert.equal(await rows.count(), 50);
    await endpoints.getByRole('button', { name: 'Show all 1,000' }).click();
    assert.equal(await rows.count(), 1000);
    await endpoints.getByRole('searchbox').fill('/99');
    assert.equal(await endpoints.getByRole('status').innerText(), '11 of 1,000 endpoints');
    await endpoints.getByRole('button', { name: 'p50' }).click();
    const times = await endpoints.locator('tbody td:nth-child(4)').allInnerTexts();
    assert.deepEqual(times, times.toSorted().reverse());
    assert.ok((await overflow(page)) <= 0);
  },
);

pageTest(
  'without a script, it is the report of the terminal',
  fullReport,
  async (page) => {
    assert.match(
      await page.locator('noscript').innerText(),
      /NOT VALID: [\s\S]*planned 1,000 = answered 990/,
    );
  },
  { javaScriptEnabled: false },
);

pageTest(
  'a run that was over at once has a page, too',
  () => detailedReport({ intervals: [], curves: { response: [], service: [], ttfb: [], lag: [] } }),
  async (page) => {
    assert.match(await page.locator('#over-time').innerText(), /Nothing was due/);
    assert.equal(await page.locator('canvas').count(), 0);
  },
);

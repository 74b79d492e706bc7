import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { openWatched, requireChromium, type Watched } from '../../helpers/chromium.ts';
import { type PracticePage, practicePage } from './practice-page.ts';

let made: Promise<PracticePage> | undefined;

/** Each test with a page of its own, of the same run; whatever it does to the page, nothing may be complained of. */
function pageTest(title: string, body: (watched: Watched, report: PracticePage) => Promise<void>): void {
  test(title, async (t) => {
    const browser = await requireChromium(t);
    if (browser === undefined) return;
    made ??= practicePage();
    const report = await made;
    const watched = await openWatched(browser, report.file);
    await body(watched, report);
    assert.deepEqual(watched.complaints, []);
    assert.deepEqual(watched.requests, [`file://${report.file}`]);
    await watched.page.close();
  });
}

const endpoints = (page: Page) => page.locator('#endpoints');
const column = (page: Page, n: number) =>
  endpoints(page).locator(`tbody tr > :nth-child(${n})`).allInnerTexts();
const head = (page: Page, name: string) => endpoints(page).locator('thead th').filter({ hasText: name });

pageTest(
  'the page opens from a file, and what it says first is what the terminal says',
  async ({ page }, report) => {
    const banner = await page.locator('.banner').allInnerTexts();
    assert.deepEqual(banner.at(-1), 'FAILED: 1 of 2 checks: 5xx<1%');
    const plain = report.text.replaceAll(/\s+/g, ' ');
    for (const line of [...banner, await page.locator('.happened').innerText()])
      assert.ok(plain.includes(line), line);
    const drift = (await page.locator('.drift').innerText()).replace('✕', '').trim();
    assert.ok(plain.includes(drift), drift);
    assert.match(await page.locator('.books p').innerText(), /^planned 1,200 = answered/);
  },
);

pageTest('what a log says stays text', async ({ page }) => {
  assert.equal(await page.evaluate('document.scripts.length'), 3);
  assert.equal(
    await page.locator('img, iframe, object, embed, form, [onerror], [href^="javascript"]').count(),
    0,
  );
  assert.match(await page.title(), /^Run 1 “<\/script><script>/);
  const shown = await page.locator('main').innerText();
  for (const text of [
    '/search/<script>document.title="pwned"</script>',
    '\\u{2028}\\u{2029}\\u{202e}gpj.exe',
    '//\'"><b>',
  ])
    assert.ok(shown.includes(text), text);
});

pageTest('the figures are those of the JSON report', async ({ page }, { json }) => {
  const figures = await page.locator('.key-figures .value').allInnerTexts();
  const [, p50, p99, , unexplained] = figures;
  assert.equal(toUs(p50!), toThreeDigits(json.response_time_ms.p50 * 1e3));
  assert.equal(toUs(p99!), toThreeDigits(json.response_time_ms.p99 * 1e3));
  assert.equal(unexplained, json.drift.unexplained.toLocaleString('en'));
  const planned = (await column(page, 2)).map((text) => Number(text.replace(',', '')));
  const told = json.endpoints.map(({ planned }: { planned: number }) => planned);
  assert.deepEqual(planned, told.toSorted((a: number, b: number) => b - a).slice(0, 50));
});

pageTest('endpoints are sorted by a press on a head, which says how', async ({ page }) => {
  assert.equal(await head(page, 'requests').getAttribute('aria-sort'), 'descending');
  await head(page, 'p95').getByRole('button').click();
  assert.equal(await head(page, 'p95').getAttribute('aria-sort'), 'descending');
  assert.equal(await head(page, 'requests').getAttribute('aria-sort'), 'none');
  const times = (await column(page, 5)).map(toUs);
  assert.deepEqual(
    times,
    times.toSorted((a, b) => b - a),
  );
  await head(page, 'p95').getByRole('button').click();
  assert.equal(await head(page, 'p95').getAttribute('aria-sort'), 'ascending');
  assert.deepEqual(
    (await column(page, 5)).map(toUs),
    times.toReversed().toSorted((a, b) => a - b),
  );
  await head(page, 'endpoint').getByRole('button').click();
  const [first] = await column(page, 1);
  assert.match(first!, /^GET \//);
});

pageTest('endpoints are filtered by name and by what went wrong', async ({ page }, { json }) => {
  const status = endpoints(page).getByRole('status');
  const all = Number.parseInt(await status.innerText(), 10);
  await endpoints(page).getByRole('searchbox').fill('SEARCH');
  const found = await column(page, 1);
  assert.ok(found.length > 0 && found.every((name) => name.includes('/search')), found.join());
  assert.equal(await status.innerText(), `${found.length} of ${all} endpoints`);
  await endpoints(page).getByRole('searchbox').fill('');
  await endpoints(page).getByRole('combobox').selectOption({ label: 'with failures, drops or 5xx' });
  // A machine that is busy may make others bad, too.
  const bad = json.endpoints
    .filter(({ bad }: { bad: number }) => bad > 0)
    .map(({ method, path }: { method: string; path: string }) => `${method} ${path}`);
  assert.deepEqual((await column(page, 1)).toSorted(), bad.toSorted());
  assert.ok(bad.includes('GET /search'));
});

pageTest('an example can be taken to the shell', async ({ page }, { json }) => {
  const [first] = json.drift.cells;
  const example = page.locator('#changes .examples').first();
  assert.equal(await example.locator('code').first().innerText(), first.examples[0].curl);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await example.getByRole('button').first().click();
  await example.getByText('Copied').waitFor();
  assert.equal(await page.evaluate('navigator.clipboard.readText()'), first.examples[0].curl);
});

pageTest('a line of a chart is switched off and on, and its figures can be read', async ({ page }) => {
  const chart = page.locator('figure').filter({ hasText: 'By class of status' });
  const legend = chart.getByRole('group', { name: 'Lines of Answers' });
  const button = legend.getByRole('button', { name: '2xx' });
  const pixels = () => pixelsOf(chart);
  const before = await pixels();
  await button.click();
  assert.equal(await button.getAttribute('aria-pressed'), 'false');
  assert.notEqual(await pixels(), before);
  await button.click();
  assert.equal(await pixels(), before);
  await chart.getByText('Figures').click();
  const heads = await chart.locator('th[scope=col]').allInnerTexts();
  assert.deepEqual(heads, ['from the start', '2xx', '4xx', '5xx']);
  assert.match(await chart.locator('tbody tr').nth(3).innerText(), /^3 s\t\d/);
});

pageTest('a logarithmic scale is chosen with a button', async ({ page }) => {
  const chart = page.locator('figure').filter({ hasText: 'Response time' }).first();
  const button = chart.getByRole('button', { name: 'Log scale' });
  assert.equal(await button.getAttribute('aria-pressed'), 'false');
  const pixels = () => pixelsOf(chart);
  const before = await pixels();
  await button.click();
  assert.equal(await button.getAttribute('aria-pressed'), 'true');
  assert.notEqual(await pixels(), before);
});

pageTest('all of it goes by keyboard', async ({ page }) => {
  const plot = page.getByRole('group', { name: /^Rate: arrow keys/ });
  await plot.focus();
  const spoken = page.locator('figure').first().locator('[aria-live]');
  await page.keyboard.press('Home');
  assert.match(await spoken.innerText(), /^0 s: asked 300\.0\/s, made [\d.]+\/s$/);
  await page.keyboard.press('ArrowRight');
  assert.match(await spoken.innerText(), /^1 s: /);
  // Charts over time move together.
  const legends = await page.locator('.legend .where').allInnerTexts();
  assert.ok(legends.filter((text) => text === 'at 1 s').length >= 5, legends.join());
  const whole = await pixelsOf(plot);
  await page.keyboard.press('+');
  assert.notEqual(await pixelsOf(plot), whole);
  await page.keyboard.press('0');
  assert.equal(await pixelsOf(plot), whole);
  await page.keyboard.press('Escape');
  assert.deepEqual(new Set(await page.locator('.legend .where').allInnerTexts()), new Set(['']));

  await endpoints(page).getByRole('searchbox').focus();
  await page.keyboard.type('shop');
  for (let i = 0; i < 20; i++) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate('document.activeElement.textContent')) === 'p99') break;
  }
  await page.keyboard.press('Enter');
  assert.equal(await head(page, 'p99').getAttribute('aria-sort'), 'descending');
  await page.keyboard.press('Space');
  assert.equal(await head(page, 'p99').getAttribute('aria-sort'), 'ascending');
});

pageTest('the list of parts leads to each of them', async ({ page }) => {
  for (const link of await page.locator('nav a').all()) {
    await link.click();
    const id = (await link.getAttribute('href'))!;
    assert.equal(await page.locator(id).locator('h2').innerText(), await link.innerText());
    const { y } = (await page.locator(id).boundingBox())!;
    assert.ok(y < 900, `${id} is at ${y}`);
  }
});

pageTest('the command that makes the run again, and its log, are told', async ({ page }) => {
  const settings = page.locator('#settings');
  const command = await settings.locator('code').first().innerText();
  assert.match(
    command,
    /^reprise run \S+access\.log --target http:\S+ --rate 300 --duration 4s --warmup 2s --check/,
  );
  assert.match(await settings.innerText(), /access\.log\s+20\d kB/);
});

/** What a chart looks like. */
function pixelsOf(chart: Locator): Promise<string> {
  return chart
    .locator('canvas')
    .evaluate((canvas) => (canvas as unknown as { toDataURL(): string }).toDataURL());
}

function toThreeDigits(us: number): number {
  return Number(us.toPrecision(3));
}

function toUs(text: string): number {
  const [number, unit] = text.split(' ');
  return Number(number!.replace(',', '')) * { µs: 1, ms: 1e3, s: 1e6 }[unit!]!;
}

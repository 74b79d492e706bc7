import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { openWatched, requireChromium } from '../../helpers/chromium.ts';
import { runCli } from '../../helpers/run-cli.ts';
import { startCli } from '../../helpers/start-cli.ts';
import { temporaryDirectory } from '../../helpers/temporary-directory.ts';

/**
 * Makes the runs that docs/reading-a-report.md walks through, by the very commands that stand there, and the pictures of
 * them. `npm run screenshots` puts these into docs/images/ and prints what the terminal said; as a test it sees to it that they
 * can be made, are small, and are those that the document shows.
 */
const DOCUMENT = readFileSync(new URL('../../../docs/reading-a-report.md', import.meta.url), 'utf8');
const INTO = process.env.REPRISE_SCREENSHOTS ?? temporaryDirectory('screenshots');
const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));
/** Where the target of the document is. */
const SHOWN = 'http://127.0.0.1:8080';
const MOST_BYTES = 150_000;

/** The words of a command in the document, between quotes whole. */
function wordsOf(command: RegExp): string[] {
  const line = command.exec(DOCUMENT)?.[1]?.replaceAll(/\\\n\s*/g, '');
  assert.ok(line !== undefined, `the document has no ${command}`);
  return Array.from(line.matchAll(/'([^']*)'|(\S+)/g), ([, quoted, plain]) => quoted ?? plain!);
}

const COMMAND = (name: string) => new RegExp(`\\$ npx reprise (${name} (?:[^\\n]*\\\\\\n)*[^\\n]*)`);

interface Made {
  readonly text: string;
  readonly page: string;
}

/** Runs the commands of the document against a practice target of its own port. */
async function makeRuns(): Promise<{ readonly broken: Made; readonly notValid: Made }> {
  const folder = temporaryDirectory('reading');
  const [, ...target] = wordsOf(COMMAND('target'));
  const serving = startCli(['target', '--port', '0', ...target.slice(target.indexOf('--status'), -1)]);
  const [url] = await serving.waitForStdout(/http:\/\/[\d.:]+/);
  const db = join(folder, 'reprise.db');
  const run = async (words: readonly string[], name: string): Promise<Made> => {
    const page = join(folder, `${name}.html`);
    const args = words
      .filter((word, i) => words[i - 1] !== '--html' && word !== '--html')
      .map((word) => (/^http:/.test(word) ? url! : word));
    const { stdout } = await runCli([...args, '--db', db, '--html', page], { cwd: REPOSITORY });
    const asInDocument = (text: string) => text.replaceAll(db, 'reprise.db').replaceAll(url!, SHOWN);
    writeFileSync(page, asInDocument(readFileSync(page, 'utf8')));
    return { text: asInDocument(stdout), page };
  };
  try {
    return {
      broken: await run(wordsOf(COMMAND('run')), 'broken'),
      notValid: await run(wordsOf(COMMAND('run(?=[^\\n]*--max-in-flight)')), 'not-valid'),
    };
  } finally {
    await serving[Symbol.asyncDispose]();
  }
}

let made: ReturnType<typeof makeRuns> | undefined;

/** From the top of one element to the bottom of another, with a margin. */
async function shoot(page: Page, name: string, from: string, to: string, most = 900): Promise<void> {
  await page.evaluate('scrollTo(0, 0)');
  const top = (await page.locator(from).first().boundingBox())!.y;
  const bottom = await page.locator(to).first().boundingBox();
  const height = Math.min(most, bottom!.y + bottom!.height - top + 24);
  const clip = { x: 0, y: Math.max(0, top - 12), width: WIDTH, height };
  const picture = await page.screenshot({ fullPage: true, clip, animations: 'disabled' });
  assert.ok(picture.length < MOST_BYTES, `${name}.png has ${picture.length} bytes`);
  assert.ok(DOCUMENT.includes(`](images/${name}.png)`), `${name}.png is not in the document`);
  mkdirSync(INTO, { recursive: true });
  writeFileSync(join(INTO, `${name}.png`), picture);
}

const WIDTH = 1080;

function pictureTest(
  title: string,
  of: 'broken' | 'notValid',
  body: (page: Page, text: string) => Promise<void>,
): void {
  test(title, async (t) => {
    const browser: Browser | undefined = await requireChromium(t);
    if (browser === undefined) return;
    made ??= makeRuns();
    const { page: file, text } = (await made)[of];
    const { page, complaints } = await openWatched(browser, file, {
      viewport: { width: WIDTH, height: 900 },
    });
    await body(page, text);
    assert.deepEqual(complaints, []);
    await page.close();
  });
}

pictureTest('what is said first', 'broken', async (page, text) => {
  await shoot(page, 'verdict', '.top', '.books');
  const beginnings = (lines: string) =>
    new Set(lines.split('\n').flatMap((line) => /^[a-zA-Z]\S*(?= )/.exec(line) ?? []));
  const [, shown] = /--html report\.html\n((?: {4}.*\n|\n)+)/.exec(DOCUMENT)!;
  // On a machine with other things to do another check may fail as well.
  const said = beginnings(text.replaceAll(/^FAILED /gm, 'passed '));
  for (const word of beginnings(shown!.replaceAll(/^ {4}(?:FAILED )?/gm, '')))
    assert.ok(said.has(word), `no line begins with ${word}`);
  if (process.env.REPRISE_SCREENSHOTS) console.log(text);
});

pictureTest('what changed against the log', 'broken', async (page) => {
  await shoot(page, 'changes', '#changes', '#changes .changes tbody tr:nth-child(9)', 1100);
});

pictureTest('the run over time', 'broken', async (page) => {
  await shoot(page, 'over-time', '#over-time', '#over-time figure:nth-child(4)');
});

pictureTest('the four times', 'broken', async (page) => {
  await shoot(page, 'times', '#times', '#times figure');
});

pictureTest('the endpoints', 'broken', async (page) => {
  await page.locator('#endpoints').getByRole('button', { name: '5xx' }).click();
  await shoot(page, 'endpoints', '#endpoints', '#endpoints tbody tr:nth-child(10)');
});

pictureTest('the samples', 'broken', async (page) => {
  await shoot(page, 'samples', '#samples', '#samples tbody tr:nth-child(5)', 700);
});

pictureTest('a run that is not valid', 'notValid', async (page, text) => {
  assert.match(text, /^NOT VALID: the rate was not made/);
  await shoot(page, 'not-valid', '.top', '.key-figures');
});

test('the document shows every picture that there is, and no other', () => {
  const shown = Array.from(DOCUMENT.matchAll(/\]\(images\/([\w-]+)\.png\)/g), ([, name]) => name).sort();
  const source = readFileSync(fileURLToPath(import.meta.url), 'utf8');
  const taken = Array.from(source.matchAll(/shoot\(page, '([\w-]+)'/g), ([, name]) => name).sort();
  assert.deepEqual(shown, taken);
});

import { after } from 'node:test';
import { type Browser, chromium, type Page } from 'playwright-core';
import { requireProgram } from './real-program.ts';

/** Nothing but what it is told to open: no first steps, no updates, no network of its own. */
const ARGUMENTS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

let browser: Promise<Browser> | undefined;

/** The installed Chromium, one for all tests of a file; undefined where it is missing, and the test is skipped. */
export function requireChromium(t: { skip(message: string): void }): Promise<Browser> | undefined {
  const executablePath = requireProgram(t, 'chromium', 'chromium');
  if (executablePath === undefined) return undefined;
  browser ??= chromium.launch({ executablePath, args: ARGUMENTS });
  return browser;
}

after(async () => (await browser)?.close());

/** What a page did beside showing itself. */
export interface Watched {
  readonly page: Page;
  /** What stood in the console, errors that nobody caught, and dialogs. */
  readonly complaints: readonly string[];
  /** Addresses that were asked for. */
  readonly requests: readonly string[];
}

/** Opens a file in a page of its own, and notes whatever it does that a report must not do. */
export async function openWatched(
  of: Browser,
  file: string,
  options: Parameters<Browser['newPage']>[0] = {},
): Promise<Watched> {
  const page = await of.newPage({ viewport: { width: 1200, height: 900 }, ...options });
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(String(error.stack)));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(`file://${file}`);
  return { page, complaints, requests };
}

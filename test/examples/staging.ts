import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { serve } from '../end-to-end/serve.ts';
import { combinedLine } from '../end-to-end/write-log.ts';

export const EXAMPLES = new URL('../../examples/nightly/', import.meta.url);
export const API_TOKEN = 'hunter2hunter2';
export const LOGS_TOKEN = 'correct-horse-battery';
export const LOG = gzipSync(
  Array.from({ length: 400 }, (_, i) => `${combinedLine(i % 4 === 0 ? '/cart' : '/')}\n`).join(''),
);

/** How a night ended, and what it left behind. */
export interface Night {
  readonly status: number;
  /** Where the job shows its report. */
  readonly report: string;
  /** What the job keeps: the folder of the database, and that of the pages as they can be downloaded. */
  readonly state: string;
  readonly pages: string;
}

/** The target that the examples load, and from where they fetch its log; `bad` breaks the cart. */
export async function startStaging() {
  const state = { bad: false };
  const target = await serve({
    answer: ({ url }) => ({ status: state.bad && url === '/cart' ? 500 : 200 }),
  });
  const logs = await serve({
    answer: ({ url, rawHeaders }) => {
      if (!rawHeaders.includes(`Bearer ${LOGS_TOKEN}`)) return { status: 401 };
      return /^\/access\.log-\d{8}\.gz$/.test(url) ? { body: LOG } : { status: 404 };
    },
  });
  return {
    state,
    target,
    logsUrl: logs.url,
    /** What the environment says otherwise than the file: here there is no stage.example, and no 20 minutes. */
    environment: {
      REPRISE_TARGET: target.url,
      REPRISE_ALLOWED_TARGETS: '127.0.0.1',
      REPRISE_RATE: 'max',
      REPRISE_MAX_RATE: 'none',
      REPRISE_ONCE: 'true',
      REPRISE_FLAKY: '0',
    },
    [Symbol.asyncDispose]: async () => {
      await target[Symbol.asyncDispose]();
      await logs[Symbol.asyncDispose]();
    },
  };
}

export type Staging = Awaited<ReturnType<typeof startStaging>>;

/** The PATH of a job: this Node, and before it a folder of the test's own. */
export function jobPath(...folders: readonly string[]): string {
  return [...folders, dirname(process.execPath), process.env.PATH].join(':');
}

/** What every example is to do: a night passes, the next is held against it and fails, and both are kept without secrets. */
export async function assertTwoNights(staging: Staging, night: () => Promise<Night>): Promise<void> {
  const nights: Night[] = [];
  const first = await validNight();
  assert.equal(first.status, 0, first.report);
  const passed = nights.length;
  staging.state.bad = true;
  const second = await validNight();
  assert.equal(second.status, 1, second.report);
  // Which figure is named first is the mood of the machine.
  assert.match(second.report, new RegExp(`worse than run ${passed}\\b`, 'i'));
  assert.match(second.report, /GET \/cart/);

  const { requests } = staging.target;
  const replayed = requests.filter(({ rawHeaders }) => rawHeaders.includes(`Bearer ${API_TOKEN}`));
  assert.equal(replayed.length, 400 * nights.length);
  assert.equal(
    requests.length - replayed.length,
    nights.length,
    'each night has asked whether the target is there',
  );
  const pages = readdirSync(second.pages).toSorted();
  assert.deepEqual(
    pages.map((name) => name.replace(/-[\dTZ]+-/, '-DATE-')),
    ['index.html', ...nights.map((_, i) => `nightly-DATE-run${i + 1}.html`)],
  );
  assert.ok(readdirSync(second.state).includes('reprise.db'));
  assert.deepEqual(readdirSync(join(second.state, 'reports')).toSorted(), pages);
  for (const entry of readdirSync(second.state, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    assert.ok(!readFileSync(file).includes(API_TOKEN), `${file} holds a secret`);
  }

  /** A machine that is very busy makes a night not valid, which is none of what is tested here. */
  async function validNight(): Promise<Night> {
    do nights.push(await night());
    while (nights.at(-1)!.status === 5 && nights.length < 6);
    return nights.at(-1)!;
  }
}

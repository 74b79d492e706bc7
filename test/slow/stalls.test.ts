import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { booksOfRun } from '../end-to-end/books-of-run.ts';
import { runReplay } from '../end-to-end/run-replay.ts';
import { writeNumberedLog } from '../end-to-end/write-log.ts';
import { startTarget } from '../helpers/start-target.ts';

const RATE = 500;
const SECONDS = 20;
const STALL_S = 1;
const EVERY_S = 5;

/** `npm run bench -- soak` is the same for ten minutes. */
test('a target that stalls is seen to stall, where a tool that waits for answers hides it', async () => {
  const open = await replayed();
  const closed = await waitedFor();
  // One request of five is due within a stall, and waits for what is left of it.
  assert.ok(open.p99 > 0.5 * STALL_S * 1000, `p99 of ${open.p99} ms shows the stalls`);
  assert.ok(open.p50 < 0.1 * STALL_S * 1000, `p50 of ${open.p50} ms is that of the time between them`);
  // Of the closed loop's requests, one a connection falls into each stall, as its maximum tells.
  assert.ok(closed.max > 0.9 * STALL_S * 1000, `the target stalled: ${closed.max} ms`);
  assert.ok(open.p99 > 5 * closed.p99, `p99: ${open.p99} ms seen, ${closed.p99} ms in a closed loop`);
});

interface Latency {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

async function replayed(): Promise<Latency> {
  await using target = await startTarget('stalling-target.ts', STALL_S, EVERY_S);
  const pace = ['--rate', String(RATE), '--duration', `${SECONDS}s`];
  const run = await runReplay([writeNumberedLog(1000), '--target', target.url, ...pace, '--json']);
  // 5 tells that the machine was too busy for lag to be trusted: the stalls are longer by far.
  assert.ok(run.status === 0 || run.status === 5, run.stderr);
  const { planned, answered, failed, dropped, response_time_ms } = JSON.parse(run.stdout);
  assert.deepEqual(booksOfRun(run.database), { planned, answered, failed, dropped });
  assert.deepEqual({ planned, answered }, { planned: RATE * SECONDS, answered: RATE * SECONDS });
  return response_time_ms;
}

async function waitedFor(): Promise<Latency> {
  await using target = await startTarget('stalling-target.ts', STALL_S, EVERY_S);
  const autocannon = createRequire(import.meta.url).resolve('autocannon');
  const flags = ['--json', '--no-progress', '--connections', '10', '--duration', String(SECONDS)];
  const { stdout } = await promisify(execFile)(process.execPath, [autocannon, ...flags, target.url]);
  return JSON.parse(stdout).latency;
}

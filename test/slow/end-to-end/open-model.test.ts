import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { nowUs } from '../../../src/clock.ts';
import { assertRan } from '../../end-to-end/assert-ran.ts';
import { booksOfRun } from '../../end-to-end/books-of-run.ts';
import { queryDatabase } from '../../end-to-end/query-database.ts';
import { runReplay } from '../../end-to-end/run-replay.ts';
import { serve } from '../../end-to-end/serve.ts';
import { writeNumberedLog } from '../../end-to-end/write-log.ts';

/** Clocks on the wall are read in milliseconds, twice, and may be set by a little meanwhile. */
const ROUNDED_US = 20_000;

const LOG = writeNumberedLog(200);

describe('open model', { concurrency: 3 }, () => {
  test('due_at is when a request was due by the clock on the wall, however long threads and connections took', async () => {
    await using server = await serve();
    const replay = await runReplay([
      ...[LOG, '--target', server.url, '--rate', '50', '--once', '--workers', '3', '--connections', '300'],
    ]);
    assertRan(replay);
    const wallUs = Date.now() * 1000 - nowUs();
    const rows = queryDatabase<{ target: string; due: number; lag: number; ttfb: number }>(
      replay.database,
      `select target, (julianday(due_at) - 2440587.5) * 86400e6 as due, lag_ms * 1e3 as lag, ttfb_ms * 1e3 as ttfb
       from outcomes where outcome = 'answered'`,
    );
    const arrivedUs = new Map(server.requests.map(({ url, atUs }) => [url, atUs + wallUs]));
    for (const { target, due, lag, ttfb } of rows) {
      const afterSentUs = arrivedUs.get(target)! - due - lag;
      assert.ok(afterSentUs > -ROUNDED_US, `${target} came ${-afterSentUs} µs before it was sent`);
      assert.ok(afterSentUs < ttfb + ROUNDED_US, `${target} came ${afterSentUs - ttfb} µs after its answer`);
    }
  });

  test('--max-in-flight holds over all workers together', async () => {
    await using server = await serve({ answer: () => ({ delayMs: 300 }) });
    const replay = await runReplay([
      ...[
        LOG,
        '--target',
        server.url,
        '--rate',
        '100',
        '--duration',
        '500ms',
        '--workers',
        '4',
        '--max-in-flight',
        '2',
      ],
    ]);
    assert.ok(server.requests.length > 0);
    assert.ok(new Set(server.requests.map(({ connection }) => connection)).size <= 2);
    assert.equal(booksOfRun(replay.database).planned, 50);
  });
});

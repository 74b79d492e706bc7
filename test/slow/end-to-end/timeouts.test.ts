import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { booksOfRun, reasonsOfRun } from '../../end-to-end/books-of-run.ts';
import { queryDatabase } from '../../end-to-end/query-database.ts';
import { runReplay } from '../../end-to-end/run-replay.ts';
import { misserve, serve } from '../../end-to-end/serve.ts';
import { writeNumberedLog } from '../../end-to-end/write-log.ts';

const LOG = writeNumberedLog(20);
const PLAN = ['--rate', '50', '--once', '--timeout', '20s'];

describe('timeouts in parts', { concurrency: 2 }, () => {
  test('who answers a byte in time has the whole time for the rest', async () => {
    await using server = await misserve('stalls-in-mid-body');
    const args = [LOG, '--target', server.url, '--rate', '50', '--once', '--timeout', '1s'];
    const { database } = await runReplay([...args, '--ttfb-timeout', '300ms']);
    assert.deepEqual(reasonsOfRun(database), { timeout: 20 });
    const [{ least }] = queryDatabase<{ least: number }>(
      database,
      'select min(service_us) as least from outcome',
    );
    assert.ok(least >= 1_000_000, `${least} µs`);
  });

  test('an answer that comes in all its times is an answer', async () => {
    await using server = await serve({ answer: () => ({ delayMs: 100 }) });
    const limits = ['--ttfb-timeout', '10s', '--connect-timeout', '10s'];
    const { database } = await runReplay([LOG, '--target', server.url, ...PLAN, ...limits]);
    assert.equal(booksOfRun(database).answered, 20);
  });
});

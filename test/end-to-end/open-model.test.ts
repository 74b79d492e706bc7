import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertRan } from './assert-ran.ts';
import { booksOfRun, booksOfSummary, reasonsOfRun } from './books-of-run.ts';
import { queryDatabase } from './query-database.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { writeNumberedLog } from './write-log.ts';

const LOG = writeNumberedLog(200);

describe('open model', { concurrency: 3 }, () => {
  test('arrivals do not wait for answers: a target that takes a second is sent 50 a second all the same', async () => {
    await using server = await serve({ answer: () => ({ delayMs: 1000 }) });
    const replay = await runReplay([LOG, '--target', server.url, '--rate', '50', '--duration', '2s']);
    assertRan(replay);
    assert.deepEqual(booksOfRun(replay.database), { planned: 100, answered: 100, failed: 0, dropped: 0 });

    const [first] = server.requests;
    for (const { url, atUs } of server.requests) {
      const dueUs = first.atUs + Number(url.slice(1)) * 20_000;
      // One after the other they would take 100 s.
      assert.ok(Math.abs(atUs - dueUs) < 5_000_000, `${url} came ${(atUs - dueUs) / 1000} ms late`);
    }
    const times = queryDatabase<{ response: number; service: number; ttfb: number; lag: number }>(
      replay.database,
      `select lag_us + service_us as response, service_us as service, ttfb_us as ttfb, lag_us as lag from outcome`,
    );
    for (const { response, service, ttfb } of times) {
      assert.ok(service >= 990_000 && response >= service && ttfb <= service);
    }
  });

  test('past --max-in-flight, arrivals are dropped and counted, and a run that missed its rate is not valid', async () => {
    await using server = await serve({ answer: () => ({ delayMs: 1000 }) });
    const replay = await runReplay([
      ...[LOG, '--target', server.url, '--rate', '50', '--duration', '2s', '--max-in-flight', '5'],
    ]);
    assert.equal(replay.status, 5);
    assert.match(replay.stdout, /^NOT VALID: the rate was not made/);
    const { dropped, ...books } = booksOfRun(replay.database);
    assert.deepEqual(booksOfSummary(replay.stdout), { dropped, ...books });
    assert.deepEqual(books, { planned: 100, answered: 100 - dropped, failed: 0 });
    assert.equal(server.requests.length, 100 - dropped);
    assert.ok(dropped >= 80 && dropped <= 95, `${dropped} dropped`);
    assert.deepEqual(reasonsOfRun(replay.database), { 'in-flight-cap': dropped });
    assert.match(replay.stdout, new RegExp(`in-flight-cap ${dropped} `));
    assert.ok(new Set(server.requests.map(({ connection }) => connection)).size <= 5);
    const untouched = queryDatabase(
      replay.database,
      'select distinct lag_us, ttfb_us, service_us, status from outcome where result > 10',
    );
    assert.deepEqual(untouched, [{ lag_us: null, ttfb_us: null, service_us: null, status: null }]);
  });
});

for (const [args, says] of [
  [['--catch-up', '1x'], /It is above 1x, such as 2x/],
  [['--catch-up', 'later'], /or burst; or skip/],
  [['--max-overdue', '0s'], /A time is more than none/],
] as const) {
  test(`${args.join(' ')} is refused`, async () => {
    const replay = await runReplay([LOG, '--target', 'http://127.0.0.1:9', '--rate', '1', ...args]);
    assert.equal(replay.status, 2);
    assert.match(replay.stderr, says);
  });
}

test('how lateness is dealt with is stored with the run', async () => {
  await using server = await serve();
  const args = ['--rate', '100', '--duration', '100ms', '--catch-up', 'skip', '--max-overdue', '1500ms'];
  const replay = await runReplay([LOG, '--target', server.url, ...args]);
  assert.deepEqual(
    queryDatabase(
      replay.database,
      "select options ->> 'catch_up' as catch_up, options ->> 'max_overdue_ms' as ms from run",
    ),
    [{ catch_up: 'skip', ms: 1500 }],
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { booksOfRun, booksOfSummary } from './books-of-run.ts';
import { queryDatabase } from './query-database.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { writeNumberedLog } from './write-log.ts';

const LOG = writeNumberedLog(100);

test('--rate max sends as answers come, over so many connections, and says that it is a closed loop', async () => {
  await using server = await serve({ answer: () => ({ delayMs: 10 }) });
  const args = [LOG, '--target', server.url, '--rate', 'max', '--connections', '7', '--duration', '2s'];
  const replay = await runReplay(args);
  assert.equal(replay.status, 0, replay.stderr);
  const books = booksOfRun(replay.database);
  assert.deepEqual(booksOfSummary(replay.stdout), books);
  assert.equal(books.answered, books.planned);
  assert.equal(server.requests.length, books.planned);
  assert.equal(new Set(server.requests.map(({ connection }) => connection)).size, 7);
  // 7 at a time, 10 ms each and more, for 2 s: 1,400 at the most.
  assert.ok(books.planned <= 1450 && books.planned > 7, `${books.planned} were sent`);
  assert.match(replay.stdout, /This was a closed loop/);
  assert.match(replay.stdout, /as fast as answers came/);
  assert.deepEqual(queryDatabase(replay.database, 'select distinct lag_us from outcome'), [{ lag_us: 0 }]);
  assert.deepEqual(queryDatabase(replay.database, 'select model, rate_asked from run'), [
    { model: 'closed', rate_asked: null },
  ]);
});

test('--rate max --once sends each request of the log once', async () => {
  await using server = await serve();
  const replay = await runReplay([
    LOG,
    '--target',
    server.url,
    '--rate',
    'max',
    '--once',
    '--connections',
    '4',
  ]);
  assert.equal(replay.status, 0, replay.stderr);
  assert.equal(booksOfRun(replay.database).answered, 100);
  const urls = server.requests.map(({ url }) => url);
  assert.deepEqual(urls.toSorted(), Array.from({ length: 100 }, (_, i) => `/${i}`).toSorted());
});

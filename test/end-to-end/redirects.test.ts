import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Answer, ReceivedRequest } from '../helpers/counting-server.ts';
import { assertRan } from './assert-ran.ts';
import { booksOfRun, reasonsOfRun } from './books-of-run.ts';
import { queryDatabase } from './query-database.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { combinedLine, writeLog } from './write-log.ts';

const PACE = ['--rate', 'max', '--connections', '2', '--once'];

/** `/3` leads to `/2`, `/1` and `/0`, each after a while. */
function countDown({ url }: ReceivedRequest): Answer {
  const left = Number(url.slice(1));
  return left === 0 ? {} : { status: 302, headers: { Location: `/${left - 1}` }, body: 'moved', delayMs: 50 };
}

const statusesOf = (database: string) =>
  queryDatabase<{ status: number; n: number }>(
    database,
    'select status, count(*) as n from outcome group by status order by status',
  ).map(({ status, n }) => [status, n]);

describe('redirects', { concurrency: 2 }, () => {
  test('are recorded and not followed unless it is asked for', async () => {
    await using server = await serve({ answer: countDown });
    const log = writeLog([combinedLine('/3', 302), combinedLine('/0')]);
    const { stdout, database } = await runReplay([log, '--target', server.url, ...PACE]);
    assert.deepEqual(statusesOf(database), [
      [200, 1],
      [302, 1],
    ]);
    assert.equal(server.requests.length, 2);
    assert.doesNotMatch(stdout, /followed/);
  });

  test('are followed up to a number: one outcome, whose times and bytes are those of the whole chain', async () => {
    await using server = await serve({ answer: countDown });
    const log = writeLog([combinedLine('/2', 302), combinedLine('/3', 302)]);
    const args = [log, '--target', server.url, ...PACE, '--follow-redirects', '2'];
    const result = await runReplay(args);
    assertRan(result);
    const { stdout, database } = result;
    assert.deepEqual(booksOfRun(database), { planned: 2, answered: 2, failed: 0, dropped: 0 });
    assert.deepEqual(server.requests.map(({ url }) => url).sort(), ['/0', '/1', '/1', '/2', '/2', '/3']);
    const outcomes = queryDatabase(
      database,
      `select o.status, o.bytes, o.service_us >= 99000 as whole, o.ttfb_us >= 99000 as last, q.target, c.reason
       from outcome o join request q on q.id = o.request_id left join comparison c on c.id = o.comparison order by seq`,
    );
    assert.deepEqual(outcomes, [
      { status: 200, bytes: 13, whole: 1, last: 1, target: '/2', reason: 'followed' },
      { status: 302, bytes: 15, whole: 1, last: 1, target: '/3', reason: null },
    ]);
    assert.match(stdout, /^reached {3}4 redirects followed$/m);
    assert.match(stdout, /302 → 200\s+followed/);
  });

  test('are never followed to another host, port or scheme', async () => {
    await using elsewhere = await serve();
    const leads = (location: string): Answer => ({ status: 302, headers: { Location: location } });
    await using server = await serve({
      answer: ({ url }) =>
        leads(
          {
            '/0': elsewhere.url,
            '/1': `//127.0.0.1:${elsewhere.port}/`,
            '/2': `https://127.0.0.1:${elsewhere.port}/`,
            '/3': `http://localhost:${elsewhere.port}/`,
          }[url]!,
        ),
    });
    const log = writeLog(Array.from({ length: 4 }, (_, i) => combinedLine(`/${i}`)));
    const { database } = await runReplay([log, '--target', server.url, ...PACE, '--follow-redirects', '5']);
    assert.deepEqual(statusesOf(database), [[302, 4]]);
    assert.deepEqual([server.requests.length, elsewhere.connections], [4, 0]);
  });

  test('stay with the name that is sent as Host', async () => {
    await using server = await serve({
      answer: ({ url }) =>
        url === '/' ? { status: 301, headers: { Location: 'http://shop.example/new' } } : {},
    });
    const args = [writeLog([combinedLine('/')]), '--target', server.url, ...PACE, '--host', 'shop.example'];
    await runReplay([...args, '--follow-redirects', '1']);
    assert.deepEqual(
      server.requests.map(({ url, rawHeaders }) => [url, rawHeaders[rawHeaders.indexOf('host') + 1]]),
      [
        ['/', 'shop.example'],
        ['/new', 'shop.example'],
      ],
    );
  });

  test('that do not end are given up with the time, and a chain that breaks has failed', async () => {
    await using server = await serve({
      answer: ({ url }) => ({ status: 307, headers: { Location: url }, delayMs: 100 }),
    });
    const args = [writeLog([combinedLine('/')]), '--target', server.url, ...PACE];
    const { database } = await runReplay([...args, '--follow-redirects', '1000000', '--timeout', '1s']);
    assert.deepEqual(reasonsOfRun(database), { timeout: 1 });
    assert.ok(server.requests.length > 2 && server.requests.length < 12);
  });
});

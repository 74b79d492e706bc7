import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertRan } from '../../end-to-end/assert-ran.ts';
import { booksOfRun, reasonsOfRun } from '../../end-to-end/books-of-run.ts';
import { startHttp2 } from '../../end-to-end/nginx-http2.ts';
import { queryDatabase } from '../../end-to-end/query-database.ts';
import { runReplay } from '../../end-to-end/run-replay.ts';
import { combinedLine, writeLog, writeNumberedLog } from '../../end-to-end/write-log.ts';
import { startHttp2Server } from '../../helpers/http2-server.ts';

const LOG = writeNumberedLog(100);

describe('HTTP/2', { concurrency: 2 }, () => {
  test('as many connections as are asked for have a request each before one has two', async () => {
    await using server = await startHttp2Server({ delayMs: 200 });
    const pace = ['--rate', '100', '--once', '--connections', '4', '--workers', '2'];
    await runReplay([LOG, '--target', server.url, '--http2', ...pace]);
    assert.equal(server.connections, 4);
    assert.ok(server.mostAtOnce < 15, `${server.mostAtOnce} at once on one of them`);
  });

  test('where all streams of all connections are taken, there is another connection', async () => {
    await using server = await startHttp2Server({ delayMs: 300 });
    const pace = ['--rate', '200', '--once', '--connections', '1', '--streams', '10', '--workers', '1'];
    await runReplay([LOG, '--target', server.url, '--http2', ...pace]);
    assert.ok(server.connections > 1);
    assert.equal(server.mostAtOnce, 10);
  });

  test('a closed loop keeps connections times streams in flight', async () => {
    await using server = await startHttp2Server({ delayMs: 100 });
    const pace = ['--rate', 'max', '--once', '--connections', '2', '--streams', '10', '--workers', '1'];
    const { database } = await runReplay([LOG, '--target', server.url, '--http2', ...pace]);
    const [{ first }] = queryDatabase<{ first: number }>(
      database,
      'select count(*) as first from outcome where due_us < (select min(due_us + service_us) from outcome)',
    );
    assert.equal(first, 20);
    assert.deepEqual([server.connections, server.mostAtOnce], [2, 10]);
  });

  test('a target takes as many at once as it says: the run keeps to that', async () => {
    await using server = await startHttp2Server({ delayMs: 300, settings: { maxConcurrentStreams: 5 } });
    const pace = ['--rate', '100', '--once', '--connections', '1', '--workers', '1'];
    const { database } = await runReplay([LOG, '--target', server.url, '--http2', ...pace]);
    assert.equal(booksOfRun(database).answered, 100);
    assert.equal(server.mostAtOnce, 5);
    assert.ok(server.connections >= 6, 'what is more goes over further connections, and waits for no turn');
  });

  test('a request that has waited too long fails alone: the others on its connection are answered', async () => {
    await using server = await startHttp2Server({ delayMs: 400, settings: { maxConcurrentStreams: 2 } });
    // Without the preflight nobody knows how many the target takes.
    const pace = [
      '--rate',
      '20',
      '--duration',
      '1s',
      '--connections',
      '1',
      '--workers',
      '1',
      '--no-preflight',
    ];
    const args = [LOG, '--target', server.url, '--http2', ...pace, '--timeout', '1s'];
    const { database } = await runReplay(args);
    const { answered, failed } = booksOfRun(database);
    assert.deepEqual(reasonsOfRun(database), { timeout: failed });
    assert.ok(answered >= 3 && failed >= 3, `${answered} answered, ${failed} failed`);
    assert.equal(server.connections, 1);
  });

  test('connections that the target ends after some requests are replaced, and nothing is lost', async (t) => {
    const nginx = await startHttp2(t, {
      locations: "keepalive_requests 40; location / { return 200 'ok'; }",
    });
    if (nginx === undefined) return;
    const pace = ['--rate', '200', '--once', '--connections', '1', '--workers', '1'];
    const { status, stderr, database } = await runReplay([LOG, '--target', nginx.url, '--http2', ...pace]);
    assertRan({ status, stderr });
    assert.equal(booksOfRun(database).answered, 100);
    assert.equal((await nginx.arrived()).length, 100, 'nothing is sent twice');
  });

  test('targets, headers and hosts arrive to the byte', async (t) => {
    const nginx = await startHttp2(t);
    if (nginx === undefined) return;
    const log = writeLog([combinedLine('GET /caf\\xC3\\xA9?x=%ff&y=[1] HTTP/1.1')]);
    const sent = [
      '--header',
      'Cookie: a=1',
      '--header',
      'cookie: b=2',
      '--header',
      'TE: gzip',
      '--host',
      'shop.example',
    ];
    const { status, stderr } = await runReplay([
      log,
      '--target',
      nginx.url,
      '--http2',
      '--rate',
      '10',
      '--once',
      ...sent,
    ]);
    assertRan({ status, stderr });
    const [{ uri, cookie, host, agent }] = await nginx.arrived();
    assert.deepEqual({ uri, host, agent }, { uri: '/café?x=%ff&y=[1]', host: 'shop.example', agent: 'test' });
    assert.equal(cookie, 'a=1; b=2');
  });
});

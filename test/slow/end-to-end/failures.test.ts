import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertRan } from '../../end-to-end/assert-ran.ts';
import { booksOfRun, booksOfSummary, reasonsOfRun } from '../../end-to-end/books-of-run.ts';
import { queryDatabase } from '../../end-to-end/query-database.ts';
import { runReplay } from '../../end-to-end/run-replay.ts';
import { misserve, serve } from '../../end-to-end/serve.ts';
import { speaksNoTls } from '../../end-to-end/speaks-no-tls.ts';
import { combinedLine, writeLog, writeNumberedLog } from '../../end-to-end/write-log.ts';
import { startCountingServer } from '../../helpers/counting-server.ts';
import type { Misbehaviour } from '../../helpers/misbehaving-server.ts';
import { startCli } from '../../helpers/start-cli.ts';
import { temporaryDirectory } from '../../helpers/temporary-directory.ts';

const LOG = writeNumberedLog(50);
const PLAN = ['--rate', '50', '--duration', '1s'];

const FAILURES: readonly (readonly [Misbehaviour, reason: string])[] = [
  ['says-nothing', 'timeout'],
  ['stalls-in-mid-body', 'timeout'],
  ['resets-at-once', 'reset'],
  ['resets-in-mid-body', 'reset'],
  ['ends-in-mid-body', 'reset'],
  ['ends-in-mid-header', 'reset'],
  ['talks-garbage', 'protocol'],
  ['switches-protocols', 'protocol'],
];

describe('failures', { concurrency: 3 }, () => {
  for (const [misbehaviour, reason] of FAILURES) {
    test(`a target that ${misbehaviour.replaceAll('-', ' ')}: every request has failed with ${reason}`, async () => {
      await using server = await misserve(misbehaviour);
      // Elsewhere a short one would get in first on a busy machine.
      const timeout = reason === 'timeout' ? ['--timeout', '300ms'] : [];
      const args = [LOG, '--target', server.url, ...PLAN, ...timeout];
      const { status, stdout, stderr, database } = await runReplay(args);
      assert.equal(status, 5, stderr);
      const books = { planned: 50, answered: 0, failed: 50, dropped: 0 };
      assert.deepEqual(booksOfRun(database), books);
      assert.deepEqual(booksOfSummary(stdout), books);
      assert.deepEqual(reasonsOfRun(database), { [reason]: 50 });
      assert.equal(server.requests, 50, 'nothing is sent twice');
      if (reason === 'timeout') assertTimeoutKept(database);
    });
  }

  test('headers of answers may be long', async () => {
    await using server = await serve({ answer: () => ({ headers: { 'X-Long': 'x'.repeat(200_000) } }) });
    const { status, stderr, database } = await runReplay([
      LOG,
      '--target',
      server.url,
      '--rate',
      '50',
      '--once',
    ]);
    assertRan({ status, stderr });
    const { answered, failed } = booksOfRun(database);
    assert.deepEqual([answered, failed], [server.requests.length, 0]);
  });

  test('a target that speaks no TLS where it should: every request has failed with tls', async () => {
    await using server = await speaksNoTls();
    const args = [writeNumberedLog(5), '--target', server.url, '--rate', '50', '--once', '--no-preflight'];
    const { status, database } = await runReplay(args);
    assert.equal(status, 5);
    assert.deepEqual(reasonsOfRun(database), { tls: 5 });
  });

  for (const method of ['GET', 'HEAD', 'OPTIONS']) {
    test(`connections are kept open and used again after ${method}`, async () => {
      await using server = await serve();
      const log = writeLog(Array.from({ length: 100 }, () => combinedLine(`${method} /a HTTP/1.1`)));
      const closed = ['--rate', 'max', '--connections', '2', '--once'];
      const { status, database } = await runReplay([log, '--target', server.url, ...closed]);
      assert.equal(status, 0);
      assert.equal(booksOfRun(database).answered, 100);
      assert.equal(server.requests.length, 100);
      // One more for the preflight.
      assert.ok(server.connections <= 3, `${server.connections} connections`);
    });
  }

  test('a target that is away for a while: failures while it is, answers before and after', async () => {
    const before = await startCountingServer();
    const database = `${temporaryDirectory('away')}/runs.db`;
    const args = ['--target', before.url, '--rate', '100', '--duration', '1h', '--db', database];
    const cli = startCli(['run', LOG, ...args]);
    await before.received(80);
    await before.close();
    const failed = () =>
      queryDatabase<{ seq: number }>(database, 'select seq from outcome where result <> 0');
    while (failed().length < 20) await new Promise((resolve) => setTimeout(resolve, 50));
    await using after = await serve({ port: before.port });
    await after.received(100);
    cli.send('SIGINT');
    const { status, stdout } = await cli.finished;

    assert.equal(status, 130, stdout);
    const books = booksOfRun(database);
    assert.deepEqual(booksOfSummary(stdout), books);
    assert.ok(books.answered >= 79 + after.requests.length, JSON.stringify(books));
    // A busy machine may drop some besides.
    const expected = ['connect-refused', 'reset', 'overdue', 'in-flight-cap'];
    assert.ok(Object.keys(reasonsOfRun(database)).every((reason) => expected.includes(reason)));
    assert.ok(failed().every(({ seq }) => seq >= 79));
  });
});

/** Never before its time, and for most of them not long after. */
function assertTimeoutKept(database: string): void {
  const times = queryDatabase<{ service_us: number }>(database, 'select service_us from outcome order by 1');
  assert.ok(times[0].service_us >= 300_000);
  assert.ok(times[25].service_us < 900_000, 'half of them within three times the timeout');
}

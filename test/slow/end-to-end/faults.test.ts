import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { describe, test } from 'node:test';
import { parseLatency } from '../../../practice/parse-latency.ts';
import { assertRan } from '../../end-to-end/assert-ran.ts';
import { booksOfRun, booksOfSummary, reasonsOfRun } from '../../end-to-end/books-of-run.ts';
import { assertComplaint } from '../../end-to-end/complaint.ts';
import { listening } from '../../end-to-end/listening.ts';
import { practise } from '../../end-to-end/practise.ts';
import { queryDatabase } from '../../end-to-end/query-database.ts';
import { runReplay } from '../../end-to-end/run-replay.ts';
import { statusesOf } from '../../end-to-end/statuses-of.ts';
import { writeNumberedLog } from '../../end-to-end/write-log.ts';
import { issue, makeAuthority } from '../../helpers/certificates.ts';
import { requireProgram } from '../../helpers/real-program.ts';
import { startCli } from '../../helpers/start-cli.ts';

const LOG = writeNumberedLog(400);
const CLOSED = ['--rate', 'max', '--connections', '4', '--once'];

describe('answers that nobody asked for', { concurrency: 2 }, () => {
  test('a single one is told of, and the run is valid', async () => {
    await using target = await practise('/77=double');
    const { status, stdout, database } = await runReplay([LOG, '--target', target.url, ...CLOSED]);
    assert.deepEqual(statusesOf(database), { 200: 400 });
    assert.match(stdout.replaceAll(/\s+/g, ' '), / note once the target said more than it was asked for/);
    assert.equal(status, 0, stdout);
  });

  test('one that comes when the next request is on its way is taken for the answer to that: the run is not valid', async () => {
    await using target = await practise('20%=double:1ms', { latencyMs: parseLatency('2ms') });
    const { status, stdout, database } = await runReplay([LOG, '--target', target.url, ...CLOSED]);
    assert.deepEqual(booksOfRun(database), { planned: 400, answered: 400, failed: 0, dropped: 0 });
    assert.ok(statusesOf(database)[599] > 0);
    assert.match(stdout, /^NOT VALID: answers cannot be told apart/);
    assert.equal(status, 5);
  });

  test('a target that speaks before it is asked: the run is not valid', async () => {
    await using target = await practise('unsolicited');
    const { status, stdout, database } = await runReplay([LOG, '--target', target.url, ...CLOSED]);
    assert.equal(booksOfRun(database).planned, 400);
    assert.match(stdout, /^NOT VALID: answers cannot be told apart/);
    assert.equal(status, 5);
  });

  test('what was said on a connection before it was used is counted to nobody', async () => {
    // Only the first connections: those that are opened ahead, and the one that tries the target.
    let connections = 0;
    const server = createServer((socket: Socket) => {
      if (connections++ < 5) socket.write('HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n');
      socket.on('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'));
    });
    await using target = await listening(server);
    const args = [LOG, '--target', target.url, ...CLOSED, '--workers', '1'];
    const { database } = await runReplay(args);
    assert.deepEqual(statusesOf(database), { 200: 400 });
  });

  test('a body that is longer than it was announced is told of, too', async () => {
    const server = createServer((socket: Socket) => {
      socket.on('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok, and more'));
    });
    await using target = await listening(server);
    const { status, stdout, database } = await runReplay([LOG, '--target', target.url, ...CLOSED]);
    assert.deepEqual(statusesOf(database), { 200: 400 });
    assert.match(stdout, /^NOT VALID: answers cannot be told apart/);
    assert.equal(status, 5);
  });
});

describe('a target that comes and goes', { concurrency: 2 }, () => {
  const PLAN = ['--rate', '200', '--once'];

  test('refuses: answers, then connect-refused, then answers again', async () => {
    await using target = await practise('/100=refuse:500ms');
    const { status, stdout, stderr, database } = await runReplay([LOG, '--target', target.url, ...PLAN]);
    assertRan({ status, stdout, stderr });
    const { answered, failed, dropped } = booksOfRun(database);
    assert.equal(answered, target.stats().total);
    assert.deepEqual(booksOfSummary(stdout), booksOfRun(database));
    // What is sent just as a connection is ended is lost; a busy machine may drop some besides.
    const { 'connect-refused': refused = 0, reset = 0 } = reasonsOfRun(database) as Record<string, number>;
    assert.equal(refused + reset, failed);
    assert.ok(refused > 20 && reset <= 5, `${refused} refused, ${reset} reset, ${dropped} dropped`);
    assertBackAgain(database);
  });

  test('goes away and comes back: reset in flight, then connect-refused, then answers again', async () => {
    await using target = await practise('/100=away:500ms', { latencyMs: parseLatency('50ms') });
    const { status, stdout, stderr, database } = await runReplay([LOG, '--target', target.url, ...PLAN]);
    assertRan({ status, stdout, stderr });
    const { failed } = booksOfRun(database);
    const { 'connect-refused': refused = 0, reset = 0 } = reasonsOfRun(database) as Record<string, number>;
    assert.equal(refused + reset, failed);
    assert.ok(refused > 20 && reset >= 1, `${refused} refused, ${reset} reset`);
    assertBackAgain(database);
  });

  function assertBackAgain(database: string): void {
    const [{ first, lastFailed, last }] = queryDatabase<{ first: number; lastFailed: number; last: number }>(
      database,
      `select min(case when result > 0 then seq end) as first, max(case when result > 0 then seq end) as lastFailed,
         max(case when result = 0 then seq end) as last from outcome`,
    );
    assert.ok(first >= 80 && lastFailed > first && last > lastFailed, `${first} ${lastFailed} ${last}`);
  }
});

describe('closing connections', () => {
  test('at random: what was not on its way at that moment is answered', async () => {
    await using target = await practise('20%=close');
    const { stdout, database } = await runReplay([LOG, '--target', target.url, ...CLOSED]);
    const { answered, failed } = booksOfRun(database);
    assert.ok(target.stats().faults.close! > 20);
    assert.ok(answered > 4 * failed, stdout);
    assert.deepEqual(reasonsOfRun(database), failed > 0 ? { reset: failed } : {});
  });
});

describe('TLS that is broken', { concurrency: 2 }, () => {
  const PLAN = ['--rate', '100', '--duration', '1s'];

  /** A practice target with this certificate, and what makes a run trust its authority. */
  async function practiseTls(names: string, days: number, faults: string) {
    const authority = makeAuthority('Test Authority');
    const { cert, key } = issue(authority, 'server', { names: [names], days });
    const tls = { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
    const target = await practise(faults, { tls });
    const args = [LOG, '--target', target.url, '--ca', authority.cert, ...PLAN];
    return { ...target, args, [Symbol.asyncDispose]: () => target.close() };
  }

  for (const [what, names, days, why] of [
    ['a wrong name', 'DNS:elsewhere.example', 2, /its certificate is not for 127\.0\.0\.1/],
    ['a certificate that has expired', 'IP:127.0.0.1', -1, /its certificate has expired/],
  ] as const) {
    test(`${what} is told of before the run; without the preflight every request has failed with tls`, async (t) => {
      if (requireProgram(t, 'openssl', 'openssl') === undefined) return;
      await using target = await practiseTls(names, days, '1%=silent');
      assertComplaint(await runReplay(target.args), { status: 3, what: why, mend: /--insecure/ });
      const { status, stdout, database } = await runReplay([...target.args, '--no-preflight']);
      assert.equal(status, 5);
      assert.match(stdout, /^NOT VALID: nothing was answered/);
      assert.deepEqual(booksOfRun(database), { planned: 100, answered: 0, failed: 100, dropped: 0 });
      assert.deepEqual(reasonsOfRun(database), { tls: 100 });
      assert.equal(target.stats().total, 0);
    });
  }

  test('plain HTTP on some connections: these have failed with tls, and all others are answered', async (t) => {
    if (requireProgram(t, 'openssl', 'openssl') === undefined) return;
    await using target = await practiseTls('IP:127.0.0.1', 2, '30%=plain close');
    const { database } = await runReplay([...target.args, '--no-preflight']);
    const { planned, answered } = booksOfRun(database);
    const { tls = 0, reset = 0 } = reasonsOfRun(database) as Record<string, number>;
    assert.ok(tls > 5, `${tls} with tls`);
    assert.ok(answered > 40 && reset < 20, `${answered} answered, ${reset} reset`);
    assert.equal(answered + tls + reset, planned);
  });
});

test('reprise target plays the faults that it is told, the same each time, and counts them', async () => {
  const faults: unknown[] = [];
  for (let i = 0; i < 2; i++) {
    const cli = startCli([
      'target',
      '--port',
      '0',
      '--seed',
      '4',
      '--faults',
      '/9*=drip:1ms 10%=garbage',
      '--faults',
      '10%=reset',
    ]);
    const [url] = await cli.waitForStdout(/http:\/\/127\.0\.0\.1:\d+/);
    const args = [LOG, '--target', url, '--rate', 'max', '--connections', '1', '--once', '--workers', '1'];
    const { database } = await runReplay(args);
    const { reset = 0, protocol = 0 } = reasonsOfRun(database) as Record<string, number>;
    const stats = (await (await fetch(`${url}/__stats`)).json()) as { faults: Record<string, number> };
    assert.deepEqual(stats.faults, { drip: 11, garbage: protocol, reset });
    faults.push(queryDatabase(database, 'select seq, result from outcome order by seq'));
    cli.send('SIGINT');
    await cli.finished;
  }
  assert.deepEqual(faults[0], faults[1]);
});

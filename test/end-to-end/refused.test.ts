import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { closedPort } from '../helpers/closed-port.ts';
import { booksOfRun, booksOfSummary, reasonsOfRun } from './books-of-run.ts';
import { assertComplaint } from './complaint.ts';
import { runReplay } from './run-replay.ts';
import { misserve } from './serve.ts';
import { speaksNoTls } from './speaks-no-tls.ts';
import { writeNumberedLog } from './write-log.ts';

const LOG = writeNumberedLog(10);

test('a target that refuses connections is told of before the run, and no run is stored', async () => {
  const target = `http://127.0.0.1:${await closedPort()}`;
  const result = await runReplay([LOG, '--target', target, '--rate', '50', '--duration', '1s']);
  assertComplaint(result, {
    status: 3,
    what: new RegExp(`^error: ${target}: the target refuses connections$`),
    mend: /start it.*--no-preflight goes on/,
  });
  assert.ok(!existsSync(result.database));
});

test('--no-preflight goes on all the same: every request has failed, and the run is not valid', async () => {
  const target = `http://127.0.0.1:${await closedPort()}`;
  const args = [LOG, '--target', target, '--rate', '50', '--duration', '1s', '--no-preflight'];
  const { status, stdout, database } = await runReplay(args);
  assert.equal(status, 5);
  assert.match(stdout, /^NOT VALID: nothing was answered/);
  const books = { planned: 50, answered: 0, failed: 50, dropped: 0 };
  assert.deepEqual(booksOfRun(database), books);
  assert.deepEqual(booksOfSummary(stdout), books);
  assert.deepEqual(reasonsOfRun(database), { 'connect-refused': 50 });
  assert.match(stdout, /connect-refused 50 \(100\.0%\)/);
});

test('a name that does not resolve is told of before the run', async () => {
  const args = [LOG, '--target', 'http://reprise-test.invalid:80', '--rate', '50', '--once'];
  assertComplaint(await runReplay(args), { status: 3, what: /does not resolve/, mend: /check the address/ });
});

test('a target that speaks no TLS where it should is told of before the run', async () => {
  await using server = await speaksNoTls();
  const result = await runReplay([LOG, '--target', server.url, '--rate', '50', '--once']);
  assertComplaint(result, { status: 3, what: /does not speak TLS/, mend: /--target http:/ });
});

test('the preflight sends no request', async () => {
  await using server = await misserve('says-nothing');
  const args = [
    LOG,
    '--target',
    server.url,
    '--rate',
    '50',
    '--once',
    '--timeout',
    '200ms',
    '--connections',
    '1',
  ];
  await runReplay(args);
  assert.equal(server.requests, 10);
});

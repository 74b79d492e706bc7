import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { booksOfRun, reasonsOfRun } from './books-of-run.ts';
import { runReplay } from './run-replay.ts';
import { misserve } from './serve.ts';
import { writeNumberedLog } from './write-log.ts';

const LOG = writeNumberedLog(50);
const PLAN = ['--rate', '50', '--duration', '1s'];

describe('failures', { concurrency: 3 }, () => {
  test('a target that says 100 Continue though nobody asked is answered all the same, on few connections', async () => {
    await using server = await misserve('says-continue');
    const closed = ['--rate', 'max', '--connections', '2', '--once'];
    const { database } = await runReplay([LOG, '--target', server.url, ...closed]);
    assert.deepEqual(booksOfRun(database), { planned: 50, answered: 50, failed: 0, dropped: 0 });
    assert.ok(server.connections <= 3, `${server.connections} connections`);
  });

  test('a name that does not resolve: every request has failed with dns', async () => {
    const args = ['--target', 'http://reprise-test.invalid:80', '--rate', '50', '--once', '--no-preflight'];
    const { status, database } = await runReplay([writeNumberedLog(5), ...args]);
    assert.equal(status, 5);
    assert.deepEqual(reasonsOfRun(database), { dns: 5 });
  });

  test('a target that ends the connection after each answer is served all the same', async () => {
    await using server = await misserve('ends-after-each-answer');
    const { database } = await runReplay([LOG, '--target', server.url, ...PLAN]);
    const { planned, answered, failed } = booksOfRun(database);
    assert.equal(planned, 50);
    // One that is sent just as the target ends the connection is lost; a user would lose it too.
    assert.ok(failed <= 5 && answered > 0, `${answered} answered, ${failed} failed`);
    assert.ok(server.connections >= answered);
  });
});

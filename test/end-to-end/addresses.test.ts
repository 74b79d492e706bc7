import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertRan } from './assert-ran.ts';
import { booksOfRun } from './books-of-run.ts';
import { assertComplaint } from './complaint.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { writeNumberedLog } from './write-log.ts';

const LOG = writeNumberedLog(60);
const LOOP = ['--rate', 'max', '--once', '--connections', '6', '--workers', '2'];

describe('addresses', { concurrency: 2 }, () => {
  test('--resolve leads the name of the target to an address, and Host stays the name', async () => {
    await using server = await serve();
    const target = ['--target', `http://shop.example:${server.port}`];
    const args = [
      LOG,
      ...target,
      '--rate',
      '100',
      '--once',
      '--resolve',
      `shop.example:${server.port}:127.0.0.1`,
    ];
    const { status, stderr } = await runReplay(args);
    assertRan({ status, stderr });
    assert.equal(server.requests.length, 60);
    const { rawHeaders } = server.requests[0];
    assert.equal(rawHeaders[rawHeaders.indexOf('host') + 1], `shop.example:${server.port}`);
  });

  test('an address that takes no connection is left out, and said', async () => {
    await using server = await serve();
    const name = `shop.example:${server.port}`;
    const resolve = ['--resolve', `${name}:127.0.0.2,127.0.0.1`];
    const args = [LOG, '--target', `http://${name}`, ...resolve, ...LOOP];
    const { status, stdout, stderr, database } = await runReplay(args);
    assertRan({ status, stderr });
    assert.deepEqual(booksOfRun(database), { planned: 60, answered: 60, failed: 0, dropped: 0 });
    const note = `1 of the 2 addresses of http://${name} took no connection and is left out: 127.0.0.2 (connect-refused)`;
    assert.ok(stderr.includes(note), stderr);
    assert.ok(stdout.replace(/\n {10}/g, ' ').includes(note), stdout);
  });

  test('--resolve that says nothing of the target is a mistake, and so is one that is none', async () => {
    const args = [LOG, '--target', 'http://shop.example', '--rate', '1', '--once'];
    assertComplaint(await runReplay([...args, '--resolve', 'shop.example:443:127.0.0.1']), {
      status: 2,
      what: /says nothing of the target, which is shop\.example:80/,
      mend: /--resolve shop\.example:80:127\.0\.0\.1/,
    });
    const { status, stderr } = await runReplay([...args, '--resolve', 'shop.example:80:elsewhere']);
    assert.equal(status, 2);
    assert.match(stderr, /'elsewhere' is no address/);
  });
});

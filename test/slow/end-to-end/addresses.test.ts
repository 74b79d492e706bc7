import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertRan } from '../../end-to-end/assert-ran.ts';
import { reasonsOfRun } from '../../end-to-end/books-of-run.ts';
import { runReplay } from '../../end-to-end/run-replay.ts';
import { serve } from '../../end-to-end/serve.ts';
import { writeNumberedLog } from '../../end-to-end/write-log.ts';
import { hasIpv6 } from '../../helpers/has-ipv6.ts';

const LOG = writeNumberedLog(60);
const LOOP = ['--rate', 'max', '--once', '--connections', '6', '--workers', '2'];

describe('addresses', { concurrency: 2 }, () => {
  test('connections are shared out over all addresses of the name, and the report says how many went where', async () => {
    await using first = await serve();
    await using second = await serve({ host: '127.0.0.2', port: first.port });
    await using third = await serve({ host: '127.0.0.3', port: first.port });
    const name = `shop.example:${first.port}`;
    const resolve = ['--resolve', `${name}:127.0.0.1,127.0.0.2,127.0.0.3`];
    const { status, stdout, stderr } = await runReplay([
      LOG,
      '--target',
      `http://${name}`,
      ...resolve,
      ...LOOP,
    ]);
    assertRan({ status, stderr });
    assert.equal(first.requests.length + second.requests.length + third.requests.length, 60);
    // One more each for the preflight.
    assert.deepEqual(
      [first, second, third].map(({ connections }) => connections),
      [3, 3, 3],
    );
    assert.match(
      stdout,
      /^reached {3}127\.0\.0\.1 \(2 connections\) {2}127\.0\.0\.2 \(2 connections\) {2}127\.0\.0\.3 \(2 connections\)$/m,
    );
  });

  test('without the preflight such an address costs a try: the connection goes to another one', async () => {
    await using server = await serve();
    const name = `shop.example:${server.port}`;
    const resolve = ['--resolve', `${name}:127.0.0.2,127.0.0.1`];
    const args = [LOG, '--target', `http://${name}`, ...resolve, ...LOOP, '--no-preflight', '--json'];
    const { stdout, database } = await runReplay(args);
    assert.deepEqual(reasonsOfRun(database), {});
    const { addresses } = JSON.parse(stdout).transport;
    assert.deepEqual(
      addresses.map(({ address, opened }: { address: string; opened: number }) => [address, opened]),
      [
        ['127.0.0.2', 0],
        ['127.0.0.1', 6],
      ],
    );
    assert.ok(addresses[0].refused >= 2, 'every other connection tries it first');
  });

  test('a name that leads to IPv4 and IPv6 reaches a target that listens on one of them', async () => {
    await using server = await serve();
    const { status, stderr } = await runReplay([LOG, '--target', `http://localhost:${server.port}`, ...LOOP]);
    assertRan({ status, stderr });
    assert.equal(server.requests.length, 60);
  });

  test('an IPv6 target', async (t) => {
    if (!hasIpv6(t)) return;
    await using server = await serve({ host: '::1' });
    const { status, stderr } = await runReplay([LOG, '--target', server.url, ...LOOP]);
    assertRan({ status, stderr });
    assert.equal(server.requests.length, 60);
    const { rawHeaders } = server.requests[0];
    assert.equal(rawHeaders[rawHeaders.indexOf('host') + 1], `[::1]:${server.port}`);
  });

  test('--resolve takes IPv6 addresses', async (t) => {
    if (!hasIpv6(t)) return;
    await using server = await serve({ host: '::1' });
    const name = `shop.example:${server.port}`;
    const args = [LOG, '--target', `http://${name}`, '--resolve', `${name}:[::1]`, ...LOOP];
    assertRan(await runReplay(args));
    assert.equal(server.requests.length, 60);
  });
});

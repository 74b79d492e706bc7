import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { describe, test } from 'node:test';
import { reasonsOfRun } from './books-of-run.ts';
import { queryDatabase } from './query-database.ts';
import { runReplay } from './run-replay.ts';
import { misserve } from './serve.ts';
import { writeNumberedLog } from './write-log.ts';

const LOG = writeNumberedLog(20);
const PLAN = ['--rate', '50', '--once', '--timeout', '20s'];

/** Accepts connections, and says not a word of TLS. */
async function silent() {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => {});
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}

describe('timeouts in parts', { concurrency: 2 }, () => {
  test('a first byte that does not come in time: ttfb-timeout, after the time it was given', async () => {
    await using server = await misserve('says-nothing');
    const { database } = await runReplay([LOG, '--target', server.url, ...PLAN, '--ttfb-timeout', '300ms']);
    assert.deepEqual(reasonsOfRun(database), { 'ttfb-timeout': 20 });
    const [{ least, ttfb }] = queryDatabase<{ least: number; ttfb: number | null }>(
      database,
      'select min(service_us) as least, max(ttfb_us) as ttfb from outcome',
    );
    assert.ok(least >= 300_000 && least < 5_000_000, `${least} µs`);
    assert.equal(ttfb, null);
  });

  test('a connection that does not open in time, TLS and all: connect-timeout', async () => {
    await using server = await silent();
    const args = [LOG, '--target', server.url, ...PLAN, '--no-preflight', '--connect-timeout', '300ms'];
    const { database } = await runReplay([...args, '--connections', '1']);
    assert.deepEqual(reasonsOfRun(database), { 'connect-timeout': 20 });
    const [{ least, most }] = queryDatabase<{ least: number; most: number }>(
      database,
      'select min(service_us) as least, max(service_us) as most from outcome',
    );
    assert.ok(least >= 290_000 && most < 10_000_000, `${least} to ${most} µs`);
  });
});

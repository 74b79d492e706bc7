import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { test } from 'node:test';
import {
  loadPackageDefinition,
  Server,
  ServerCredentials,
  type ServiceClientConstructor,
  status,
} from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { WebSocketServer } from 'ws';
import { example, header, LOG, PLAN, ran, statusesOf } from '../../docs/example-clients.ts';
import { booksOfRun, reasonsOfRun } from '../../end-to-end/books-of-run.ts';
import { queryDatabase } from '../../end-to-end/query-database.ts';
import { runReplay } from '../../end-to-end/run-replay.ts';
import { serve } from '../../end-to-end/serve.ts';
import { combinedLine, writeLog } from '../../end-to-end/write-log.ts';
import type { Answer } from '../../helpers/counting-server.ts';

test('login.ts logs in once in each sender, carries the token, and gets another when it is refused', async () => {
  let logins = 0;
  let token = '';
  let left = 0;
  await using server = await serve({
    answer(request): Answer {
      if (request.url === '/login') {
        if (`${request.body}` !== '{"user":"anna","password":"geheim"}') return { status: 403 };
        logins++;
        token = `t${logins}`;
        left = 10;
        return { body: JSON.stringify({ access_token: token }) };
      }
      return { status: header(request, 'authorization') === `Bearer ${token}` && left-- > 0 ? 200 : 401 };
    },
  });
  const args = [LOG, '--target', server.url, ...PLAN, '--workers', '1', '--client', example('login.ts')];
  const { database } = ran(
    await runReplay([...args, '--set', 'user=anna'], { env: { SHOP_PASSWORD: 'geheim' } }),
  );
  const { planned, answered } = booksOfRun(database);
  assert.equal(planned, 20);
  assert.ok(answered >= 11, 'the second token was used');
  assert.ok(logins >= 2, String(logins));
  assert.deepEqual(reasonsOfRun(database), { judged: 20 - answered });

  const refused = await runReplay([...args, '--set', 'user=otto'], { env: { SHOP_PASSWORD: 'geheim' } });
  assert.equal(refused.status, 3);
  assert.match(refused.stderr, /login\.ts: start failed: the login was answered 403/);
});

test('json-field.ts judges orders by their total', async () => {
  await using server = await serve({
    answer: ({ url }): Answer => ({ body: url.startsWith('/orders/1') ? '{"total":7}' : '{"total":"7"}' }),
  });
  const run = ran(
    await runReplay([LOG, '--target', server.url, ...PLAN, '--client', example('json-field.ts')]),
  );
  assert.deepEqual(reasonsOfRun(run.database), { judged: 10 });
  assert.match(run.stdout, /judged 10 times: the order has no total/);
});

test('websocket.ts speaks to a WebSocket server, over connections that are used again', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  let connections = 0;
  server.on('connection', (socket) => {
    connections++;
    socket.on('message', (data) => socket.send(String(data)));
  });
  try {
    const target = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await assertEcho(target, 'websocket.ts');
    assert.ok(connections >= 1 && connections < 20, String(connections));
  } finally {
    server.close();
    for (const socket of server.clients) socket.terminate();
  }
});

test('tcp.ts speaks to a TCP server, over connections that are used again', async () => {
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    socket.on('error', () => {}).pipe(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    const database = await assertEcho(`tcp://127.0.0.1:${port}`, 'tcp.ts');
    assert.ok(connections >= 1 && connections < 20, String(connections));
    const [{ ttfb, bytes }] = queryDatabase<{ ttfb: number; bytes: number }>(
      database,
      'select count(ttfb_ms) as ttfb, sum(bytes) as bytes from outcomes',
    );
    assert.deepEqual([ttfb, bytes], [20, 10 * ('/orders/1?a=b\n'.length + '/orders/2\n'.length)]);
  } finally {
    server.close();
  }
  const refused = await runReplay([
    ...[LOG, '--target', `tcp://127.0.0.1:${port}`, ...PLAN, '--client', example('tcp.ts')],
  ]);
  assert.deepEqual(reasonsOfRun(refused.database), { 'connect-refused': 20 });
});

test('udp.ts speaks to a UDP server; what gets lost has failed as timeout', async () => {
  const server = createSocket('udp4');
  let lose = false;
  server.on('message', (message, { port, address }) => {
    if (!lose) server.send(message, port, address);
  });
  await new Promise<void>((resolve) => server.bind(0, '127.0.0.1', resolve));
  const target = `udp://127.0.0.1:${server.address().port}`;
  try {
    await assertEcho(target, 'udp.ts');
    lose = true;
    const lost = await runReplay([
      ...[LOG, '--target', target, ...PLAN, '--client', example('udp.ts'), '--timeout', '200ms'],
    ]);
    assert.deepEqual(reasonsOfRun(lost.database), { timeout: 20 });
  } finally {
    server.close();
  }
});

test('grpc.ts calls a gRPC service, and counts its codes as statuses of HTTP', async () => {
  const { shop } = loadPackageDefinition(loadSync(example('shop.proto')));
  const { Items } = shop as Record<string, ServiceClientConstructor>;
  const server = new Server();
  server.addService(Items!.service, {
    Get({ request }: { request: { id: number } }, answer: (error: object | null, item?: object) => void) {
      if (request.id === 7) answer(null, { id: 7, name: 'tea' });
      else answer({ code: status.NOT_FOUND, details: `no item ${request.id}` });
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    const bound = (error: Error | null, port: number) => (error ? reject(error) : resolve(port));
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), bound);
  });
  const log = writeLog(['Get', 'Lost'].map((method) => combinedLine(`POST /shop.Items/${method} HTTP/2.0`)));
  const call = (id: number) => [
    ...[
      log,
      '--target',
      `grpc://127.0.0.1:${port}`,
      ...PLAN,
      '--methods',
      'POST',
      '--client',
      example('grpc.ts'),
    ],
    ...['--body', `POST /shop.Items/Get={"id":${id}}`, '--body-missing', 'empty'],
  ];
  try {
    const found = await runReplay(call(7));
    assert.deepEqual(statusesOf(found.database), { 200: 10 });
    assert.deepEqual(reasonsOfRun(found.database), { client: 10 });
    assert.match(
      found.stdout.replaceAll(/\s+/g, ' '),
      /send failed 10 times: \/shop\.Items\/Lost is none of the methods/,
    );
    const missing = await runReplay(call(8));
    assert.deepEqual(statusesOf(missing.database), { 404: 10 });
  } finally {
    server.forceShutdown();
  }
});

/** A client of a protocol without statuses: every answer came, and is an echo. */
async function assertEcho(target: string, name: string): Promise<string> {
  const run = ran(await runReplay([LOG, '--target', target, ...PLAN, '--client', example(name)]));
  assert.deepEqual(
    booksOfRun(run.database),
    { planned: 20, answered: 20, failed: 0, dropped: 0 },
    run.stdout,
  );
  assert.deepEqual(statusesOf(run.database), { null: 20 });
  const [stored] = queryDatabase<{ target: string }>(run.database, 'select target from run');
  assert.equal(stored!.target, target);
  return run.database;
}

import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import { closedPort } from './closed-port.ts';
import { type Misbehaviour, startMisbehavingServer } from './misbehaving-server.ts';

/** What a client sees: the bytes that came, and how the connection ended (within the time a test waits for it). */
const SEEN: Readonly<Record<Misbehaviour, { readonly bytes: RegExp; readonly end: End }>> = {
  'says-nothing': { bytes: /^$/, end: 'none' },
  'resets-in-mid-body': { bytes: /\r\n\r\n0123456789$/, end: 'ECONNRESET' },
  'ends-in-mid-body': { bytes: /\r\n\r\n0123456789$/, end: 'end' },
  'stalls-in-mid-body': { bytes: /\r\n\r\n0123456789$/, end: 'none' },
  'resets-at-once': { bytes: /^$/, end: 'ECONNRESET' },
  'talks-garbage': { bytes: /^\x00\x01\x02 220 mail/, end: 'end' },
  'ends-after-each-answer': { bytes: /^HTTP\/1\.1 200 OK\r\nContent-Length: 3\r\n\r\nok\n$/, end: 'end' },
  'says-continue': { bytes: /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/, end: 'none' },
  'switches-protocols': { bytes: /^HTTP\/1\.1 101 /, end: 'none' },
  'ends-in-mid-header': { bytes: /\r\nContent-Ty$/, end: 'end' },
};

type End = 'end' | 'none' | 'ECONNRESET';

for (const [misbehaviour, { bytes, end }] of Object.entries(SEEN)) {
  test(`a server that ${misbehaviour.replaceAll('-', ' ')} does just that`, async (t) => {
    const server = await start(t, misbehaviour as Misbehaviour);
    const seen = await ask(server.port, end === 'none' ? 100 : 10_000);
    assert.match(seen.bytes, bytes);
    assert.equal(seen.end, end);
    assert.equal(server.connections, 1);
    assert.equal(server.requests, 1);
  });
}

test('close() ends a connection that is still waiting', async (t) => {
  const server = await start(t, 'says-nothing');
  const seen = ask(server.port, 10_000);
  while (server.requests === 0) await new Promise(setImmediate);
  await server.close();
  assert.notEqual((await seen).end, 'none');
});

test('at a closed port, connections are refused', async () => {
  assert.equal((await ask(await closedPort(), 10_000)).end, 'ECONNREFUSED');
});

async function start(t: TestContext, misbehaviour: Misbehaviour) {
  const server = await startMisbehavingServer(misbehaviour);
  t.after(() => server.close());
  return server;
}

function ask(port: number, patienceMs: number): Promise<{ bytes: string; end: string }> {
  return new Promise((resolve) => {
    let bytes = '';
    const socket = connect(port, '127.0.0.1').setEncoding('latin1');
    const finish = (end: string): void => {
      clearTimeout(patience);
      socket.destroy();
      resolve({ bytes, end });
    };
    const patience = setTimeout(finish, patienceMs, 'none');
    socket.on('data', (chunk: string) => {
      bytes += chunk;
    });
    socket.on('end', () => finish('end'));
    socket.on('error', (error: NodeJS.ErrnoException) => finish(error.code!));
    // In two pieces: a head is counted once it is whole.
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n');
    setTimeout(() => socket.write('\r\n'), 20);
  });
}

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { describe, test } from 'node:test';
import { assertRan } from '../../end-to-end/assert-ran.ts';
import { booksOfRun } from '../../end-to-end/books-of-run.ts';
import { cookieOf, sessionLine, strictSessions, writeSessionsLog } from '../../end-to-end/client-sessions.ts';
import { runReplay } from '../../end-to-end/run-replay.ts';
import { serve } from '../../end-to-end/serve.ts';
import { writeClient } from '../../end-to-end/write-client.ts';
import { writeLog } from '../../end-to-end/write-log.ts';

describe('sessions and connections', { concurrency: 2 }, () => {
  for (const [how, args] of [
    ['over one connection of HTTP/2', ['--connections', '1']],
    ['over a connection of HTTP/2 each', ['--session-connections']],
  ] as const) {
    test(`cookies come back in lower case ${how}`, async (t) => {
      const arrived: string[] = [];
      const connections = new Set<object>();
      const server = createServer();
      server.on('stream', (stream: ServerHttp2Stream, headers) => {
        connections.add(stream.session!);
        arrived.push(`${headers[':path']} ${headers.cookie ?? ''}`);
        setTimeout(() => {
          stream.respond({ ':status': 200, 'set-cookie': [`path=${headers[':path']}`] });
          stream.end('ok');
        }, 20);
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      t.after(() => server.close());
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const log = writeSessionsLog(3, 3);
      const pace = ['--rate', '200', '--once', '--workers', '1', '--max-overdue', '60s'];
      const result = await runReplay([log, '--target', url, '--http2', '--sessions', ...pace, ...args]);
      assertRan(result);
      const expected = [0, 1, 2].flatMap((client) =>
        [0, 1, 2].map((n) => `/c${client}/${n} ${n === 0 ? '' : `path=/c${client}/${n - 1}`}`),
      );
      assert.deepEqual(arrived.toSorted(), expected);
      // The preflight asks for nothing.
      assert.equal(connections.size, args.includes('--session-connections' as never) ? 3 : 1);
    });
  }

  test('where there are more sessions than connections, one that was not used for longest is closed for the next', async () => {
    await using server = await serve();
    const nobody = sessionLine(9, 0).replace('192.0.2.9', '-');
    const lines = [0, 1, 2, 3, 4, 0, 4, 4].map((client, n) => sessionLine(client, n));
    const log = writeLog([...lines, nobody, sessionLine(4, 8)]);
    const args = ['--rate', '20', '--once', '--workers', '1', '--max-in-flight', '2', '--connections', '1'];
    const result = await runReplay([
      ...[log, '--target', server.url, '--no-preflight', '--sessions', '--session-connections', ...args],
    ]);
    assert.deepEqual(booksOfRun(result.database), { planned: 10, answered: 10, failed: 0, dropped: 0 });
    const connections = server.requests.map(({ connection }) => connection);
    assert.equal(connections[6], connections[7], 'a session keeps its connection while nobody needs it');
    assert.equal(new Set(connections.slice(0, 5)).size, 5);
    assert.ok(!connections.slice(0, 5).includes(connections[5]!), 'what came back had lost its connection');
  });

  test('clients of one’s own see the cookies of the session, and may leave requests out of it', async () => {
    const { answer, rejected } = strictSessions(10);
    await using server = await serve({ answer });
    const client = writeClient(`prepare(request) {
      if (request.path === '/c1/5') return null;
      request.setHeader('X-Cookies', request.header('cookie') ?? 'none');
      return request;
    }`);
    const args = ['--rate', '300', '--once', '--max-overdue', '60s', '--sessions', '--client', client];
    const { database } = await runReplay([writeSessionsLog(3, 8), '--target', server.url, ...args]);
    assert.deepEqual(booksOfRun(database), { planned: 24, answered: 23, failed: 0, dropped: 1 });
    assert.deepEqual(rejected, []);
    for (const { rawHeaders } of server.requests) {
      const seen = rawHeaders[rawHeaders.indexOf('X-Cookies') + 1];
      assert.equal(seen, cookieOf(rawHeaders) || 'none');
    }
  });
});

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { startNginx } from '../helpers/nginx.ts';
import { requireProgram } from '../helpers/real-program.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { assertRan } from './assert-ran.ts';
import { booksOfRun, reasonsOfRun } from './books-of-run.ts';
import { assertComplaint } from './complaint.ts';
import { runReplay } from './run-replay.ts';
import { writeNumberedLog } from './write-log.ts';

const LOG = writeNumberedLog(20);
const PLAN = ['--rate', '100', '--once'];

test('nginx behind a Unix socket is replayed to, over HTTP/1.1 and HTTP/2', async (t) => {
  if (requireProgram(t, 'nginx', 'nginx-light') === undefined) return;
  const nginx = await startNginx({
    alsoListen: (_port, folder) => `listen unix:${folder}/plain.sock; listen unix:${folder}/h2.sock http2;`,
    logFormat: "'$server_protocol $host'",
  });
  const socket = (name: string) => join(nginx.folder, name);
  const plain = await runReplay([LOG, ...PLAN, '--target', `unix:${socket('plain.sock')}`]);
  assertRan(plain);
  assert.deepEqual(booksOfRun(plain.database), { planned: 20, answered: 20, failed: 0, dropped: 0 });
  assert.match(plain.stdout.replace(/\n\s+/g, ' '), new RegExp(`unix:${socket('plain.sock')}`));

  const encoded = `http+unix://${encodeURIComponent(socket('h2.sock'))}`;
  const http2 = await runReplay([LOG, ...PLAN, '--target', encoded, '--http2', '--host', 'shop.example']);
  assertRan(http2);
  assert.deepEqual(booksOfRun(http2.database), { planned: 20, answered: 20, failed: 0, dropped: 0 });

  await nginx.close();
  const arrived = Object.groupBy(readFileSync(nginx.accessLog, 'utf8').trimEnd().split('\n'), (line) => line);
  assert.deepEqual(
    Object.entries(arrived).map(([line, all]) => [line, all?.length]),
    [
      ['HTTP/1.1 localhost', 20],
      ['HTTP/2.0 shop.example', 20],
    ],
  );
});

test('a socket that is not there, or is none, is told of before the run', async () => {
  const folder = temporaryDirectory('sockets');
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const run = (path: string) => runReplay([LOG, ...PLAN, '--target', `unix:${path}`]);
  assertComplaint(await run(join(folder, 'none')), {
    status: 3,
    what: /there is no such socket/,
    mend: /start the target/,
  });
  assertComplaint(await run(file), {
    status: 3,
    what: /nobody listens on this socket/,
    mend: /check the path/,
  });
  const { database } = await runReplay([
    LOG,
    ...PLAN,
    '--target',
    `unix:${join(folder, 'none')}`,
    '--no-preflight',
  ]);
  assert.deepEqual(reasonsOfRun(database), { 'connect-refused': 20 });
});

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { request } from 'undici';
import { APACHE_NAMES, startApache } from './apache.ts';
import { findProgram } from './find-program.ts';
import { startNginx } from './nginx.ts';
import { requireProgram } from './real-program.ts';
import { startDaemon } from './start-daemon.ts';
import { temporaryDirectory } from './temporary-directory.ts';

test('a daemon that finds its port taken is started again on another', async () => {
  const folder = temporaryDirectory('daemon');
  const pidFile = join(folder, 'pid');
  const ports: number[] = [];
  const { port, close } = await startDaemon({
    program: process.execPath,
    configure: (port) => {
      ports.push(port);
      const works = `require('node:net').createServer().listen(${port}, '127.0.0.1', () =>
        require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, String(process.pid)))`;
      const fails = "console.error('bind(): 98: Address already in use'); process.exit(1)";
      return ['-e', ports.length < 3 ? fails : works];
    },
    pidFile,
    errorLog: join(folder, 'error.log'),
  });
  assert.equal(ports.length, 3);
  assert.equal(port, ports[2]);
  await close();
  await assert.rejects(request(`http://127.0.0.1:${port}`), { code: 'ECONNREFUSED' });
});

test('a daemon that cannot start says why', async () => {
  const folder = temporaryDirectory('daemon');
  const errorLog = join(folder, 'error.log');
  writeFileSync(errorLog, 'the second reason');
  const daemon = { pidFile: join(folder, 'pid'), errorLog };
  await assert.rejects(
    startDaemon({
      ...daemon,
      program: process.execPath,
      configure: () => ['-e', "console.error('the first reason'); process.exit(4)"],
    }),
    /does not start: the first reason\n\nthe second reason\nexit status 4$/,
  );
  await assert.rejects(startDaemon({ ...daemon, program: '/no/such', configure: () => [] }), /ENOENT/);
});

test('a real nginx runs, logs in the format it is told, and is gone after close()', async (t) => {
  if (requireProgram(t, 'nginx', 'nginx-light') === undefined) return;
  const logFormat = `escape=json '{"request":"$request","status":$status}'`;
  const nginx = await startNginx({
    logFormat,
    workerProcesses: 2,
    locations: 'location = /a { return 404; } location / { return 200; }',
  });
  assert.equal((await request(`${nginx.url}/a?b=1`)).statusCode, 404);
  assert.equal((await request(`${nginx.url}/b`)).statusCode, 200);
  await nginx.close();
  assert.equal(
    readFileSync(nginx.accessLog, 'utf8'),
    '{"request":"GET /a?b=1 HTTP/1.1","status":404}\n{"request":"GET /b HTTP/1.1","status":200}\n',
  );
  await assert.rejects(request(nginx.url), { code: 'ECONNREFUSED' });
});

test('an nginx with a mistake in its configuration says which', async (t) => {
  if (requireProgram(t, 'nginx', 'nginx-light') === undefined) return;
  await assert.rejects(
    startNginx({ locations: 'no_such_directive on;' }),
    /unknown directive "no_such_directive"/,
  );
});

test('a real apache runs, logs in the format it is told, and is gone after close()', async (t) => {
  const name = APACHE_NAMES.find((name) => findProgram(name) !== undefined) ?? APACHE_NAMES[0]!;
  if (requireProgram(t, name, 'apache2-bin') === undefined) return;
  const apache = await startApache({ logFormat: '%r %>s', directives: 'LimitRequestLine 100' });
  assert.equal(await (await request(`${apache.url}/any/path?b=1`)).body.text(), 'ok\n');
  assert.equal((await request(`${apache.url}/${'x'.repeat(200)}`)).statusCode, 414);
  await apache.close();
  assert.match(readFileSync(apache.accessLog, 'utf8'), /^GET \/any\/path\?b=1 HTTP\/1\.1 200\n.* 414\n$/);
  await assert.rejects(new Promise((_, reject) => connect(apache.port, '127.0.0.1').once('error', reject)), {
    code: 'ECONNREFUSED',
  });
});

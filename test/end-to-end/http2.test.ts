import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { issue, makeAuthority } from '../helpers/certificates.ts';
import { startHttp2Server } from '../helpers/http2-server.ts';
import { startNginx } from '../helpers/nginx.ts';
import { requireProgram } from '../helpers/real-program.ts';
import { assertRan } from './assert-ran.ts';
import { booksOfRun, reasonsOfRun } from './books-of-run.ts';
import { assertComplaint } from './complaint.ts';
import { startHttp2 } from './nginx-http2.ts';
import { runReplay } from './run-replay.ts';
import { combinedLine, writeLog, writeNumberedLog } from './write-log.ts';

const LOG = writeNumberedLog(100);

describe('HTTP/2', { concurrency: 2 }, () => {
  test('over TLS, by ALPN: nginx hears HTTP/2 from a client that trusts the authority that is named', async (t) => {
    if (requireProgram(t, 'openssl', 'openssl') === undefined) return;
    const authority = makeAuthority('Test Authority');
    const { cert, key } = issue(authority, 'server', { names: ['IP:127.0.0.1'] });
    const nginx = await startHttp2(t, {
      listen: 'ssl http2',
      locations: `ssl_certificate ${cert}; ssl_certificate_key ${key}; location / { return 200 'ok'; }`,
    });
    if (nginx === undefined) return;
    const args = [
      LOG,
      '--target',
      nginx.url,
      '--rate',
      '200',
      '--once',
      '--http2',
      '--ca',
      authority.cert,
      '--json',
    ];
    const { status, stdout, stderr, database } = await runReplay(args);
    assertRan({ status, stderr });
    assert.deepEqual(booksOfRun(database), { planned: 100, answered: 100, failed: 0, dropped: 0 });
    assert.equal(JSON.parse(stdout).transport.protocol, 'HTTP/2');
    const arrived = await nginx.arrived();
    assert.equal(arrived.length, 100);
    assert.ok(arrived.every(({ protocol }) => protocol === 'HTTP/2.0'));
    assert.deepEqual(new Set(arrived.map(({ uri }) => uri)).size, 100);
  });

  test('in plain text, with prior knowledge: requests in flight share one connection', async () => {
    await using server = await startHttp2Server({ delayMs: 200 });
    const pace = ['--rate', '100', '--once', '--connections', '1', '--workers', '1'];
    const { status, stderr, database } = await runReplay([LOG, '--target', server.url, '--http2', ...pace]);
    assertRan({ status, stderr });
    assert.equal(booksOfRun(database).answered, 100);
    assert.equal(server.requests.length, 100);
    assert.equal(server.connections, 1);
    assert.ok(server.mostAtOnce > 10, `${server.mostAtOnce} at once`);
  });

  test('a target that does not speak it is told of before the run', async (t) => {
    if (requireProgram(t, 'nginx', 'nginx-light') === undefined) return;
    const nginx = await startNginx();
    const args = [LOG, '--target', nginx.url, '--http2', '--rate', '10', '--once'];
    assertComplaint(await runReplay(args), {
      status: 3,
      what: /the target does not speak HTTP\/2/,
      mend: /leave --http2 out/,
    });
    const { database } = await runReplay([...args, '--no-preflight', '--duration', '1s']);
    assert.deepEqual(reasonsOfRun(database), { protocol: 10 });
  });

  test('--dry-run shows the headers as they would arrive', async () => {
    const log = writeLog([combinedLine('GET /a?token=hush HTTP/1.1')]);
    const args = [log, '--target', 'https://shop.example', '--http2', '--rate', '10', '--dry-run'];
    const { status, stdout } = await runReplay(args);
    assert.equal(status, 0);
    assert.match(stdout, /over HTTP\/2/);
    for (const line of [
      ':authority: shop.example',
      ':method: GET',
      ':path: /a?token=REDACTED',
      'user-agent: test',
    ]) {
      assert.ok(stdout.split('\n').includes(line), stdout);
    }
  });
});

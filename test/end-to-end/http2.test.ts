import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { issue, makeAuthority } from '../helpers/certificates.ts';
import { startHttp2Server } from '../helpers/http2-server.ts';
import { type NginxOptions, startNginx } from '../helpers/nginx.ts';
import { requireProgram } from '../helpers/real-program.ts';
import { assertRan } from './assert-ran.ts';
import { booksOfRun, reasonsOfRun } from './books-of-run.ts';
import { assertComplaint } from './complaint.ts';
import { queryDatabase } from './query-database.ts';
import { runReplay } from './run-replay.ts';
import { combinedLine, writeLog, writeNumberedLog } from './write-log.ts';

const LOG = writeNumberedLog(100);
const PROTOCOL =
  'escape=json \'{"protocol":"$server_protocol","connection":"$connection","uri":"$request_uri","cookie":"$http_cookie","host":"$host","agent":"$http_user_agent"}\'';

interface Arrived {
  readonly protocol: string;
  readonly connection: string;
  readonly uri: string;
  readonly cookie: string;
  readonly host: string;
  readonly agent: string;
}

/** An nginx that says of each request over what it came. */
async function startHttp2(t: Parameters<typeof requireProgram>[0], options: NginxOptions = {}) {
  if (requireProgram(t, 'nginx', 'nginx-light') === undefined) return undefined;
  const nginx = await startNginx({ listen: 'http2', logFormat: PROTOCOL, ...options });
  const arrived = async (): Promise<Arrived[]> => {
    // nginx writes its log after it has answered: at its end at the latest.
    await nginx.close();
    return readFileSync(nginx.accessLog, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  };
  return { ...nginx, arrived };
}

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

  test('as many connections as are asked for have a request each before one has two', async () => {
    await using server = await startHttp2Server({ delayMs: 200 });
    const pace = ['--rate', '100', '--once', '--connections', '4', '--workers', '2'];
    await runReplay([LOG, '--target', server.url, '--http2', ...pace]);
    assert.equal(server.connections, 4);
    assert.ok(server.mostAtOnce < 15, `${server.mostAtOnce} at once on one of them`);
  });

  test('where all streams of all connections are taken, there is another connection', async () => {
    await using server = await startHttp2Server({ delayMs: 300 });
    const pace = ['--rate', '200', '--once', '--connections', '1', '--streams', '10', '--workers', '1'];
    await runReplay([LOG, '--target', server.url, '--http2', ...pace]);
    assert.ok(server.connections > 1);
    assert.equal(server.mostAtOnce, 10);
  });

  test('a closed loop keeps connections times streams in flight', async () => {
    await using server = await startHttp2Server({ delayMs: 100 });
    const pace = ['--rate', 'max', '--once', '--connections', '2', '--streams', '10', '--workers', '1'];
    const { database } = await runReplay([LOG, '--target', server.url, '--http2', ...pace]);
    const [{ first }] = queryDatabase<{ first: number }>(
      database,
      'select count(*) as first from outcome where due_us < (select min(due_us + service_us) from outcome)',
    );
    assert.equal(first, 20);
    assert.deepEqual([server.connections, server.mostAtOnce], [2, 10]);
  });

  test('a target takes as many at once as it says: the run keeps to that', async () => {
    await using server = await startHttp2Server({ delayMs: 300, settings: { maxConcurrentStreams: 5 } });
    const pace = ['--rate', '100', '--once', '--connections', '1', '--workers', '1'];
    const { database } = await runReplay([LOG, '--target', server.url, '--http2', ...pace]);
    assert.equal(booksOfRun(database).answered, 100);
    assert.equal(server.mostAtOnce, 5);
    assert.ok(server.connections >= 6, 'what is more goes over further connections, and waits for no turn');
  });

  test('a request that has waited too long fails alone: the others on its connection are answered', async () => {
    await using server = await startHttp2Server({ delayMs: 400, settings: { maxConcurrentStreams: 2 } });
    // Without the preflight nobody knows how many the target takes.
    const pace = [
      '--rate',
      '20',
      '--duration',
      '1s',
      '--connections',
      '1',
      '--workers',
      '1',
      '--no-preflight',
    ];
    const args = [LOG, '--target', server.url, '--http2', ...pace, '--timeout', '1s'];
    const { database } = await runReplay(args);
    const { answered, failed } = booksOfRun(database);
    assert.deepEqual(reasonsOfRun(database), { timeout: failed });
    assert.ok(answered >= 3 && failed >= 3, `${answered} answered, ${failed} failed`);
    assert.equal(server.connections, 1);
  });

  test('connections that the target ends after some requests are replaced, and nothing is lost', async (t) => {
    const nginx = await startHttp2(t, {
      locations: "keepalive_requests 40; location / { return 200 'ok'; }",
    });
    if (nginx === undefined) return;
    const pace = ['--rate', '200', '--once', '--connections', '1', '--workers', '1'];
    const { status, stderr, database } = await runReplay([LOG, '--target', nginx.url, '--http2', ...pace]);
    assertRan({ status, stderr });
    assert.equal(booksOfRun(database).answered, 100);
    assert.equal((await nginx.arrived()).length, 100, 'nothing is sent twice');
  });

  test('targets, headers and hosts arrive to the byte', async (t) => {
    const nginx = await startHttp2(t);
    if (nginx === undefined) return;
    const log = writeLog([combinedLine('GET /caf\\xC3\\xA9?x=%ff&y=[1] HTTP/1.1')]);
    const sent = [
      '--header',
      'Cookie: a=1',
      '--header',
      'cookie: b=2',
      '--header',
      'TE: gzip',
      '--host',
      'shop.example',
    ];
    const { status, stderr } = await runReplay([
      log,
      '--target',
      nginx.url,
      '--http2',
      '--rate',
      '10',
      '--once',
      ...sent,
    ]);
    assertRan({ status, stderr });
    const [{ uri, cookie, host, agent }] = await nginx.arrived();
    assert.deepEqual({ uri, host, agent }, { uri: '/café?x=%ff&y=[1]', host: 'shop.example', agent: 'test' });
    assert.equal(cookie, 'a=1; b=2');
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

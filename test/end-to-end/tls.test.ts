import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { type Certificate, issue, makeAuthority } from '../helpers/certificates.ts';
import { findProgram } from '../helpers/find-program.ts';
import { startNginx } from '../helpers/nginx.ts';
import { requireProgram } from '../helpers/real-program.ts';
import { assertRan } from './assert-ran.ts';
import { booksOfRun } from './books-of-run.ts';
import { assertComplaint } from './complaint.ts';
import { runReplay } from './run-replay.ts';
import { combinedLine, writeLog, writeNumberedLog } from './write-log.ts';

const LOG = writeNumberedLog(20);
const PLAN = ['--rate', '100', '--once'];
const LINE = "'$ssl_server_name|$ssl_protocol|$ssl_client_s_dn|$ssl_client_verify|$host|$connection'";

let authority: Certificate;
let other: Certificate;

before(() => {
  if (findProgram('openssl') === undefined) return;
  authority = makeAuthority('Test Authority');
  other = makeAuthority('Other Authority');
});

interface TlsServer {
  readonly url: string;
  readonly port: number;
  /** Server name, protocol, client's name, whether that was verified, host, connection: of each request. */
  readonly arrived: () => Promise<string[][]>;
}

/** An nginx with a certificate for `shop.example`, unless it is said otherwise. */
async function startTls(
  t: Parameters<typeof requireProgram>[0],
  certificate: () => Certificate = () => issue(authority, 'shop', { names: ['DNS:shop.example'] }),
  more = '',
): Promise<TlsServer | undefined> {
  if (requireProgram(t, 'openssl', 'openssl') === undefined) return undefined;
  if (requireProgram(t, 'nginx', 'nginx-light') === undefined) return undefined;
  const { cert, key } = certificate();
  const nginx = await startNginx({
    listen: 'ssl',
    logFormat: LINE,
    locations: `ssl_certificate ${cert}; ssl_certificate_key ${key}; ${more} location / { return 200 'ok'; }`,
  });
  const arrived = async () => {
    await nginx.close();
    const lines = readFileSync(nginx.accessLog, 'utf8').trimEnd().split('\n');
    return lines.map((line) => line.split('|'));
  };
  return { url: nginx.url, port: nginx.port, arrived };
}

/** The target by its name, which leads to this machine. */
function named({ port }: TlsServer): string[] {
  const name = `shop.example:${port}`;
  return ['--target', `https://${name}`, '--resolve', `${name}:127.0.0.1`];
}

describe('TLS', { concurrency: 2 }, () => {
  test('with the authority that signed the certificate, and the name arrives', async (t) => {
    const server = await startTls(t, undefined, 'ssl_protocols TLSv1.3;');
    if (!server) return;
    const { status, stderr, database } = await runReplay([
      LOG,
      ...named(server),
      ...PLAN,
      '--ca',
      authority.cert,
    ]);
    assertRan({ status, stderr });
    assert.deepEqual(booksOfRun(database), { planned: 20, answered: 20, failed: 0, dropped: 0 });
    const arrived = await server.arrived();
    assert.equal(arrived.length, 20);
    for (const [name, protocol] of arrived) assert.deepEqual([name, protocol], ['shop.example', 'TLSv1.3']);
  });

  test('an authority that did not sign it is refused before the run; --insecure accepts any', async (t) => {
    const server = await startTls(t);
    if (!server) return;
    const args = [LOG, ...named(server), ...PLAN];
    const what =
      /its certificate is not trusted \(unable to (?:get local issuer|verify the first) certificate/;
    assertComplaint(await runReplay(args), {
      status: 3,
      what,
      mend: /--ca FILE, or accept any with --insecure/,
    });
    const wrong = await runReplay([...args, '--ca', other.cert]);
    assertComplaint(wrong, { status: 3, what, mend: /check --ca FILE/ });
    assertRan(await runReplay([...args, '--insecure']));
  });

  test('a certificate for another name is refused, and says for which; --servername asks for it', async (t) => {
    const server = await startTls(t);
    if (!server) return;
    const args = [LOG, '--target', server.url, ...PLAN, '--ca', authority.cert];
    assertComplaint(await runReplay(args), {
      status: 3,
      what: /its certificate is not for 127\.0\.0\.1, but for shop\.example/,
      mend: /--servername NAME/,
    });
    const { status, stderr } = await runReplay([...args, '--servername', 'shop.example']);
    assertRan({ status, stderr });
    const arrived = await server.arrived();
    for (const [name, , , , host] of arrived) assert.deepEqual([name, host], ['shop.example', '127.0.0.1']);
  });

  test('a certificate that has expired is refused', async (t) => {
    const server = await startTls(t, () =>
      issue(authority, 'old', { names: ['DNS:shop.example'], days: -1 }),
    );
    if (!server) return;
    assertComplaint(await runReplay([LOG, ...named(server), ...PLAN, '--ca', authority.cert]), {
      status: 3,
      what: /its certificate has expired/,
      mend: /renew it/,
    });
  });

  test("a client's own certificate arrives, and nginx verifies it", async (t) => {
    const server = await startTls(
      t,
      undefined,
      `ssl_verify_client on; ssl_client_certificate ${authority?.cert};`,
    );
    if (!server) return;
    const args = [LOG, ...named(server), ...PLAN, '--ca', authority.cert];
    const client = issue(authority, 'replay');
    const { status, stderr, database } = await runReplay([
      ...args,
      '--cert',
      client.cert,
      '--key',
      client.key,
    ]);
    assertRan({ status, stderr });
    assert.equal(booksOfRun(database).answered, 20);
    const stranger = await runReplay([...args, '--json']);
    assert.deepEqual(Object.keys(JSON.parse(stranger.stdout).statuses), ['400'], 'nginx misses it');
    const arrived = await server.arrived();
    assert.deepEqual(
      arrived.slice(0, 20).map(([, , who, verified]) => [who, verified]),
      Array.from({ length: 20 }, () => ['CN=replay', 'SUCCESS']),
    );
  });

  test('whatever Host the log has, connections are used again', async (t) => {
    const server = await startTls(t);
    if (!server) return;
    const lines = Array.from(
      { length: 30 },
      (_, i) => `${i % 2 ? 'a' : 'b'}.example ${combinedLine(`/${i}`)}`,
    );
    const args = [
      writeLog(lines),
      ...named(server),
      '--rate',
      'max',
      '--once',
      '--connections',
      '2',
      '--host',
      'log',
    ];
    const { status, stderr } = await runReplay([...args, '--ca', authority.cert]);
    assertRan({ status, stderr });
    const arrived = await server.arrived();
    assert.deepEqual([...new Set(arrived.map(([, , , , host]) => host))].sort(), ['a.example', 'b.example']);
    assert.equal(new Set(arrived.map(([, , , , , connection]) => connection)).size, 2);
  });

  test('files that are no certificates, or do not belong together, are told of', async (t) => {
    if (requireProgram(t, 'openssl', 'openssl') === undefined) return;
    const [one, two] = [issue(authority, 'one'), issue(authority, 'two')];
    const folder = join(one.cert, '..');
    const run = (...args: string[]) => runReplay([LOG, '--target', 'https://127.0.0.1:9', ...PLAN, ...args]);
    for (const [args, what, mend] of [
      [['--ca', join(folder, 'none.pem')], /--ca .*none\.pem: cannot be read \(ENOENT\)/, /PEM/],
      [['--ca', one.key], /--ca .*one\.key: holds no certificate/, /BEGIN/],
      [['--key', one.key], /--key FILE says nothing without --cert/, /certificate/],
      [['--cert', one.cert], /--cert .*one\.pem: holds no private key/, /--key FILE/],
      [['--cert', one.cert, '--key', two.key], /two\.key is not the key of this certificate/, /--key FILE/],
    ] as const) {
      assertComplaint(await run(...args), { status: 2, what, mend });
    }
    const plain = await runReplay([LOG, '--target', 'http://127.0.0.1:9', ...PLAN, '--ca', one.cert]);
    assertComplaint(plain, { status: 2, what: /--ca says nothing to a target without TLS/, mend: /https/ });
  });
});

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { assertRan } from '../assert-ran.ts';
import { assertComplaint } from '../complaint.ts';
import { queryDatabase } from '../query-database.ts';
import { serve } from '../serve.ts';
import { configFolder, shown } from './config-folder.ts';

const BASE = 'log: access.log\ntarget: http://127.0.0.1:9\n';

/** When the first requests of a dry run would be due: the rate by another name. */
async function dueAt(
  folder: ReturnType<typeof configFolder>,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
) {
  const { stdout, stderr } = await folder.run(['run', ...args, '--dry-run', '2', '--json'], { env });
  assert.equal(stderr, '');
  const due = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).due_s);
  return (due[1] - due[0]) * 1e6;
}

test('flags win over the environment, that over the file, and a profile over the top of the file', async () => {
  const folder = configFolder(`${BASE}rate: 10\nprofiles:\n  p: {rate: 20}\n  q: {}\n`);
  assert.equal(await dueAt(folder, ['-c', 'reprise.yaml']), 100_000);
  assert.equal(await dueAt(folder, ['q']), 100_000);
  assert.equal(await dueAt(folder, ['p']), 50_000);
  assert.equal(await dueAt(folder, ['p'], { REPRISE_RATE: '40' }), 25_000);
  assert.equal(await dueAt(folder, ['p', '--rate', '50']), 20_000);
  assert.equal(await dueAt(folder, ['p', '--rate', '50'], { REPRISE_RATE: '40' }), 20_000);
  const settings = await shown(folder, 'p', { REPRISE_RATE: '40' });
  assert.deepEqual(settings.rate, { values: ['40'], from: 'environment REPRISE_RATE' });
  assert.deepEqual((await shown(folder, 'p')).rate, { values: ['20'], from: 'reprise.yaml:5 (p)' });
  assert.deepEqual((await shown(folder, 'q')).rate, { values: ['10'], from: 'reprise.yaml:3' });
});

test('a pace that is nearer makes another one void', async () => {
  const folder = configFolder(
    `${BASE}load: const(10,2s)\nprofiles:\n  p: {rate: 20}\n  q: {users: 5, wait: 1s, duration: 1s}\n`,
  );
  assert.equal(await dueAt(folder, ['p']), 50_000);
  assert.equal(await dueAt(folder, ['q', '--rate', '50']), 20_000);
  assert.equal(await dueAt(folder, ['q', '--load', 'const(25,2s)'], { REPRISE_RATE: '40' }), 40_000);
  assert.equal(await dueAt(folder, ['q'], { REPRISE_RATE: '40' }), 25_000);
});

test('a list is taken whole from the nearest place', async () => {
  const folder = configFolder(
    `${BASE}rate: 1\ncheck: [p99<1s, 5xx<1%]\nprofiles:\n  p: {check: p50<1s}\n  q: {check: []}\n`,
  );
  assert.deepEqual((await shown(folder, 'p')).check.values, ['p50<1s']);
  assert.deepEqual((await shown(folder, 'q')).check?.values ?? [], []);
  const env = { REPRISE_CHECK: 'p90<1s\np95<1s' };
  assert.deepEqual((await shown(folder, 'p', env)).check.values, ['p90<1s', 'p95<1s']);
});

test('rules are sent in the order written; those of a flag take the place of those of the file of the same name', async () => {
  await using server = await serve();
  const folder = configFolder(
    `log: access.log\ntarget: ${server.url}\nrate: max\nonce: true\nset-query: a=1\nrewrite: '^/(.*) => /v2/$1'\nheader: ['X-A: file', 'X-Id: \${uuid}']\nprofiles:\n  p: {set-header: 'X-B: file'}\n`,
    1,
  );
  assert.equal((await folder.run(['run', 'p', '--quiet'])).status, 0);
  assert.equal((await folder.run(['run', 'p', '--quiet', '--header', 'X-A: flag'])).status, 0);
  const headers = server.requests.map(({ rawHeaders }) => {
    const of = (name: string) => rawHeaders[rawHeaders.indexOf(name) + 1];
    return [of('X-A'), of('X-B'), rawHeaders.includes('X-Id') ? of('X-Id') : null];
  });
  assert.equal(server.requests[0].url, '/v2/0?a=1');
  assert.match(String(headers[0][2]), /^[\da-f]{8}-/);
  assert.deepEqual(
    [headers[0].slice(0, 2), headers[1]],
    [
      ['file', 'file'],
      ['flag', 'file', null],
    ],
  );
});

test('an empty list takes rules away, and those of flags are sent once', async () => {
  await using server = await serve();
  const folder = configFolder(
    `log: access.log\ntarget: ${server.url}\nrate: max\nonce: true\nheader: 'X-A: file'\nprofiles:\n  p: {header: []}\n`,
    1,
  );
  assert.equal(
    (await folder.run(['run', 'p', '--quiet', '--set-query', 'a=1', '--header', 'X-B: flag'])).status,
    0,
  );
  assert.equal((await folder.run(['run', 'p', '--quiet'])).status, 0);
  const names = server.requests.map(({ rawHeaders }) => rawHeaders.filter((name) => /^X-/.test(name)));
  assert.deepEqual(names, [['X-B'], []]);
  assert.deepEqual((await shown(folder, 'p', { REPRISE_DB: 'x.db' })).db, {
    values: ['x.db'],
    from: 'environment REPRISE_DB',
  });
});

test('what a switch of the file says is taken back by its opposite', async () => {
  await using server = await serve();
  const folder = configFolder(
    `log: access.log\ntarget: ${server.url}\nrate: max\nonce: true\njson: true\nquiet: true\n`,
  );
  const args = ['run', '-c', 'reprise.yaml'];
  assert.match((await folder.run(args)).stdout, /^\{/);
  assert.equal((await folder.run([...args, '--no-json'])).stdout, '', 'quiet says nothing where all is well');
  assert.match((await folder.run([...args, '--no-json', '--no-quiet'])).stdout, /^reprise: /);
  assert.match(
    (await folder.run([...args, '--no-quiet'], { env: { REPRISE_JSON: 'false' } })).stdout,
    /^reprise: /,
  );
});

test('a profile is run by its name, logs that are named take the place of its own, and a file comes before a profile', async () => {
  await using server = await serve();
  const folder = configFolder(
    `target: ${server.url}\nlog: nowhere.log\nprofiles:\n  nightly: {rate: 100, name: night}\n`,
  );
  assertRan(await folder.run(['run', 'nightly', 'access.log']));
  assert.equal(server.requests.length, 5);
  assertRan(
    await folder.run(['run', '--profile', 'nightly', 'access.log', '-c', folder.file('reprise.yaml')]),
  );
  assert.deepEqual(queryDatabase(folder.file('reprise.db'), 'select distinct name from run'), [
    { name: 'night' },
  ]);
  assertComplaint(await folder.run(['run', 'nightyl']), {
    status: 2,
    what: /nightyl: no file has this name, and no profile of reprise\.yaml/,
    mend: /did you mean nightly\?/,
  });
  assertComplaint(await folder.run(['run', 'nightly.log', '--rate', '1', '--target', server.url]), {
    status: 3,
    what: /nightly\.log: no such file/,
    mend: /check the path/,
  });
  folder.write('nightly', 'no log');
  assertComplaint(await folder.run(['run', 'nightly', '--rate', '1', '--target', server.url]), {
    status: 3,
    what: /nightly/,
    mend: /\S/,
  });
});

test('the folder of the database, and of its lock, is made where it is missing', async () => {
  await using server = await serve();
  const folder = configFolder(
    `target: ${server.url}\nlog: access.log\nrate: 100\nonce: true\ndb: state/deeper/runs.db\nprofiles:\n  nightly: {}\n`,
  );
  assertRan(await folder.run(['run', 'nightly']));
  assert.deepEqual(queryDatabase(folder.file('state/deeper/runs.db'), 'select count(*) as n from run'), [
    { n: 1 },
  ]);
  const refused = await folder.run(['run', 'nightly', '--db', 'access.log/runs.db']);
  assertComplaint(refused, { status: 3, what: /--db access\.log: no folder can be made/, mend: /another/ });
  const read = await folder.run(['report', '--db', 'elsewhere/runs.db']);
  assertComplaint(read, { status: 3, what: /no such database/, mend: /--db FILE/ });
  assert.ok(!existsSync(folder.file('elsewhere')), 'who only reads makes none');
});

test('profiles that extend each other in a circle, or one that there is not, are refused', async () => {
  const folder = configFolder(
    'profiles:\n  a: {extends: b}\n  b:\n    extends: c\n  c: {extends: b}\n  d: {extends: bb}\n',
  );
  assertComplaint(await folder.run(['config', 'show', 'a']), {
    status: 2,
    what: /reprise\.yaml:5:16: extends: the profile b extends itself \(b → c → b\)/,
    mend: /take its extends away/,
  });
  assertComplaint(await folder.run(['config', 'show', 'd']), {
    status: 2,
    what: /reprise\.yaml:6:16: extends: there is no profile bb/,
    mend: /did you mean b\?/,
  });
  assertComplaint(await folder.run(['config', 'show', 'x']), {
    status: 2,
    what: /there is no profile x/,
    mend: /a, b, c, d/,
  });
});

test('an option that no variable nearly has the name of is warned of', async () => {
  const folder = configFolder(`${BASE}rate: 10\n`);
  const args = ['run', '-c', 'reprise.yaml', '--dry-run', '1'];
  const { stderr } = await folder.run(args, { env: { REPRISE_RAET: '5' } });
  assert.match(stderr, /^warning: REPRISE_RAET in the environment is no option: is REPRISE_RATE meant\?$/m);
  assertComplaint(await folder.run(args, { env: { REPRISE_RATE: 'fast' } }), {
    status: 2,
    what: /REPRISE_RATE: 'fast' is no rate/,
    mend: /requests a second/,
  });
  assertComplaint(await folder.run(args, { env: { REPRISE_ONCE: 'maybe' } }), {
    status: 2,
    what: /REPRISE_ONCE: it is true or false/,
    mend: /\S/,
  });
});

test('.env is read where it is asked for, beneath the environment, and not otherwise', async () => {
  const folder = configFolder(`${BASE}name: \${RUN_NAME}\nrate: 10\n`);
  folder.write('.env', 'RUN_NAME=of-the-file\nREPRISE_RATE=20\n');
  const args = ['-c', 'reprise.yaml'];
  assertComplaint(await folder.run(['run', ...args, '--dry-run']), {
    status: 2,
    what: /RUN_NAME is not set/,
    mend: /--env-file/,
  });
  assert.equal(await dueAt(folder, [...args, '--env-file', '.env']), 50_000);
  assert.equal(await dueAt(folder, [...args, '--env-file', '.env'], { REPRISE_RATE: '40' }), 25_000);
  assertComplaint(await folder.run(['run', ...args, '--env-file', 'none.env']), {
    status: 2,
    what: /--env-file none\.env: no such file/,
    mend: /NAME=value/,
  });
});

test('paths of a file begin at its folder', async () => {
  await using server = await serve();
  const folder = configFolder(
    `log: access.log\ndb: runs.db\ntarget: ${server.url}\nrate: max\nonce: true\nmethods: POST\nbody: 'POST /a=@item.json'\n`,
  );
  folder.write('item.json', '{"n":1}');
  folder.write(
    'access.log',
    '192.0.2.1 - - [15/Sep/2026:10:00:00 +0000] "POST /a HTTP/1.1" 200 5 "-" "test"\n',
  );
  const { status, stderr } = await folder.run(['run', '-c', folder.file('reprise.yaml'), '--quiet'], {
    cwd: '/',
  });
  assert.equal(status, 0, stderr);
  assert.equal(server.requests[0].body.toString(), '{"n":1}');
  assert.equal(queryDatabase(folder.file('runs.db'), 'select 1 from run').length, 1);
});

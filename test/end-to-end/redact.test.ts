import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { TABLE_NAMES } from '../../src/index.ts';
import { runCli } from '../helpers/run-cli.ts';
import { startCli } from '../helpers/start-cli.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { queryDatabase } from './query-database.ts';
import { serve } from './serve.ts';
import { combinedLine, writeLog } from './write-log.ts';

/** Told to be a secret by what stands beside it. */
const SECRET = 'hunter2';
/** Only `--redact` tells that this is one. */
const OWN = 'acct-4711';
const REDACT = ['--redact', 'acct-\\d+', '--redact', '[a-z]+@corp\\.example'];
const MAIL = 'anna@corp.example';
const ANY = new RegExp(`${SECRET}|${OWN}|acct%2D4711|anna@corp|anna%40corp|aHVudGVyMg|YWNjdC00NzEx`);

const encoded = (text: string) => Array.from(Buffer.from(text), (byte) => `%${byte.toString(16)}`).join('');
const json = (more: object) =>
  JSON.stringify({ time: '2026-09-15T10:00:00Z', method: 'GET', url: '/a', status: 200, ...more });

/** Each is a place that is redacted without being asked, or by the expressions. */
const TARGETS = [
  `/?filter=${encoded(`{"password":"${SECRET}"}`)}`,
  `/?q={"token":"${SECRET}"}`,
  `/a;jsessionid=${SECRET};v=1/b,token=${SECRET}`,
  `/a%3Bjsessionid%3D${SECRET}`,
  `/#access_token=${SECRET}`,
  `/reset-password/8f14e45f${Buffer.from(SECRET).toString('hex')}cafe`,
  `/proxy/http://bob:${SECRET}@h.example/`,
  `/?u=${encoded(`http://bob:${SECRET}@h.example/`)}`,
  `/?user%255Bpassword%255D=${SECRET}`,
  `/?p%2561ss=${SECRET}&signature=${SECRET}&api_key=${SECRET}&token=${SECRET}`,
  `/?next=${encodeURIComponent(encodeURIComponent(`/cb?code=${SECRET}`))}`,
  `/users/${OWN}/orders?of=${OWN}`,
  `/users/${encodeURIComponent(MAIL)}/x?mail=${MAIL}`,
  `/x/${OWN.replace('-', '%2D')}`,
];
const HEX = Buffer.from(SECRET).toString('hex');

const folder = join(temporaryDirectory('redact'), `logs-of-${OWN}`);
let log: string;

before(() => {
  mkdirSync(folder);
  log = join(folder, 'access.log');
  const headers = { Authorization: `Bearer ${SECRET}`, Cookie: `id=${SECRET}`, 'X-Acct': OWN };
  const lines = [
    ...TARGETS.map((url) => json({ url, headers, host: `${OWN}.example`, remote_addr: OWN })),
    json({
      method: 'POST',
      url: `/pay/${OWN}?token=${SECRET}`,
      body: `{"of":"${OWN}","password":"${SECRET}"}`,
    }),
    json({ method: 'PUT', url: `/put/${OWN}`, headers: { 'Content-Length': '5' } }),
    json({ method: undefined, url: undefined, message: `login of ${OWN} password=${SECRET}` }),
    json({ method: `M${OWN}`, url: '/a' }),
  ];
  writeFileSync(log, lines.map((line) => `${line}\n`).join(''), 'latin1');
});

const GIVEN = () => [
  ...[...REDACT, '--header', `X-Of: ${OWN}`, '--header', `Authorization: Bearer ${SECRET}`, '--host', 'log'],
  ...['--methods', 'GET,POST', '--name', `of ${OWN}`, '--exclude', `^/never/${OWN}\\?token=${SECRET}`],
  ...['--endpoint', `GET /users/${OWN}/{what}`, '--body', `PATCH /x={"of":"${OWN}","token":"${SECRET}"}`],
];

test('what is secret, and what --redact matches, stands in no file and in nothing that is said', async () => {
  const said: Record<string, string> = {};
  const answer = () => ({
    status: 500,
    body: `{"token":"${SECRET}","of":"${OWN}"}`,
    headers: { 'set-cookie': `id=${SECRET}`, 'x-acct': OWN, location: `/?token=${SECRET}` },
  });
  await using server = await serve({ answer });
  const home = temporaryDirectory('redact');
  const database = join(home, 'runs.db');
  const pages = ['--html', join(home, 'run.html')];
  const run = ['run', log, '--target', server.url, '--rate', '60', '--duration', '1s', ...GIVEN()];
  await using cli = startCli([
    ...run,
    '--save-bodies',
    'sample',
    '--check',
    'p99(GET /users/*)<1m',
    '--db',
    database,
    ...pages,
  ]);
  await Promise.race([server.received(40), cli.finished]);
  const files = () =>
    readdirSync(home).map((name) => [name, readFileSync(join(home, name), 'latin1')] as const);
  for (const [name, bytes] of files()) said[`${name}, in the middle of the run`] = bytes;
  assert.ok(existsSync(`${database}-wal`), `it is written to\n${cli.stderr()}`);
  const { stdout, stderr, status } = await cli.finished;
  // 5: a busy machine may miss the rate.
  assert.ok(status === 0 || status === 5, stderr);
  Object.assign(said, { 'run, stdout': stdout, 'run, stderr': stderr });
  for (const [name, bytes] of files()) said[name] = bytes;

  // What is sent is what the log has.
  const sent = server.requests.map(({ url, rawHeaders, body }) => `${url} ${rawHeaders.join(' ')} ${body}`);
  for (const target of TARGETS) {
    const path = target.slice(0, target.indexOf('#') === -1 ? undefined : target.indexOf('#'));
    assert.ok(
      sent.some((request) => request.includes(path)),
      `${target} is sent as it is`,
    );
  }
  assert.ok(sent.every((request) => request.includes(OWN) && request.includes(`Bearer ${SECRET}`)));

  const commands = [
    ...[
      ['report'],
      ['report', '--json'],
      ['report', '--markdown'],
      ['report', '--bodies'],
      ['history'],
      ['history', '--json'],
    ],
    ...TABLE_NAMES.map((table) => ['export', '--table', table]),
    ['export', '--table', 'runs', '--format', 'ndjson'],
  ].map((command) => [...command, '--db', database]);
  for (const command of [
    ...commands,
    ['inspect', log, ...GIVEN()],
    ['inspect', log, '--json', ...GIVEN()],
    ['inspect', log, '--records', ...REDACT],
    [...run, '--dry-run', '30'],
    [...run, '--dry-run', '30', '--json'],
  ]) {
    const result = await runCli(command.filter((word, i) => !isOfRunAlone(command, word, i)));
    assert.equal(result.status, 0, `${command.join(' ')}\n${result.stderr}`);
    assert.ok(result.stdout.length > 0);
    said[`${command.slice(0, 4).join(' ')}, stdout`] = result.stdout;
    said[`${command.slice(0, 4).join(' ')}, stderr`] = result.stderr;
  }
  const leaks = Object.entries(said).filter(([, text]) => ANY.test(text) || text.includes(HEX));
  assert.deepEqual(
    leaks.map(
      ([where, text]) => `${where}: …${text.slice(Math.max(0, text.search(ANY) - 60)).slice(0, 100)}`,
    ),
    [],
  );
  const [{ options, name }] = queryDatabase<{ options: string; name: string }>(
    database,
    'select options, name from run',
  );
  assert.equal(name, 'of REDACTED');
  assert.equal(
    JSON.parse(options).redact,
    2,
    'how many expressions there were is stored, and not what they are',
  );
});

/** `inspect` sends nothing, and has no options for it. */
function isOfRunAlone([command]: readonly string[], word: string, i: number): boolean {
  return command === 'inspect' && i > 0 && OF_RUN.has(word);
}
const OF_RUN = new Set([
  '--header',
  `X-Of: ${OWN}`,
  `Authorization: Bearer ${SECRET}`,
  '--host',
  'log',
  '--name',
  `of ${OWN}`,
]);

for (const [sentence, command, expected] of [
  [
    'a payload that is missing',
    () => ['run', log, '--methods', 'PUT', '--body-missing', 'error'],
    /of PUT \/put\/REDACTED/,
  ],
  [
    'a log that nobody can read',
    () => ['run', writeLog([`user ${OWN} password=${SECRET} ${'x'.repeat(50)}`])],
    /the first is: user REDACTED password=REDACTED/,
  ],
  ['a log that is not there', () => ['run', `/nowhere/${OWN}.log`], /\/nowhere\/REDACTED\.log/],
  [
    'a target that is wrong',
    () => ['run', log, '--target', `http://bob:${SECRET}@h/${OWN}?token=${SECRET}`],
    /argument 'http:\/\/REDACTED@h\/REDACTED\?token=REDACTED' is invalid\n/,
  ],
  ['another that is wrong', () => ['run', log, '--rate', OWN], /argument 'REDACTED' is invalid/],
  ['nothing to replay', () => ['run', log, '--include', `^/none/${OWN}$`, '--once'], /nothing/],
] as const) {
  test(`the error of ${sentence} tells no secret, and neither does its stack`, async () => {
    await using server = await serve();
    const database = join(temporaryDirectory('redact'), 'runs.db');
    const { status, stderr } = await runCli([
      ...['--verbose', ...command(), '--target', server.url, ...REDACT, '--db', database],
      ...(command().includes('--rate') ? [] : ['--rate', '100']),
    ]);
    assert.ok(status === 2 || status === 3, stderr);
    assert.match(stderr, expected);
    assert.doesNotMatch(stderr, ANY);
    if (existsSync(database)) assert.doesNotMatch(readFileSync(database, 'latin1'), ANY);
  });
}

test('warnings tell no secret', async () => {
  const { stderr } = await runCli([
    ...['inspect', writeLog([combinedLine('/a')]), '--body', `POST /${OWN}=x`, '--map', ''].slice(0, 4),
    ...REDACT,
  ]);
  assert.match(stderr, /warning: --body POST \/REDACTED: /);
});

test('--redact asks for an expression, and inspect --records --show-secrets tells everything', async () => {
  const wrong = await runCli(['inspect', log, '--redact', '(a']);
  assert.equal(wrong.status, 2);
  assert.match(
    wrong.stderr,
    /^error: --redact \(a: is no regular expression: .*\n {2}expressions are RE2's.*\n$/,
  );
  const { stdout } = await runCli(['inspect', log, '--records', '--show-secrets', ...REDACT]);
  assert.ok(stdout.includes(OWN) && stdout.includes(SECRET));
});

import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { runCli } from '../helpers/run-cli.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { assertComplaint } from './complaint.ts';
import { queryDatabase } from './query-database.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { combinedLine, writeLog } from './write-log.ts';

const LOG = writeLog(['/a', '/b', '/c'].map((path) => combinedLine(path)));
/** Nobody is contacted: what is wrong is noticed before. */
const NOWHERE = ['--target', 'http://127.0.0.1:9', '--rate', '100', '--duration', '1s'];

test('no such file', async () => {
  const result = await runReplay(['nowhere.log', ...NOWHERE]);
  assertComplaint(result, { status: 3, what: /nowhere\.log: no such file/, mend: /check the path/ });
  assert.deepEqual(readdirSync(result.folder), []);
});

test('an empty file', async () => {
  const result = await runReplay([writeLog([]), ...NOWHERE]);
  assertComplaint(result, { status: 3, what: /access\.log: is empty/, mend: /name a log with requests/ });
});

test('a file of blank lines', async () => {
  const result = await runReplay([writeLog(['', '', '']), ...NOWHERE]);
  assertComplaint(result, { status: 3, what: /access\.log: is empty/, mend: /name a log with requests/ });
});

test('a file in which no line is a request: what was tried is said, and the first line is shown', async () => {
  const log = writeLog(['Dear diary, today nothing happened.', 'Nor today.']);
  const result = await runReplay([log, ...NOWHERE]);
  assertComplaint(result, {
    status: 3,
    what: /no line of it is a request \(tried \d+ formats\); the first is: Dear diary, today nothing happened\./,
    mend: /--format \(reprise inspect --formats lists them\).*--parser/,
  });
});

test('the first line of a file that cannot be read is shown without its secrets', async () => {
  const log = writeLog([
    'login user=anna password=hunter2-a token: hunter2-b, Authorization: Bearer hunter2-c https://u:hunter2-d@host/?key=hunter2-e',
  ]);
  const result = await runReplay([log, ...NOWHERE]);
  assertComplaint(result, { status: 3, what: /login user=anna password=REDACTED/, mend: /--format/ });
  assert.doesNotMatch(result.stderr, /hunter2/);
});

test('a log that is missing beside one that is there: nothing is sent, nothing is stored', async () => {
  await using server = await serve();
  const result = await runReplay([LOG, 'missing.log', '--target', server.url, '--rate', '100', '--once']);
  assertComplaint(result, { status: 3, what: /missing\.log: no such file/, mend: /check the path/ });
  assert.equal(server.connections, 0);
  assert.deepEqual(readdirSync(result.folder), []);
});

test('a line that is too long is named by its own number', async () => {
  const log = writeLog([
    combinedLine('/a'),
    '',
    combinedLine('/b'),
    'x'.repeat(1024 * 1024 + 1),
    combinedLine('/c'),
  ]);
  const { skipped } = JSON.parse((await runCli(['inspect', log, '--json'])).stdout);
  assert.deepEqual(
    skipped.map(({ reason, count, first_line }: { reason: string; count: number; first_line: number }) => [
      reason,
      count,
      first_line,
    ]),
    [['too-long', 1, 4]],
  );
});

test('inspect --formats lists what --format knows', async () => {
  const text = await runCli(['inspect', '--formats']);
  assert.match(text.stdout, /^nginx +\S.*$/m);
  const list: { name: string; title: string }[] = JSON.parse(
    (await runCli(['inspect', '--formats', '--json'])).stdout,
  );
  assert.equal(text.stdout.trimEnd().split('\n').length, list.length);
  for (const { name } of list.slice(0, 3)) {
    const read = await runCli(['inspect', LOG, '--format', name]);
    assert.doesNotMatch(read.stderr, /no such format/);
  }
});

test('a directory without logs', async () => {
  const result = await runReplay([temporaryDirectory('logs'), ...NOWHERE]);
  assertComplaint(result, { status: 3, what: /holds no access log/, mend: /name the log files themselves/ });
});

test('a binary file', async () => {
  const log = join(temporaryDirectory('log'), 'image.bin');
  writeFileSync(log, Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) & 0xff)));
  const result = await runReplay([log, ...NOWHERE]);
  assertComplaint(result, { status: 3, what: /image\.bin: is a binary file/, mend: /name a text log/ });
});

test('a log in which nothing is to be replayed', async () => {
  await using server = await serve();
  const log = writeLog([combinedLine('POST /a HTTP/1.1'), combinedLine('DELETE /b HTTP/1.1')]);
  const result = await runReplay([log, '--target', server.url, '--rate', '100', '--once']);
  assertComplaint(result, {
    status: 3,
    what: /nothing in the log can be replayed.*2 method/,
    mend: /POST, DELETE: .*--methods/,
  });
  assert.equal(server.requests.length, 0);
});

const USAGE: readonly (readonly [title: string, args: readonly string[], what: RegExp, mend: RegExp])[] = [
  ['--rate 0', ['--rate', '0'], /--rate.*'0' is invalid/, /above 0/],
  ['--rate abc', ['--rate', 'abc'], /--rate.*'abc' is invalid/, /write 100, 100\/s or 6000\/m/],
  ['--duration -5', ['--duration', '-5'], /--duration.*'-5' is invalid/, /500ms, 90s, 10m/],
  ['no --rate', ['--target', 'http://127.0.0.1:9'], /no rate was given/, /--rate 100/],
  ['no --target', ['--rate', '100'], /no target was named/, /--target http:/],
  [
    '--rate max without an end',
    ['--target', 'http://127.0.0.1:9', '--rate', 'max'],
    /needs an end/,
    /--duration/,
  ],
  ['a target with a path', ['--target', 'http://127.0.0.1:9/shop'], /--target/, /scheme, host and port only/],
  ['an unknown option', ['--speed-up'], /unknown option '--speed-up'/, /--help/],
  ['a mistyped option', ['--rat', '100'], /unknown option '--rat'/, /did you mean --rate\?/],
  [
    'an unknown format',
    [...NOWHERE, '--format', 'iis'],
    /--format iis: no such format/,
    /inspect --formats lists them/,
  ],
  [
    'a parser that is not there',
    [...NOWHERE, '--parser', 'no.ts'],
    /--parser no\.ts: cannot be/,
    /export default/,
  ],
  [
    'a format and a parser',
    [...NOWHERE, '--format', 'json', '--parser', 'a.ts'],
    /both given/,
    /give the one/,
  ],
  ['--methods CONNECT', ['--methods', 'GET,CONNECT'], /--methods/, /cannot be replayed/],
];

for (const [title, args, what, mend] of USAGE) {
  test(title, async () => {
    const result = await runReplay([LOG, ...args]);
    assertComplaint(result, { status: 2, what, mend });
    assert.deepEqual(readdirSync(result.folder), []);
  });
}

test('an option without its value', async () => {
  const result = await runCli(['run', LOG, '--rate']);
  assertComplaint(result, { status: 2, what: /'--rate <rate>' argument missing/, mend: /--help/ });
});

test('an unknown command', async () => {
  assertComplaint(await runCli(['replay', LOG]), {
    status: 2,
    what: /unknown command 'replay'/,
    mend: /--help/,
  });
});

test('a database that cannot be made: nothing is sent', async () => {
  await using server = await serve();
  const folder = temporaryDirectory('bad');
  const where = ['--target', server.url, '--rate', '100', '--once'];
  // The folders of a database are made, but not below a file.
  const result = await runCli(['run', LOG, ...where, '--db', join(LOG, 'no', 'such', 'runs.db')]);
  assertComplaint(result, {
    status: 3,
    what: /access\.log\/no\/such: no folder can be made there/,
    mend: /name another folder/,
  });
  mkdirSync(join(folder, 'folder.db'));
  const asFolder = await runCli(['run', LOG, ...where, '--db', join(folder, 'folder.db')]);
  assertComplaint(asFolder, { status: 3, what: /folder\.db: is a folder/, mend: /--db/ });
  assert.equal(server.requests.length, 0);
});

test('a file that is no database is left as it is', async () => {
  await using server = await serve();
  const file = writeLog(
    Array.from({ length: 100 }, () => 'no database at all'),
    'notes.txt',
  );
  for (const args of [
    ['run', LOG, '--target', server.url, '--rate', '9', '--once'],
    ['report'],
    ['history'],
    ['export'],
  ]) {
    const result = await runCli([...args, '--db', file]);
    assertComplaint(result, { status: 3, what: /notes\.txt: is not a database/, mend: /--db FILE/ });
  }
  assert.equal(server.requests.length, 0);
});

test('a database that is not there, to be read', async () => {
  for (const command of ['report', 'history', 'export']) {
    const folder = temporaryDirectory('bad');
    const result = await runCli([command], { cwd: folder });
    assertComplaint(result, { status: 3, what: /reprise\.db: no such database/, mend: /--db FILE/ });
    assert.deepEqual(readdirSync(folder), []);
  }
});

test('a database of a newer schema is neither read nor changed', async () => {
  await using server = await serve();
  const first = await runReplay([LOG, '--target', server.url, '--rate', '100', '--once']);
  const { DatabaseSync } = await import('node:sqlite');
  const db = new DatabaseSync(first.database);
  db.exec('pragma user_version = 999');
  db.close();
  for (const args of [
    ['run', LOG, '--target', server.url, '--rate', '9', '--once'],
    ['report'],
    ['history'],
    ['export'],
  ]) {
    const result = await runCli([...args, '--db', first.database]);
    assertComplaint(result, {
      status: 3,
      what: /written by a newer reprise \(schema 999/,
      mend: /update reprise/,
    });
  }
  assert.equal(server.requests.length, 3);
  assert.deepEqual(queryDatabase(first.database, 'select count(*) as runs from run'), [{ runs: 1 }]);
});

test('a run that does not exist', async () => {
  await using server = await serve();
  const { database } = await runReplay([LOG, '--target', server.url, '--rate', '100', '--once']);
  for (const run of ['7', 'last~1', 'nightly']) {
    for (const command of ['export', 'report']) {
      const result = await runCli([command, run, '--db', database]);
      assertComplaint(result, {
        status: 2,
        what: new RegExp(`no run ${run} in .*holds 1`),
        mend: /history lists/,
      });
    }
  }
  const table = await runCli(['export', '--table', 'results', '--db', database]);
  assertComplaint(table, { status: 2, what: /--table.*'results' is invalid/, mend: /outcomes, endpoints/ });
});

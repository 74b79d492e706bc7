import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { runCli } from '../helpers/run-cli.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { assertRan } from './assert-ran.ts';
import { booksOfRun } from './books-of-run.ts';
import { queryDatabase } from './query-database.ts';
import { serve } from './serve.ts';
import { writeLog } from './write-log.ts';

const REPOSITORY = new URL('../../', import.meta.url);

test('--parser reads a log with a format of the user', async () => {
  await using server = await serve();
  const folder = temporaryDirectory('plugin');
  const log = writeLog(['7|/seven', 'a remark', '8|/eight?x=1']);
  writeFileSync(
    join(folder, 'my-format.ts'),
    `import type { LogFormat } from 'reprise/parser';
     const format: LogFormat = {
       name: 'mine', title: 'number, path', samples: [],
       open: () => (line: string) => {
         const match = /^(\\d+)\\|(\\S+)$/.exec(line);
         if (!match) return { skipped: 'not-an-access-line' };
         return { method: 'GET', target: match[2], headers: [['X-Number', match[1]]] };
       },
     };
     export default format;`,
  );
  const args = [log, '--target', server.url, '--rate', '100', '--once', '--parser', './my-format.ts'];
  const { status, stdout, stderr } = await runCli(['run', ...args, '--db', 'runs.db'], { cwd: folder });
  assertRan({ status, stdout, stderr });
  assert.deepEqual(server.requests.map(({ url }) => url).toSorted(), ['/eight?x=1', '/seven']);
  assert.ok(server.requests.every(({ rawHeaders }) => rawHeaders.includes('X-Number')));
  assert.match(stdout, /\(mine\)/);
  assert.match(stdout, /not-an-access-line 1/);
});

test('a parser that throws in mid-run ends it in order: what was sent is stored, and the command ends', async () => {
  await using server = await serve();
  const folder = temporaryDirectory('plugin');
  // 256 KiB are read at a time: it throws in the second of them, when the first are on their way.
  const log = writeLog(Array.from({ length: 3000 }, (_, i) => `/${i}?${'x'.repeat(190)}`));
  writeFileSync(
    join(folder, 'throws.ts'),
    `export default {
       name: 'throws', title: 'throws', samples: [],
       open: () => (target: string) => {
         if (target.startsWith('/2000?')) throw new TypeError('oh');
         return { method: 'GET', target };
       },
     };`,
  );
  const args = ['--target', server.url, '--rate', '1000', '--parser', 'throws.ts', '--db', 'runs.db'];
  const { status, stderr } = await runCli(['run', log, ...args], { cwd: folder });
  assert.equal(status, 3, stderr);
  assert.match(stderr, /^error: --parser throws\.ts: at line 2001 of .* it threw TypeError: oh\n/);
  const database = join(folder, 'runs.db');
  assert.equal(booksOfRun(database).answered, server.requests.length);
  const [{ invalid }] = queryDatabase<{ invalid: string }>(database, 'select invalid from run');
  assert.deepEqual(JSON.parse(invalid), [stderr.split('\n')[0].replace('error: ', '')]);
});

test('--version is that of the package', async () => {
  const { version } = JSON.parse(readFileSync(new URL('package.json', REPOSITORY), 'utf8'));
  assert.equal((await runCli(['--version'])).stdout, `${version}\n`);
});

const LOG_OPTIONS = ['--format', '--parser', '--methods', '--body-missing'];
const HELP: Readonly<Record<string, readonly string[]>> = {
  run: [
    ...[
      '--target',
      '--rate',
      '--duration',
      '--once',
      ...LOG_OPTIONS,
      '--host',
      '--header',
      '--timeout',
      '--connections',
    ],
    ...[
      '--max-in-flight',
      '--workers',
      '--insecure',
      '--no-preflight',
      '--name',
      '--db',
      '--quiet',
      '--json',
      '--no-color',
    ],
  ],
  inspect: [...LOG_OPTIONS, '--records', '--json', '--no-color'],
  report: ['--db', '--noise', '--json', '--no-color'],
  export: [
    ...['--db', '--table', '--format', '--columns', '--where', '--limit', '--output'],
    ...['--gzip', '--bom', '--spreadsheet-safe'],
  ],
  history: ['--db', '--no-color'],
  target: ['--port', '--status', '--latency', '--break', '--seed'],
};

test('the help of every command names its options, with their units, and names every command', async () => {
  const { stdout } = await runCli(['--help']);
  for (const [command, options] of Object.entries(HELP)) {
    assert.match(stdout, new RegExp(`^  ${command} `, 'm'));
    const help = await runCli([command, '--help']);
    assert.equal(help.status, 0);
    for (const option of [...options, '--verbose'])
      assert.ok(help.stdout.includes(`  ${option}`), `${command} ${option}`);
    assert.doesNotMatch(help.stdout, /30000000|\["/);
  }
});

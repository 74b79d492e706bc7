import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runCli } from '../../helpers/run-cli.ts';
import { temporaryDirectory } from '../../helpers/temporary-directory.ts';
import { assertRan } from '../assert-ran.ts';
import { assertComplaint } from '../complaint.ts';
import { serve } from '../serve.ts';

function logOf(day: number): string {
  return [0, 10, 20]
    .map(
      (second) =>
        `192.0.2.1 - - [${day}/Sep/2026:10:00:${second || '00'} +0000] "GET /a HTTP/1.1" 200 5 "-" "t"\n`,
    )
    .join('');
}

test('init writes a file that check finds good, and whose profiles run, for the log that it was shown', async () => {
  await using server = await serve();
  const folder = temporaryDirectory('init');
  const cli = (args: readonly string[]) => runCli(args, { cwd: folder, env: { TZ: 'UTC' } });
  writeFileSync(join(folder, 'access.log-20260915'), logOf(15));
  const { status, stdout, stderr } = await cli(['init', 'access.log-20260915', '--target', server.url]);
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^reprise\.yaml is written, for access\.log-20260915 \(nginx, 3 requests\)\n/);
  const written = readFileSync(join(folder, 'reprise.yaml'), 'utf8');
  assert.match(
    written,
    /^# yaml-language-server: \$schema=\.\/node_modules\/reprise\/docs\/config\.schema\.json\n/,
  );
  assert.match(written, /log: 'access\.log-\{yesterday:%Y%m%d\}'/);
  assert.match(written, /as-logged: true/);
  assert.equal((await cli(['config', 'check'])).stdout, 'try: good\nnightly: good\n');
  assertRan(await cli(['run', 'try', '--duration', '1s']));
  assert.ok(server.requests.length > 0);
  assertComplaint(await cli(['run', 'nightly']), {
    status: 3,
    what: /came to access\.log-20\d{6}: no such file/,
    mend: /rotated/,
  });
  const again = ['init', 'access.log-20260915', '--target', 'unix:/run/app.sock'];
  assertComplaint(await cli(again), {
    status: 2,
    what: /reprise\.yaml: there is such a file already/,
    mend: /--force/,
  });
  assert.equal(readFileSync(join(folder, 'reprise.yaml'), 'utf8'), written);
  assert.equal((await cli([...again, '--force'])).status, 0);
  assert.equal((await cli(['config', 'check'])).status, 0);
});

test('a log that has the date of the day on which it was rotated is that of today', async () => {
  const folder = temporaryDirectory('init');
  writeFileSync(join(folder, 'access-2026-09-16.log'), logOf(15));
  await runCli(['init', 'access-2026-09-16.log', '-c', 'other.yaml'], { cwd: folder, env: { TZ: 'UTC' } });
  assert.match(readFileSync(join(folder, 'other.yaml'), 'utf8'), /log: 'access-\{today:%Y-%m-%d\}\.log'/);
  assert.equal((await runCli(['config', 'check', 'other.yaml'], { cwd: folder })).status, 0);
});

test('without a log it writes one to begin with; nothing is written where the log cannot be read', async () => {
  const folder = temporaryDirectory('init');
  assert.equal((await runCli(['init', 'nowhere.log'], { cwd: folder })).status, 3);
  assert.equal(existsSync(join(folder, 'reprise.yaml')), false);
  assert.equal((await runCli(['init'], { cwd: folder })).status, 0);
  assert.equal((await runCli(['config', 'check'], { cwd: folder })).status, 0);
});

test('on average no second has more requests than the busiest', async () => {
  const folder = temporaryDirectory('init');
  const stamps = ['10:00:00', '10:00:01'].flatMap((time) => Array<string>(6).fill(time));
  const lines = stamps.map(
    (time) => `192.0.2.1 - - [15/Sep/2026:${time} +0000] "GET /a HTTP/1.1" 200 5 "-" "t"\n`,
  );
  writeFileSync(join(folder, 'access.log'), lines.join(''));
  await runCli(['init', 'access.log'], { cwd: folder });
  const written = readFileSync(join(folder, 'reprise.yaml'), 'utf8');
  assert.match(written, /busiest second of the log had 6 requests/);
  assert.match(written, /12 requests that can be replayed, 6\/s on average/);
});

test('the schema for editors is that of the clone in which the file is written', async () => {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const name = `init-test-${process.pid}.yaml`;
  try {
    assert.equal((await runCli(['init', '-c', name], { cwd: root })).status, 0);
    const [first] = readFileSync(join(root, name), 'utf8').split('\n');
    assert.equal(first, '# yaml-language-server: $schema=./docs/config.schema.json');
    assert.ok(existsSync(join(root, 'docs/config.schema.json')));
  } finally {
    rmSync(join(root, name), { force: true });
  }
});

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { runCli } from '../helpers/run-cli.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';

const NGINX =
  '192.0.2.1 - - [20/Nov/2026:10:00:00 +0000] "GET /n HTTP/1.1" 200 5 "-" "a \\x22b\\x22 c\\x5Cd"';
const APACHE = '192.0.2.2 - - [20/Nov/2026:10:00:01 +0000] "GET /a HTTP/1.1" 200 5 "-" "a \\"b\\" c\\\\d"';
const MORGAN = 'GET /m 200 1.234 ms - 5';

const folder = temporaryDirectory('several-formats');
for (const [name, line] of Object.entries({
  nginx: NGINX,
  apache: APACHE,
  morgan: MORGAN,
  notes: 'a note',
})) {
  writeFileSync(join(folder, `${name}.log`), `${line}\n`.repeat(4));
}

async function records(args: readonly string[]) {
  const { stdout, stderr, status } = await runCli(['inspect', '--records', ...args], { cwd: folder });
  assert.equal(status, 0, stderr);
  return {
    lines: stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
    stderr,
  };
}

for (const how of [[], ['--merge']]) {
  test(`each log is read by its own server’s rules ${how.join()}`, async () => {
    const { lines, stderr } = await records(['nginx.log', 'apache.log', 'morgan.log', ...how]);
    assert.equal(stderr, '');
    const agents = lines.map(({ record }) => record.headers?.[0]?.[1]);
    assert.deepEqual(
      agents.filter((agent) => agent !== undefined),
      Array(8).fill('a "b" c\\d'),
    );
    assert.deepEqual(
      lines.map(({ record }) => record.target).toSorted(),
      [...'aaaammmmnnnn'].map((c) => `/${c}`),
    );
  });
}

test('inspect names all formats that it found, and how much they read together', async () => {
  const { stdout } = await runCli(['inspect', '--json', 'apache.log', 'morgan.log'], { cwd: folder });
  const { format } = JSON.parse(stdout);
  assert.deepEqual([format.name, ...format.others, format.share], ['apache', 'morgan-dev', 1]);
});

test('a log that nothing reads is left out with a word, and is an error when there is no other', async () => {
  const { lines, stderr } = await records(['notes.log', 'nginx.log']);
  assert.equal(lines.filter(({ record }) => record !== undefined).length, 4);
  assert.match(stderr, /notes\.log: none of its first 4 lines is a request/);
  const alone = await runCli(['inspect', 'notes.log'], { cwd: folder });
  assert.equal(alone.status, 3);
  assert.match(alone.stderr, /no line of it is a request/);
});

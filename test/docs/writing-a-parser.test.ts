import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { runCli } from '../helpers/run-cli.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';

const page = readFileSync(new URL('../../docs/writing-a-parser.md', import.meta.url), 'utf8');
const [, source] = /```ts\n(.*?)```/s.exec(page)!;
const folder = temporaryDirectory('writing-a-parser');
writeFileSync(join(folder, 'shop.ts'), source);

test('the format that the page builds passes the check that it names', async () => {
  const { status, stdout } = await runCli(['inspect', '--check-parser', './shop.ts'], { cwd: folder });
  assert.equal(stdout, './shop.ts is a good format\n');
  assert.equal(status, 0);
});

test('a format that breaks its word fails the check, and is told how', async () => {
  writeFileSync(
    join(folder, 'bad.ts'),
    source.replace('if (!match ||', 'if (line.length > 90) throw 1; if (!match ||'),
  );
  const { status, stdout } = await runCli(['inspect', '--check-parser', './bad.ts'], { cwd: folder });
  assert.equal(status, 1);
  assert.match(stdout, /threw/);
});

test('the format reads a log of its own', async () => {
  writeFileSync(join(folder, 'shop.log'), '2026-11-20T20:04:58.250Z GET /cart?id=7 200 0.125\nstarting up\n');
  const args = ['inspect', 'shop.log', '--parser', './shop.ts', '--records'];
  const { stdout } = await runCli(args, { cwd: folder });
  const [first, second] = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(first.record, {
    method: 'GET',
    target: '/cart?id=7',
    startedAtMs: Date.parse('2026-11-20T20:04:58.125Z'),
    status: 200,
    durationMs: 125,
  });
  assert.equal(second.skipped, 'not-an-access-line');
});

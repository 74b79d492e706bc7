import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { serve } from '../end-to-end/serve.ts';
import { runCli } from '../helpers/run-cli.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';

const PAGE = readFileSync(new URL('../../docs/rewriting.md', import.meta.url), 'utf8');
const BLOCKS = Array.from(PAGE.matchAll(/(?:^ {4}.*\n)+/gm), ([block]) => block.replace(/^ {4}/gm, ''));
const [LOG, ...EXAMPLES] = BLOCKS;

/** The command of an example, its words as a shell has them, and the lines that it is to print. */
function read(example: string) {
  const [, command, printed] = /^\$ ((?:.*\\\n)*.*)\n([\s\S]*)$/.exec(example)!;
  const words = Array.from(command!.replaceAll('\\\n', ' ').matchAll(/(?:'[^']*'|[^\s'])+/g), ([word]) =>
    word.replaceAll("'", ''),
  );
  const start = words.indexOf('reprise');
  const env = Object.fromEntries(words.slice(0, start).map((word) => word.split('=') as [string, string]));
  return { env, args: words.slice(start + 1), lines: printed!.split('\n').filter(Boolean) };
}

test('the page has examples of everything', () => {
  assert.equal(EXAMPLES.length, 4);
  for (const option of [
    '--rewrite',
    '--unset-query',
    '--set-header',
    '--body',
    '--basic',
    '--bearer',
    '--login',
  ]) {
    assert.ok(
      EXAMPLES.some((example) => example.includes(option)),
      option,
    );
  }
});

for (const example of EXAMPLES) {
  const { env, args, lines } = read(example);
  test(`the example runs, and prints what the page says: ${args.slice(5).join(' ')}`, async () => {
    await using server = await serve({
      answer: ({ url }) => (url === '/login' ? { body: '{"access_token":"abc"}' } : undefined),
    });
    const cwd = temporaryDirectory('rewriting');
    writeFileSync(join(cwd, 'access.log'), LOG!);
    const own = args.map((word) => (word === 'http://127.0.0.1:8080' ? server.url : word));
    const { status, stdout, stderr } = await runCli(own, { cwd, env });
    assert.ok(status === 0 || status === 5, stderr);
    const printed = stdout.split('\n');
    for (const line of lines) assert.ok(printed.includes(line), `${line}\n${stdout}`);
    if (!args.includes('--dry-run')) {
      const [login, request] = server.requests;
      assert.equal(login!.body.toString(), '{"user":"anna","password":"secret"}');
      assert.ok(request!.rawHeaders.includes('Bearer abc'));
    }
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { assertRan } from '../../end-to-end/assert-ran.ts';
import { booksOfRun, booksOfSummary } from '../../end-to-end/books-of-run.ts';
import { runCli } from '../../helpers/run-cli.ts';
import { temporaryDirectory } from '../../helpers/temporary-directory.ts';

test('the demo replays a real log against the practice target and shows what happened', async () => {
  const cwd = temporaryDirectory('demo');
  const script = fileURLToPath(new URL('../../../practice/demo.ts', import.meta.url));
  const { status, stdout, stderr } = await runCli([], { script, cwd });
  assertRan({ status, stdout: stdout.replace(/^\$ .*\n+/, ''), stderr });
  assert.match(stdout, /^\$ reprise run fixtures\/nginx\/access\.log .*--rate 100 --duration 10s/);
  const books = booksOfRun(`${cwd}/demo.db`);
  assert.equal(books.planned, 1000);
  assert.deepEqual(booksOfSummary(stdout), books);
  assert.match(stdout, /status +200 .* 404 .* 500 .* 503 /);
  assert.match(stdout.replaceAll('\n', ' '), /answered as recorded; .* did not: GET \/search 200 → 503, /);
});

/**
 * What `npm test` runs: all tests, or the files that are named, as in `npm test -- test/store/*.test.ts`. In the end
 * it lists what was skipped and why; with CI set, a skipped test is a failure.
 */
import { globSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isCi } from './helpers/is-ci.ts';
import { runTests } from './helpers/run-tests.ts';

const repository = fileURLToPath(new URL('..', import.meta.url));
const named = process.argv.slice(2).map((file) => resolve(file));
const files = named.length > 0 ? named : globSync('test/**/*.test.ts', { cwd: repository }).map(inRepository);

process.exitCode = await runTests({
  files: files.toSorted(),
  concurrency: 2,
  testTimeoutMs: 120_000,
  mayBeSkipped: !isCi(),
  shorten: (file) => relative(process.cwd(), file),
});

function inRepository(file: string): string {
  return resolve(repository, file);
}

/**
 * What `npm test` runs: all tests but those of test/slow/, or the files that are named, as in
 * `npm test -- test/store/*.test.ts`. `npm run test:slow` runs those of test/slow/. In the end it lists what was skipped
 * and why; with CI set, a test skipped for want of a program is a failure.
 */
import { globSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { availableParallelism } from 'node:os';
import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isCi } from './helpers/is-ci.ts';
import { runTests } from './helpers/run-tests.ts';
import { NO_CORPUS } from './parsers/read-corpus.ts';

/** Tests of what knows neither threads nor processes nor time: those of one folder share a process. */
const PURE = ['parse', 'parsers', 'request', 'schedule', 'summarize', 'view'].map((name) => `test/${name}`);

const repository = fileURLToPath(new URL('..', import.meta.url));
const isSlow = process.argv[2] === '--slow';
const named = process.argv.slice(isSlow ? 3 : 2).map((file) => resolve(file));
const files = named.length > 0 ? named : allTests().map(inRepository);

// Sources with their types stripped, and compiled code, are kept between files and runs: half the CPU of a small file.
const { directory: compileCache } = enableCompileCache();
if (compileCache !== undefined) process.env.NODE_COMPILE_CACHE ??= compileCache;
// What reprise prints is tested as a shell sees it, not as npm does.
delete process.env.npm_command;
process.exitCode = await runTests({
  files: files.toSorted(),
  sharedFolders: [
    { path: inRepository('test/end-to-end'), filesAProcess: 8 },
    ...PURE.map((folder) => ({ path: inRepository(folder) })),
  ],
  // Slow tests load the machine by themselves; of the others, many wait.
  concurrency: isSlow ? 2 : 2 * availableParallelism(),
  testTimeoutMs: isSlow ? 1_200_000 : 120_000,
  mayBeSkipped: !isCi(),
  goodReasons: [NO_CORPUS],
  shorten: (file) => relative(process.cwd(), file),
});

function allTests(): string[] {
  if (isSlow) return globSync('test/slow/**/*.test.ts', { cwd: repository });
  return globSync('test/**/*.test.ts', { cwd: repository, exclude: ['test/slow/**'] });
}

function inRepository(file: string): string {
  return resolve(repository, file);
}

import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryDirectory } from './temporary-directory.ts';
import type { SharedFolder } from './test-processes.ts';

/** Where the files of the tests stand. */
export const folder = temporaryDirectory('run-tests');

/** What a run is told besides its files. */
export interface Limits {
  readonly sharedFolders?: readonly SharedFolder[];
  readonly mayBeSkipped?: boolean;
  readonly goodReasons?: readonly string[];
  readonly testTimeoutMs?: number;
  readonly graceMs?: number;
}

/** Runs files as `npm test` does, in a process of its own: the runner does not run inside of itself. */
export function runFiles(sources: Readonly<Record<string, string>>, limits: Limits = {}) {
  const files = Object.entries(sources).map(([name, source]) => {
    const file = join(folder, `${name}.test.mjs`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `import { suite, test } from 'node:test';\n${source}\n`);
    return file;
  });
  const options = { files, concurrency: 2, testTimeoutMs: 30_000, mayBeSkipped: true, ...limits };
  const script = `
    import { runTests } from ${JSON.stringify(new URL('run-tests.ts', import.meta.url).href)};
    process.exitCode = await runTests({ ...${JSON.stringify(options)}, shorten: (file) => file.split('/').at(-1) });`;
  const runner = join(folder, 'runner.mjs');
  writeFileSync(runner, script);
  const { status, stdout, stderr } = spawnSync(process.execPath, [runner], {
    encoding: 'utf8',
    env: { ...process.env, NODE_TEST_CONTEXT: undefined },
    timeout: 60_000,
  });
  return { status, output: `${stdout}${stderr}` };
}

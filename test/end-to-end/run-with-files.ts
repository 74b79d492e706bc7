import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { endWithTest } from '../helpers/end-with-test.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';

/** Why tests of it cannot run here, or `false`. */
export const SKIP = process.platform !== 'linux' && 'only Linux tells its limits in files';

/** `reprise run …` in a shell that allows so many open files. */
export async function runWithFiles(files: number, args: readonly string[]) {
  const folder = temporaryDirectory('limits');
  const database = join(folder, 'runs.db');
  const script = `ulimit -n ${files} && exec "$0" "$@"`;
  const bin = fileURLToPath(new URL('../../bin/reprise.js', import.meta.url));
  const child = spawn('sh', ['-c', script, process.execPath, bin, 'run', ...args, '--db', database], {
    cwd: folder,
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, REPRISE_DB: undefined },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  endWithTest(child);
  const [stdout, stderr, [status, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>,
  ]);
  return { status, signal, stdout, stderr, database };
}

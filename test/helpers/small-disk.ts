import { execFileSync } from 'node:child_process';
import type { TestContext } from 'node:test';
import { isCi } from './is-ci.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/**
 * Mounts a disk of so many KiB for the length of a test, and gives its folder. That takes root, or sudo that asks nothing; without,
 * the test is skipped, and undefined is returned for it to go home.
 */
export function mountSmallDisk(t: TestContext, sizeKiB: number): string | undefined {
  const folder = temporaryDirectory('disk');
  const own = `uid=${process.getuid?.()},gid=${process.getgid?.()},mode=700`;
  try {
    asRoot('mount', '-t', 'tmpfs', '-o', `size=${sizeKiB}k,${own}`, 'tmpfs', folder);
  } catch (error) {
    if (isCi()) throw error;
    t.skip('needs root, to mount a small disk');
    return undefined;
  }
  // Lazily: a program that the test started may have a file open still.
  t.after(() => asRoot('umount', '-l', folder));
  return folder;
}

/** From then on nothing can be written to it. */
export function makeReadOnly(folder: string): void {
  asRoot('mount', '-o', 'remount,ro', folder);
}

function asRoot(...command: readonly [string, ...string[]]): void {
  const [program, ...args] = process.getuid?.() === 0 ? command : ['sudo', '-n', ...command];
  execFileSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
}

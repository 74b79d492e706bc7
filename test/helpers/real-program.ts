import { findProgram } from './find-program.ts';
import { isCi } from './is-ci.ts';

/**
 * Gives the path of a real program that a test needs. Where it is missing the test is skipped, with a word on how to
 * install it, and undefined is returned for the test to go home; on a CI machine, where nothing may go untested, it
 * throws instead.
 *
 *     const nginx = requireProgram(t, 'nginx', 'nginx-light');
 *     if (nginx === undefined) return;
 */
export function requireProgram(
  t: { skip(message: string): void },
  name: string,
  debianPackage: string,
): string | undefined {
  const program = findProgram(name);
  if (program !== undefined) return program;
  const message = `needs ${name}: apt-get install ${debianPackage}`;
  if (isCi()) throw new Error(`${message} (this is CI, where no test may be skipped)`);
  t.skip(message);
  return undefined;
}

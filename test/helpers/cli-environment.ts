import { fileURLToPath } from 'node:url';

export const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
export const ENTRY = fileURLToPath(new URL('../../bin/reprise.js', import.meta.url));

/** The environment of the tests with what a test changes of it; `undefined` takes a variable away. */
export function cliEnvironment(changes: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const all: NodeJS.ProcessEnv = { ...process.env, ...NEUTRAL, ...changes };
  for (const name of Object.keys(all)) if (all[name] === undefined) delete all[name];
  return all;
}

/** What must not leak from a developer's shell, or from the test runner, into the command. */
const NEUTRAL = {
  NODE_TEST_CONTEXT: undefined,
  // Of a shell: what it started, which may be nohup.
  _: undefined,
  REPRISE_DB: undefined,
  FORCE_COLOR: undefined,
  NO_COLOR: undefined,
};

/**
 * The process of a `Resident`. It runs a script for one command line after the other, and says that a command is over when
 * nothing keeps the process alive any more, as a process of its own would end then.
 */
import { pathToFileURL } from 'node:url';
import type { ResidentAnswer, ResidentCommand } from './resident-protocol.ts';
import { SEPARATOR } from './resident-protocol.ts';

const channel = process.channel!;
let commands = 0;

process.on('message', async ({ script, args, cwd, env }: ResidentCommand) => {
  channel.unref();
  process.chdir(cwd);
  for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
  Object.assign(process.env, env);
  process.argv = [process.execPath, script, ...args];
  process.exitCode = undefined;
  // What the script imports is there already, the script itself is run anew.
  await import(`${pathToFileURL(script)}?${commands++}`);
});

process.on('beforeExit', (status) => {
  channel.ref();
  for (const stream of [process.stdout, process.stderr]) {
    stream.removeAllListeners('error');
    stream.write(SEPARATOR);
  }
  process.send!({ status } satisfies ResidentAnswer);
});

process.on('disconnect', () => process.exit());

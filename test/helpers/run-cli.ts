import { cliEnvironment, ENTRY, REPOSITORY } from './cli-environment.ts';
import { runResident } from './run-resident.ts';
import { type CliOptions, type CliResult, startCli } from './start-cli.ts';

export interface RunCliOptions extends CliOptions {
  /** Sends `signal` (SIGINT unless it says otherwise) once this time has passed. */
  readonly signalAfterMs?: number;
  readonly signal?: NodeJS.Signals;
  /** Starts a process for this command alone; without, one that has run others serves where it can. */
  readonly ownProcess?: boolean;
}

/** Runs `reprise …` as a user would, and tells how it ended. Whatever its status, it resolves. */
export async function runCli(args: readonly string[], options: RunCliOptions = {}): Promise<CliResult> {
  if (!needsOwnProcess(args, options)) {
    const { cwd = REPOSITORY, env, timeoutMs = 60_000 } = options;
    return runResident({ script: ENTRY, args, cwd, env: cliEnvironment(env) }, timeoutMs);
  }
  const cli = startCli(args, options);
  const { signalAfterMs, signal = 'SIGINT' } = options;
  const timer = signalAfterMs === undefined ? undefined : setTimeout(() => cli.send(signal), signalAfterMs);
  try {
    return await cli.finished;
  } finally {
    clearTimeout(timer);
  }
}

/** What Node takes in at its start, stdin above all, cannot be changed in a process that runs. */
function needsOwnProcess(args: readonly string[], options: RunCliOptions): boolean {
  const { ownProcess = false, env = {}, input, onStderr, script, signalAfterMs } = options;
  if (ownProcess || args.includes('-') || Object.keys(env).some((name) => name.startsWith('NODE_')))
    return true;
  return [input, onStderr, script, signalAfterMs].some((option) => option !== undefined);
}

import { type CliOptions, type CliResult, startCli } from './start-cli.ts';

export interface RunCliOptions extends CliOptions {
  /** Sends `signal` (SIGINT unless it says otherwise) once this time has passed. */
  readonly signalAfterMs?: number;
  readonly signal?: NodeJS.Signals;
}

/** Runs `reprise …` in a process of its own, as a user would, and tells how it ended. Whatever its status, it resolves. */
export async function runCli(args: readonly string[], options: RunCliOptions = {}): Promise<CliResult> {
  const cli = startCli(args, options);
  const { signalAfterMs, signal = 'SIGINT' } = options;
  const timer = signalAfterMs === undefined ? undefined : setTimeout(() => cli.send(signal), signalAfterMs);
  try {
    return await cli.finished;
  } finally {
    clearTimeout(timer);
  }
}

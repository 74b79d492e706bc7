/** A command line for a resident process, all of it: nothing else is inherited. */
export interface ResidentCommand {
  /** What to run: a module that reads `process.argv` and sets `process.exitCode`. */
  readonly script: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** What a resident process says when nothing of a command is left. */
export interface ResidentAnswer {
  readonly status: number;
}

/** Ends what a command said, on stdout and on stderr. */
export const SEPARATOR = '\0\0end of the command\0\0';

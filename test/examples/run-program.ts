import { execFile } from 'node:child_process';

export interface Ended {
  readonly status: number;
  /** stdout, then stderr. */
  readonly output: string;
}

/** Runs a program in this folder and with this environment alone; resolves whatever its status, and rejects where it has none. */
export function runProgram(
  program: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd, env }, (error, stdout, stderr) => {
      const status = error === null ? 0 : error.code;
      // It was not there, or a signal ended it.
      if (typeof status === 'number') resolve({ status, output: stdout + stderr });
      else reject(error);
    });
  });
}

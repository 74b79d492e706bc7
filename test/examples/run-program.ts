import { execFile } from 'node:child_process';

export interface Ended {
  readonly status: number;
  /** stdout, then stderr. */
  readonly output: string;
}

/** Runs a program in this folder and with this environment alone; whatever its status, it resolves. */
export function runProgram(
  program: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(program, args, { cwd, env }, (error, stdout, stderr) =>
      resolve({ status: error === null ? 0 : Number(error.code), output: stdout + stderr }),
    );
  });
}

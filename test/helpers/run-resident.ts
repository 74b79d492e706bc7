import * as nodeTest from 'node:test';
import { Resident } from './resident.ts';
import type { ResidentCommand } from './resident-protocol.ts';
import type { CliResult } from './start-cli.ts';

/**
 * Runs a command in a process that has run others before, so that nothing is loaded again: most of the CPU of a short
 * command. Commands that run at the same time have a process each. It does not outlive the test that started it.
 */
export async function runResident(command: ResidentCommand, timeoutMs: number): Promise<CliResult> {
  const resident = idle.pop() ?? new Resident();
  let isOver = false;
  const kill = (): void => {
    if (!isOver) resident.kill();
  };
  const context = nodeTest.getTestContext?.();
  if (context !== undefined && 'after' in context) context.after(kill);
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const { stdout, stderr } = resident.said;
    const words = `'reprise ${command.args.join(' ')}' was still running after ${timeoutMs} ms`;
    late.reject(new Error(`${words}\nstdout:\n${stdout}\nstderr:\n${stderr}`));
    kill();
  }, timeoutMs);
  try {
    const result = await Promise.race([resident.run(command), late.promise]);
    if (resident.isAlive) idle.push(resident);
    return result;
  } finally {
    isOver = true;
    clearTimeout(timer);
  }
}

const idle: Resident[] = [];

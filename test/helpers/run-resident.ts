import * as nodeTest from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Resident } from './resident.ts';
import type { ResidentCommand } from './resident-protocol.ts';
import type { CliResult } from './start-cli.ts';

/**
 * Runs a command in a process that has run others before, so that nothing is loaded again: most of the CPU of a short
 * command. Commands that run at the same time have a process each. It does not outlive the test that started it.
 */
export async function runResident(command: ResidentCommand, timeoutMs: number): Promise<CliResult> {
  const resident = await takeResident();
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
    if (resident.isAlive) giveBack(resident);
    return result;
  } finally {
    isOver = true;
    busy--;
    clearTimeout(timer);
  }
}

/** To start a process takes about as long: one that is busy may well be free before that. */
const PATIENCE_MS = 500;
const idle: Resident[] = [];
const waiting: ((resident: Resident) => void)[] = [];
let busy = 0;

async function takeResident(): Promise<Resident> {
  const isAlone = busy++ === 0;
  const free = idle.pop();
  if (free !== undefined) return free;
  if (isAlone) return new Resident();
  const { promise, resolve } = Promise.withResolvers<Resident>();
  waiting.push(resolve);
  await Promise.race([promise, sleep(PATIENCE_MS)]);
  const at = waiting.indexOf(resolve);
  if (at < 0) return promise;
  waiting.splice(at, 1);
  return new Resident();
}

function giveBack(resident: Resident): void {
  const next = waiting.shift();
  if (next === undefined) idle.push(resident);
  else next(resident);
}

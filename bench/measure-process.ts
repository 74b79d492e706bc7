import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** What a process and all its threads cost, as the operating system accounts for it. */
export interface ProcessCost {
  readonly userS: number;
  readonly systemS: number;
  readonly stdout: string;
}

/** Runs a command to its end. The shell's own `times` tells what its children used: nothing to install, whole process. */
export async function measureProcess(
  command: string,
  args: readonly string[],
  goodStatuses: readonly number[] = [0],
): Promise<ProcessCost> {
  const shell = spawn('sh', ['-c', '"$0" "$@" >&3; status=$?; times; exit $status', command, ...args], {
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
  });
  const [times, stdout, [status]] = await Promise.all([
    text(shell.stdout!),
    text(shell.stdio[3] as NodeJS.ReadableStream),
    once(shell, 'close'),
  ]);
  if (!goodStatuses.includes(status)) throw new Error(`${command} ${args.join(' ')} failed`);
  const [, ofChildren] = times.trim().split('\n');
  const [userS, systemS] = ofChildren.split(' ').map(seconds);
  return { userS, systemS, stdout };
}

/** `1m2.345s` */
function seconds(time: string): number {
  const [, minutes, rest] = /(\d+)m([\d.]+)s/.exec(time)!;
  return Number(minutes) * 60 + Number(rest);
}

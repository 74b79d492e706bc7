import { readFileSync } from 'node:fs';
import type { Cli, CliResult } from './start-cli.ts';

/** What a command has taken of memory at most, in MiB, and how it ended; null where the system does not tell. */
export async function peakMemory(
  cli: Cli,
): Promise<{ readonly result: CliResult; readonly peakMiB: number | null }> {
  let peakMiB: number | null = null;
  // The kernel keeps the highest value as long as the process lives: the last one that is read tells it.
  const look = () => {
    peakMiB = highWater(cli.child.pid!) ?? peakMiB;
  };
  const timer = setInterval(look, 20);
  try {
    return { result: await cli.finished, peakMiB: peakMiB as number | null };
  } finally {
    clearInterval(timer);
  }
}

function highWater(pid: number): number | null {
  try {
    const [, kiB] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1')) ?? [];
    return kiB === undefined ? null : Number(kiB) / 1024;
  } catch {
    return null;
  }
}

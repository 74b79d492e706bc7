import { readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';

/**
 * Ignores SIGHUP where `nohup` was to see to that. Node gives every signal its default back when it starts, SIGHUP among them, so
 * that what was ignored before is not known any more: it is told by what else nohup leaves behind.
 */
export function heedNohup(): void {
  if (isUnderNohup()) process.on('SIGHUP', () => {});
}

function isUnderNohup(): boolean {
  // Shells put the command that they start there, and nohup leaves it alone.
  if (basename(process.env._ ?? '') === 'nohup') return true;
  return stdinIsOfNohup() || parentIgnoresHangup();
}

/** In the place of a terminal, nohup gives a stdin from which nothing can be read. */
function stdinIsOfNohup(): boolean {
  try {
    if (readlinkSync('/proc/self/fd/0') !== '/dev/null') return false;
    const [, flags] = /^flags:\s*(\d+)/m.exec(readFileSync('/proc/self/fdinfo/0', 'latin1'))!;
    return (Number.parseInt(flags!, 8) & ACCESS_MODE) === WRITE_ONLY;
  } catch {
    return false;
  }
}

/** A script that runs under nohup hands down that it ignores SIGHUP. */
function parentIgnoresHangup(): boolean {
  try {
    const status = readFileSync(`/proc/${process.ppid}/status`, 'latin1');
    const [, ignored] = /^SigIgn:\s*([0-9a-f]+)/m.exec(status)!;
    return (BigInt(`0x${ignored}`) & SIGHUP) !== 0n;
  } catch {
    return false;
  }
}

const ACCESS_MODE = 3;
const WRITE_ONLY = 1;
/** Its bit in a set of signals. */
const SIGHUP = 1n;

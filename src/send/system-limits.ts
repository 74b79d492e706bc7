import { readdirSync, readFileSync } from 'node:fs';

/** What the system lets this process have; null where it does not say (anywhere but on Linux). */
export interface SystemLimits {
  /** Files and sockets that may be open at once. Node raises the soft limit to the hard one when it starts. */
  readonly openFiles: number | null;
  /** How many are open now. */
  readonly openNow: number;
  /** Local ports for connections to one address. */
  readonly ports: number | null;
}

export function readSystemLimits(): SystemLimits {
  return {
    openFiles: openFilesOf(textOf('/proc/self/limits')),
    openNow: openNow(),
    ports: portsOf(textOf('/proc/sys/net/ipv4/ip_local_port_range')),
  };
}

/** The soft limit of open files in the text of `/proc/…/limits`; Infinity where there is none. */
export function openFilesOf(text: string): number | null {
  const [, soft] = /^Max open files\s+(\d+|unlimited)\s/m.exec(text) ?? [];
  if (soft === undefined) return null;
  return soft === 'unlimited' ? Infinity : Number(soft);
}

/** How many ports are in a range such as `32768\t60999`. */
export function portsOf(text: string): number | null {
  const [, first, last] = /^\s*(\d+)\s+(\d+)\s*$/.exec(text) ?? [];
  return last === undefined ? null : Number(last) - Number(first) + 1;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

function openNow(): number {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return 0;
  }
}

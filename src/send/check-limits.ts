import { ReplayError } from '../errors.ts';
import type { SystemLimits } from './system-limits.ts';

/** What a run takes of the system. */
export interface SocketNeed {
  /** Connections that it opens whatever the target does. */
  readonly connections: number;
  /** Connections that it opens when the target does not answer. */
  readonly mostConnections: number;
  readonly threads: number;
  /** The addresses that they are shared out over, each with local ports of its own; 0: they take no ports. */
  readonly addresses: number;
  /** The option that decides over the first. */
  readonly option: '--connections' | '--users';
}

/**
 * Compares what a run takes with what the system gives. Throws where the run could not begin as it is asked for; returns
 * what is to be said where it could come to its limits later. Both name the command that raises the limit.
 */
export function checkLimits(limits: SystemLimits, need: SocketNeed): string[] {
  const { connections, mostConnections, option } = need;
  const problem = firstProblem(limits, need, connections);
  if (problem !== null) {
    const what = `${shown(connections)} connections ${problem.why}`;
    throw new ReplayError('limit', what, `${problem.mend}; or take fewer ${option}`);
  }
  const later = firstProblem(limits, need, mostConnections);
  if (later === null) return [];
  const what = `a target that is slow can keep ${shown(mostConnections)} connections busy, which ${later.why}`;
  return [`${what}: what is more fails as no-socket. ${later.mend}; or lower --max-in-flight`];
}

/** How a run that had failures for want of a socket gets more of them. */
export function moreSockets({ openFiles, ports }: SystemLimits, { mostConnections }: SocketNeed): string {
  const commands = [
    openFiles === null || openFiles === Infinity
      ? []
      : `open files are limited to ${shown(openFiles)} (${ulimit(2 * Math.max(openFiles, mostConnections))})`,
    ports === null ? [] : `ports to ${shown(ports)} (${PORTS})`,
  ].flat();
  return commands.length === 0 ? 'raise the limit of open files and the range of ports' : commands.join(', ');
}

function firstProblem(
  { openFiles, openNow, ports }: SystemLimits,
  { threads, addresses }: SocketNeed,
  connections: number,
): { readonly why: string; readonly mend: string } | null {
  const files = openNow + (threads + 1) * FILES_A_THREAD + FILES_OF_A_RUN + connections;
  if (openFiles !== null && files > openFiles) {
    return {
      why: `take ${shown(files)} open files, and the limit is ${shown(openFiles)}`,
      mend: `raise it: ${ulimit(files)}`,
    };
  }
  const each = addresses === 0 ? 0 : Math.ceil(connections / addresses);
  if (ports !== null && each > ports) {
    const many = addresses > 1 ? `${shown(each)} local ports for each address` : 'as many local ports';
    const why = `take ${many}, and there are ${shown(ports)}`;
    if (each > MOST_PORTS) return { why, mend: 'share them among several machines' };
    return { why, mend: `widen the range: ${PORTS}` };
  }
  return null;
}

/** Node has raised the soft limit already, so that it is the hard one, which only root may raise. */
function ulimit(files: number): string {
  const enough = 2 ** Math.ceil(Math.log2(files));
  return `ulimit -n ${enough} as root, or: sudo prlimit --pid $$ --nofile=${enough}:${enough}`;
}

function shown(count: number): string {
  return count.toLocaleString('en');
}

/** What an event loop opens for itself. */
const FILES_A_THREAD = 5;
/** The database with its two companions, the log, and some to spare. */
const FILES_OF_A_RUN = 8;
const PORTS = "sudo sysctl -w net.ipv4.ip_local_port_range='1024 65535'";
const MOST_PORTS = 65_535 - 1024 + 1;

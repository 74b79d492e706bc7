import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { closedPort } from './closed-port.ts';
import { endChild } from './end-child.ts';
import { endWithTest } from './end-with-test.ts';

/** How to start a server of somebody else's, in the foreground. */
export interface Daemon {
  readonly program: string;
  /** Writes the configuration for a port; gives the arguments to start with. */
  readonly configure: (port: number) => readonly string[];
  /** Where it writes its process id once it listens. */
  readonly pidFile: string;
  readonly errorLog: string;
}

/** A server that runs as a child of the test. */
export interface RunningDaemon {
  readonly port: number;
  readonly close: () => Promise<void>;
}

const ATTEMPTS = 5;
const START_TIMEOUT_MS = 20_000;

/**
 * Starts a server that has to be told its port: on one that was free a moment ago, on another if somebody was faster.
 * Resolves when it accepts connections; it is stopped by its own process id, at the end of the test at the latest.
 */
export async function startDaemon(daemon: Daemon): Promise<RunningDaemon> {
  for (let attempt = 1; ; attempt++) {
    const port = await closedPort();
    const child = spawn(daemon.program, daemon.configure(port), { stdio: ['ignore', 'ignore', 'pipe'] });
    endWithTest(child, 'SIGTERM');
    const complaint = await whyItDoesNotRun(child, daemon, port);
    if (complaint === undefined) return { port, close: () => endChild(child, 'SIGTERM') };
    await endChild(child, 'SIGKILL');
    if (attempt === ATTEMPTS || !/address already in use/i.test(complaint)) {
      throw new Error(`${daemon.program} does not start: ${complaint}`);
    }
  }
}

async function whyItDoesNotRun(
  child: ChildProcess,
  daemon: Daemon,
  port: number,
): Promise<string | undefined> {
  let said = '';
  let problem: Error | undefined;
  child.stderr!.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
  });
  child.once('error', (error) => {
    problem = error;
  });
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (performance.now() < deadline) {
    if (problem !== undefined) return problem.message;
    if (child.exitCode !== null || child.signalCode !== null) {
      if (!child.stderr!.closed) await once(child.stderr!, 'close');
      return [said, readIfThere(daemon.errorLog), `exit status ${child.exitCode}`].filter(Boolean).join('\n');
    }
    // Its own id in the file: not a stranger who was faster at the port is answering.
    if (readIfThere(daemon.pidFile).trim() === String(child.pid) && (await accepts(port))) return undefined;
    await sleep(10);
  }
  return `nothing listens after ${START_TIMEOUT_MS} ms\n${said}${readIfThere(daemon.errorLog)}`;
}

function readIfThere(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

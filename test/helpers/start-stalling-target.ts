import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { endChild } from './end-child.ts';
import { endWithTest } from './end-with-test.ts';

export interface StallingTarget extends AsyncDisposable {
  readonly url: string;
}

/**
 * Starts a server, in a process of its own, that answers at once, but for a stall of `stallS` seconds at the end of every
 * `everyS`; what comes meanwhile is answered when it is over.
 */
export async function startStallingTarget(stallS: number, everyS: number): Promise<StallingTarget> {
  const program = fileURLToPath(new URL('stalling-target.ts', import.meta.url));
  const target = spawn(process.execPath, [program, String(stallS), String(everyS)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  endWithTest(target);
  const [port] = await once(createInterface(target.stdout), 'line');
  return { url: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: () => endChild(target, 'SIGTERM') };
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { endChild } from './end-child.ts';
import { endWithTest } from './end-with-test.ts';

export interface StartedTarget extends AsyncDisposable {
  readonly url: string;
}

/** Starts one of the servers of this folder in a process of its own, which is killed in the end. The first that it prints is its port. */
export async function startTarget(
  program: 'stalling-target.ts' | 'breaking-http2-target.ts',
  ...args: readonly number[]
): Promise<StartedTarget> {
  const file = fileURLToPath(new URL(program, import.meta.url));
  const target = spawn(process.execPath, [file, ...args.map(String)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  endWithTest(target);
  const [port] = await once(createInterface(target.stdout), 'line');
  return { url: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: () => endChild(target, 'SIGKILL') };
}

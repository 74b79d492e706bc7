import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { endChild } from './end-child.ts';
import { endWithTest } from './end-with-test.ts';

export interface BreakingHttp2Target extends AsyncDisposable {
  readonly url: string;
}

/**
 * Starts a server of HTTP/2 that ends streams, says that it goes away, and breaks connections at random. In a process of its own, which
 * is killed: with connections that ended so, Node 26 may not come to its own end.
 */
export async function startBreakingHttp2Target(): Promise<BreakingHttp2Target> {
  const program = fileURLToPath(new URL('breaking-http2-target.ts', import.meta.url));
  const target = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
  endWithTest(target);
  const [port] = await once(createInterface(target.stdout), 'line');
  return { url: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: () => endChild(target, 'SIGKILL') };
}

import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { messageOf, ReplayError } from '../errors.ts';
import type { Look, LookData } from './messages.ts';

/**
 * Loads clients of the user to look at them: whether each can be loaded, and sends by itself. In a thread of its own, with which
 * everything ends that a file opens when it is loaded. Throws where one is no client.
 */
export async function lookAtClients(files: readonly string[]): Promise<readonly boolean[]> {
  if (files.length === 0) return [];
  const url = new URL(`./look-thread${extname(import.meta.url)}`, import.meta.url);
  const workerData: LookData = { files };
  const thread = new Worker(url, { workerData, name: 'look at clients', stdout: true });
  const { promise, resolve, reject } = Promise.withResolvers<Look>();
  const fail = (why: string) =>
    reject(new ReplayError('client', `--client ${files.join(', ')}: cannot be loaded: ${why}`, MEND));
  const timer = setTimeout(() => fail(`it took longer than ${LONGEST_MS / 1000} s`), LONGEST_MS);
  thread.on('message', resolve).on('error', (error) => fail(messageOf(error).split('\n')[0]!));
  thread.on('exit', () => fail('it ended the thread that it was loaded in'));
  try {
    const look = await promise;
    if (look.type === 'failed') throw new ReplayError('client', look.message, look.hint);
    return look.sends;
  } finally {
    clearTimeout(timer);
    await thread.terminate();
  }
}

const LONGEST_MS = 30_000;
const MEND = 'what takes time, or may fail, belongs in start';

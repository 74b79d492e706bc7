/** The entry file of the thread that looks at the clients of a run before anything is done. */
import { parentPort, workerData } from 'node:worker_threads';
import { ReplayError } from '../errors.ts';
import { loadClient } from './load-client.ts';
import type { Look, LookData } from './messages.ts';

try {
  const clients = await Promise.all((workerData as LookData).files.map(loadClient));
  post({ type: 'loaded', sends: clients.map(({ send }) => send !== undefined) });
} catch (error) {
  if (!(error instanceof ReplayError)) throw error;
  post({ type: 'failed', message: error.message, hint: error.hint });
}

function post(look: Look): void {
  parentPort!.postMessage(look);
}

/** The one entry file of the recorder thread, which owns the database while a run is written. */
import { parentPort, workerData } from 'node:worker_threads';
import type { FromRecorder, RecorderOptions, ToRecorder } from './messages.ts';
import { leaveOneFile, openDatabase, storeError } from './open-database.ts';
import { RunWriter } from './run-writer.ts';

const port = parentPort!;
const { path, run } = workerData as RecorderOptions;

const HEARTBEAT_MS = 1000;
/** So long another program may keep the database locked without ending the run. */
const PATIENCE_MS = 60_000;

guarded(() => {
  const db = openDatabase(path);
  // What cannot be written meanwhile waits here, some 50 bytes an outcome.
  db.pragma(`busy_timeout = ${PATIENCE_MS}`);
  const writer = new RunWriter(db, run);
  const heartbeat = setInterval(() => guarded(() => writer.heartbeat()), HEARTBEAT_MS);
  post({ type: 'opened', runId: writer.runId });

  port.on('message', (message: ToRecorder) => guarded(() => handle(message)));

  function handle(message: ToRecorder): void {
    switch (message.type) {
      case 'sending-started':
        writer.sendingStarted(message.at);
        break;
      case 'requests':
        writer.requests(message.requests);
        break;
      case 'outcomes':
        writer.outcomes(message.batch);
        break;
      case 'end':
        writer.end(message.end);
        clearInterval(heartbeat);
        leaveOneFile(db);
        db.close();
        post({ type: 'closed' });
        port.close();
        break;
      default:
        message satisfies never;
    }
  }
});

/** The first thing that goes wrong ends the thread: what was committed is safe, and the main thread is told. */
function guarded(work: () => void): void {
  try {
    work();
  } catch (cause) {
    const { code, message, hint } = storeError(path, cause);
    post({ type: 'failed', code, message, hint });
    process.exit();
  }
}

function post(message: FromRecorder): void {
  port.postMessage(message);
}

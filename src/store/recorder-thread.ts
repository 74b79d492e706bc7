/** The one entry file of the recorder thread, which owns the database while a run is written. */
import { parentPort, workerData } from 'node:worker_threads';
import { giveWay } from '../give-way.ts';
import { Backlog } from './backlog.ts';
import type { FromRecorder, RecorderData, ToRecorder } from './messages.ts';
import { HEARTBEAT_MS, RunRecording } from './run-recording.ts';
import { storeError } from './store-error.ts';

const port = parentPort!;
const { path, run, backlog: shared } = workerData as RecorderData;
const backlog = new Backlog(undefined, shared);

giveWay();
const recording = guarded(
  () =>
    new RunRecording({
      path,
      run,
      isLast: () => backlog.isLast,
      onLocked: () => post({ type: 'locked' }),
    }),
);
if (recording) listen(recording);

function listen(recording: RunRecording): void {
  const heartbeat = setInterval(() => guarded(() => recording.heartbeat()), HEARTBEAT_MS);
  post({ type: 'opened', runId: recording.runId });
  port.on('message', (message: ToRecorder) => {
    const isDone = guarded(() => handle(message));
    backlog.written(message.bytes);
    if (message.type !== 'end') return;
    if (isDone) post({ type: 'closed' });
    clearInterval(heartbeat);
    port.close();
  });

  function handle(message: ToRecorder): true {
    switch (message.type) {
      case 'sending-started':
        recording.write((writer) => writer.sendingStarted(message.at));
        break;
      case 'requests':
        recording.write((writer) => writer.requests(message.requests));
        break;
      case 'outcomes':
        recording.write((writer) => writer.outcomes(message.batch), message.batch.count);
        break;
      case 'answers':
        recording.write((writer) => writer.answers(message.answers));
        break;
      case 'end':
        recording.end(message.end, message.handedOver);
        break;
      default:
        message satisfies never;
    }
    return true;
  }
}

/** The first thing that goes wrong ends the writing, and the main thread is told; what was committed before is safe. */
function guarded<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (cause) {
    const { code, message, hint } = storeError(path, cause);
    post({ type: 'failed', code, message, hint });
    return undefined;
  }
}

function post(message: FromRecorder): void {
  port.postMessage(message);
}

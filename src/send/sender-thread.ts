/** The one entry file of sender threads: messages in, messages out. */
import { parentPort, workerData } from 'node:worker_threads';
import type { FromSender, SenderOptions, ToSender } from './messages.ts';
import { Sender } from './sender.ts';

const port = parentPort!;
const sender = new Sender(workerData as SenderOptions, {
  onOutcomes: (batch, inFlight) =>
    post({ type: 'outcomes', batch, inFlight }, [batch.seq.buffer as ArrayBuffer]),
  onAnswers: (answers) => post({ type: 'answers', answers }),
  onDone: (end) => {
    post({ type: 'done', ...end });
    port.close();
  },
});

function post(message: FromSender, transfer: ArrayBuffer[] = []): void {
  port.postMessage(message, transfer);
}

port.on('message', (message: ToSender) => {
  switch (message.type) {
    case 'arrivals':
      return sender.add(message.arrivals);
    case 'start':
      return sender.start(message.atUs, message.endAtUs, message.usersFromUs);
    case 'captured':
      return sender.capture(message.captured);
    case 'stop':
      return sender.stop(message.dueUs);
    case 'end':
      return sender.end();
    default:
      message satisfies never;
  }
});

await sender.prepare();
post({ type: 'ready' });

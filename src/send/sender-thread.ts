/** The one entry file of sender threads: messages in, messages out. */
import { parentPort, workerData } from 'node:worker_threads';
import { ReplayError } from '../errors.ts';
import { startAlarm } from './alarm.ts';
import type { FromSender, SenderOptions, ToSender } from './messages.ts';
import { Sender } from './sender.ts';
import { bestSleep } from './sleep.ts';

const port = parentPort!;
const options = workerData as SenderOptions;
// As fast as answers come, nobody waits for a moment.
const needsAlarm = !options.closedLoop || options.users !== null;
const [clients, alarm] = await Promise.all([loadClients(), needsAlarm ? startAlarm() : null]);
const sender = new Sender(
  options,
  {
    onOutcomes: (batch, inFlight) =>
      post({ type: 'outcomes', batch, inFlight }, [batch.seq.buffer as ArrayBuffer]),
    onAnswers: (answers) => post({ type: 'answers', answers }),
    onDone: (end) => {
      post({ type: 'done', ...end });
      port.close();
      // What a client has left open would keep the thread, and the process, from its end.
      if (options.clients) process.exit();
    },
  },
  // What is said meanwhile is heard later.
  {
    clients,
    Sessions: options.sessions ? (await import('./sessions.ts')).Sessions : null,
    sleep: bestSleep(alarm),
  },
);

async function loadClients() {
  if (!options.clients) return null;
  const { SenderClients } = await import('./sender-clients.ts');
  return SenderClients.load(options).catch(giveUp);
}

/** A client of the user that cannot start is no death of this thread: the reason goes across in words. */
function giveUp(error: unknown): never {
  if (error instanceof ReplayError) {
    const { code, message, hint } = error;
    post({ type: 'not-started', code, message, hint });
    process.exit();
  }
  throw error;
}

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

if (options.rehearse) await (await import('./rehearse.ts')).rehearse(options);
await sender.prepare().catch(giveUp);
post({ type: 'ready' });

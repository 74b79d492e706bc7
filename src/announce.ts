import { nowUs } from './clock.ts';
import type { Run } from './model.ts';
import type { Call } from './notify/call.ts';
import { callPatiently } from './notify/call-patiently.ts';
import { type MessageReceiver, messageCall } from './notify/message-receiver.ts';
import { endCall, type PingReceiver, startCall } from './notify/ping.ts';
import { type RunMessage, verdictOfStatus } from './notify/run-message.ts';
import { RunReader } from './store/run-reader.ts';
import { versions } from './versions.ts';

/** When `--notify` sends: where a run does not pass, where it ends otherwise than the one before, or after each. */
export const NOTIFY_ON = ['failure', 'change', 'always'] as const;
export type NotifyOn = (typeof NOTIFY_ON)[number];

/** Who is told of a run. */
export interface Receivers {
  readonly messages: readonly MessageReceiver[];
  readonly notifyOn: NotifyOn;
  readonly pings: readonly PingReceiver[];
}

/** What it takes to find the run before: the same name in the same database. */
export interface Former {
  readonly database: string;
  /** What a stored run would have returned to the shell. */
  readonly statusOf: (run: Run) => number;
}

/** Tells those who want to know it that a run begins; resolves to what could not be told. */
export function announceStart({ pings }: Receivers): Promise<string[]> {
  const calls = pings.flatMap((ping) => callTo(ping, startCall(ping, versions.reprise)));
  return send(calls, nowUs() + LONGEST_START_US);
}

/**
 * Tells of a run that is over; resolves, always and after a bounded time, to what could not be told, in sentences that hold no
 * secret: `started`, what could not be told of the beginning, among it. What it says may come twice where an answer is lost, never half.
 */
export async function announceEnd(
  receivers: Receivers,
  told: RunMessage,
  former: Former,
  started: Promise<readonly string[]> = Promise.resolve([]),
  signal?: AbortSignal,
): Promise<string[]> {
  const untilUs = nowUs() + LONGEST_US;
  const { messages, notifyOn, pings } = receivers;
  const message = { ...told, previousVerdict: previousVerdict(told, former) };
  const wanted = isWanted(message, notifyOn) ? messages : [];
  const calls = [
    ...wanted.flatMap((receiver) => callTo(receiver, messageCall(receiver, message))),
    ...pings.flatMap((ping) => callTo(ping, endCall(ping, message))),
  ];
  // Whoever hears of the beginning is to hear of it before the end.
  const unsaid = await started;
  return [...unsaid, ...(await send(calls, untilUs, signal))];
}

/** Nothing is stored of a run that could not begin: so it is told of each time. Before the first run stands one that passed. */
function isWanted({ verdict, previousVerdict, run }: RunMessage, on: NotifyOn): boolean {
  switch (on) {
    case 'always':
      return true;
    case 'failure':
      return verdict !== 'passed';
    case 'change':
      return run === null || verdict !== (previousVerdict ?? 'passed');
    default:
      return on satisfies never;
  }
}

function previousVerdict({ name, run }: RunMessage, { database, statusOf }: Former) {
  if (name === null || run === null) return null;
  let reader: RunReader | undefined;
  try {
    reader = new RunReader(database);
    const { name: mine, repetition } = reader.find(String(run.id));
    // Runs that were made again are one night.
    const sameNight = new Set(repetition?.runs);
    const before = reader
      .runs()
      .findLast(
        (one) => one.id < run.id && one.name === mine && one.state !== 'running' && !sameNight.has(one.id),
      );
    if (before === undefined) return null;
    const couldNot = before.state === 'failed' || before.state === 'cut-off';
    return couldNot ? 'could-not-run' : verdictOfStatus(statusOf(before));
  } catch {
    // That a run is told of must not hang on another one.
    return null;
  } finally {
    reader?.close();
  }
}

interface Address {
  readonly shown: string;
  readonly call: Call;
}

function callTo({ shown }: { readonly shown: string }, call: Call | null): Address[] {
  return call === null ? [] : [{ shown, call }];
}

async function send(addresses: readonly Address[], untilUs: number, signal?: AbortSignal): Promise<string[]> {
  const said = await Promise.all(
    addresses.map(async ({ shown, call }) => {
      const reply = await callPatiently(call, { timeoutMs: TIMEOUT_MS, untilUs, signal });
      return reply.ok ? [] : [`${shown} was not told: ${reply.why}`];
    }),
  );
  return said.flat();
}

const TIMEOUT_MS = 10_000;
/** No receiver keeps a run from its end for longer. */
const LONGEST_US = 30e6;
/** That a run began is no news once it is over. */
const LONGEST_START_US = 10e6;

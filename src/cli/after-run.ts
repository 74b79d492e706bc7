import {
  announceEnd,
  announceStart,
  createRedactor,
  messageOfError,
  messageOfRun,
  printable,
  ReplayError,
  type Report,
  type RunMessage,
  shipFailures,
} from '../index.ts';
import { asExpressions, type SettledRun } from './config/settle-run.ts';
import { EXIT, statusOfError, statusOfRun } from './exit-status.ts';
import { pageOf } from './house-options.ts';
import { receiversOf } from './notify-options.ts';
import type { RunFlags } from './run-options.ts';

/** Tells those who are named in the options how a run goes. Whatever comes of that changes nothing about the run. */
export interface AfterRun {
  readonly started: () => void;
  /** It is stored, and its files are still to be written. */
  readonly over: (report: Report) => void;
  /** Once aborted, nobody is tried again. */
  readonly ended: (report: Report, exitStatus: number, signal: AbortSignal) => Promise<void>;
  /** Before there was anything to store. */
  readonly interrupted: (why: string) => Promise<void>;
  /** Also of what could not be done once it was over. */
  readonly failed: (error: unknown) => Promise<void>;
}

/** What cannot be told is said on stderr, also with `--quiet`: who relies on it must know. */
export function afterRun({ secrets }: SettledRun, flags: RunFlags): AfterRun {
  const receivers = receiversOf(flags);
  const { text: shown } = createRedactor([...(flags.redact ?? []), ...asExpressions(secrets)]);
  const former = { database: flags.db, statusOf: (run: Report['run']) => statusOfRun({ run }) };
  const say = (sentences: readonly string[]) => {
    for (const sentence of sentences) process.stderr.write(`warning: ${printable(shown(sentence))}\n`);
  };
  /** Whatever leaves the machine goes through it, paths of files among it. */
  const redacted = (message: RunMessage): RunMessage =>
    JSON.parse(
      JSON.stringify(message, (key, value) =>
        typeof value === 'string' && !KEPT.has(key) ? shown(value) : value,
      ),
    );
  /** A run is not to end otherwise because telling of it does. */
  const guarded = async (tell: () => Promise<void>) => {
    try {
      await tell();
    } catch (error) {
      say([`not all were told of the run: ${(error as Error).message}`]);
    }
  };
  let starting: Promise<string[]> = Promise.resolve([]);
  let stored: Report | null = null;
  async function tell(message: RunMessage, signal?: AbortSignal): Promise<void> {
    const { db, ship = [], shipWait } = flags;
    const shipping =
      stored &&
      shipFailures({
        database: db,
        runIds: stored.run.repetition?.runs ?? [stored.run.id],
        receivers: ship,
        waitUs: shipWait,
        signal,
      });
    say(await announceEnd(receivers, redacted(message), former, starting, signal));
    say((await shipping) ?? []);
  }
  return {
    started: () => {
      starting = announceStart(receivers);
    },
    over: (report) => {
      stored = report;
    },
    ended: (report, exitStatus, signal) =>
      // What interrupted the run is no reason not to tell of that.
      guarded(() =>
        tell(
          messageOfRun(report, { exitStatus, html: pageOf(flags, report) }),
          signal.aborted ? undefined : signal,
        ),
      ),
    interrupted: (why) =>
      guarded(() => tell(messageOfError(new Error(why), EXIT.interrupted, whichRun(flags)))),
    failed: (error) =>
      guarded(() => {
        const exitStatus = error instanceof ReplayError ? statusOfError(error.code) : EXIT.couldNotRun;
        return tell(
          stored === null
            ? messageOfError(error, exitStatus, whichRun(flags))
            : messageOfRun(stored, { exitStatus, trouble: error }),
        );
      }),
  };
}

function whichRun({ name, target = '' }: RunFlags) {
  return { name: name ?? null, target };
}

/** What is no text for people. */
const KEPT: ReadonlySet<string> = new Set(['id', 'verdict', 'startedAt', 'finishedAt', 'version']);

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
  /** Once aborted, nobody is tried again. */
  readonly ended: (report: Report, exitStatus: number, signal: AbortSignal) => Promise<void>;
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
  return {
    started: () => {
      starting = announceStart(receivers);
    },
    ended: (report, exitStatus, signal) =>
      guarded(async () => {
        // What interrupted the run is no reason not to tell of that.
        const untilAborted = signal.aborted ? undefined : signal;
        const message = messageOfRun(report, { exitStatus, html: pageOf(flags, report) });
        const { db, ship = [], shipWait } = flags;
        say(await starting);
        const shipping = shipFailures({
          database: db,
          runIds: report.run.repetition?.runs ?? [report.run.id],
          receivers: ship,
          waitUs: shipWait,
          signal: untilAborted,
        });
        say(await announceEnd(receivers, redacted(message), former, untilAborted));
        say(await shipping);
      }),
    failed: (error) =>
      guarded(async () => {
        const status = error instanceof ReplayError ? statusOfError(error.code) : EXIT.couldNotRun;
        const { name, target } = flags;
        const message = messageOfError(error, status, { name: name ?? null, target: target ?? '' });
        say(await starting);
        say(await announceEnd(receivers, redacted(message), former));
      }),
  };
}

/** What is no text for people. */
const KEPT: ReadonlySet<string> = new Set(['id', 'verdict', 'startedAt', 'finishedAt', 'version']);

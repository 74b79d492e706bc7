import { dirname } from 'node:path';
import type { Command } from 'commander';
import {
  createLiveView,
  keepHouse,
  type LogWarning,
  makeFolder,
  messageOf,
  printable,
  type ReplayOptions,
  replayAndJudge,
} from '../index.ts';
import { type AfterRun, afterRun } from './after-run.ts';
import { awaitSignals } from './await-signals.ts';
import { checkJunit, writeJunit } from './check-options.ts';
import { type SettledRun, settleRun } from './config/settle-run.ts';
import { EXIT, statusOfRun } from './exit-status.ts';
import { checkHouse, houseOf } from './house-options.ts';
import { checkHtml, writeHtml } from './html-option.ts';
import { letSendersGoFirst } from './let-senders-go-first.ts';
import { warningText } from './log-options.ts';
import { printDryRun } from './print-dry-run.ts';
import { printQuietly, printReport } from './print-report.ts';
import { addRunOptions, optionsOf, type RunFlags } from './run-options.ts';
import { stdoutScreen, wantsColor } from './screen.ts';
import { stopGrowing } from './stop-growing.ts';
import { UsageError } from './usage-error.ts';
import { verdictOf } from './verdict-options.ts';

/** `reprise run LOG…`: replay. */
export function addRunCommand(program: Command, { exit, outliveReader }: OwnProcess): void {
  const command = addRunOptions(
    program
      .command('run')
      .summary('replay a log against a target')
      .description('Replays a log against a target, and stores every outcome.')
      .argument('[log...]', LOG_ARGUMENT),
  );
  command.addHelpText('after', CONFIGURED).action(async (words: string[]) => {
    const settled = await settleRun(command, words);
    const flags = command.opts<RunFlags>();
    if (flags.dryRun !== undefined) return dry(settled, flags);
    outliveReader();
    return run(settled, flags, exit);
  });
}

const LOG_ARGUMENT =
  'log files, folders of rotated logs, patterns, {yesterday:%Y%m%d} for a date; - is standard input; or a profile of reprise.yaml';

const CONFIGURED = `
Every option may also stand in the environment (REPRISE_STOP_WHEN for --stop-when) or in a file of configuration (stop-when:); flags
win over the environment, and that over the file. reprise init writes a file, reprise config show tells what is in force.`;

/** What the process is asked to do. */
export interface OwnProcess {
  /** With which status it ends. */
  readonly exit: (status: number) => void;
  /** Goes on though nobody reads what it says: what is to be done then is more than that. */
  readonly outliveReader: () => void;
}

const STOPPING = 'stopping: waiting for what is in flight';
const FINISHING = 'the run is over and stored; finishing what comes after it';

/** Calls `exit` before it writes: who reads may be gone, and what came of the run is to be told all the same. */
async function run(settled: SettledRun, flags: RunFlags, exit: (status: number) => void): Promise<void> {
  const after = afterRun(settled, flags);
  try {
    await replayAndTell(settled, flags, exit, after);
  } catch (error) {
    await after.failed(error);
    throw error;
  }
}

async function replayAndTell(
  settled: SettledRun,
  flags: RunFlags,
  exit: (status: number) => void,
  after: AfterRun,
): Promise<void> {
  if (flags.showSecrets) {
    throw new UsageError('--show-secrets says nothing without --dry-run', 'a run stores no secrets');
  }
  checkHtml(flags);
  checkJunit(flags);
  checkHouse(flags);
  makeFolder(dirname(flags.db), '--db');
  stopGrowing();
  letSendersGoFirst();
  const options = aloudOfLoss(
    optionsOf(settled, flags, (text) => note(text)),
    flags,
  );
  const view = createLiveView({
    stream: process.stderr,
    tty: process.stderr.isTTY === true,
    color: wantsColor(flags.color),
  });
  const note = flags.quiet ? () => {} : view.note;
  let isOver = false;
  let status: number = EXIT.interrupted;
  const interruption = awaitSignals(
    (name) => note(`${name}: ${isOver ? FINISHING : STOPPING} (again to leave at once)`),
    () => process.exit(status),
  );
  for (const text of settled.warnings) note(`warning: ${text}`);
  try {
    after.started();
    const report = await replayAndJudge(options, verdictOf(flags), {
      signal: interruption.signal,
      onProgress: flags.quiet ? undefined : (progress) => view.update(progress),
    });
    view.stop();
    status = statusOfRun(report);
    isOver = true;
    after.over(report);
    exit(status);
    if (flags.quiet) printQuietly(report, flags, status);
    else printReport(report, flags, 'brief');
    await writeJunit(flags, report);
    await writeHtml(flags, report);
    await keepHouse(report, houseOf(flags));
    await after.ended(report, status, interruption.signal);
  } catch (error) {
    if (error !== interruption.signal.reason) throw error;
    const why = `${messageOf(error)} before the run began: nothing was sent, nothing is stored`;
    note(why);
    await after.interrupted(why);
    // At once: what was begun, a connection that is not open yet, is not worth waiting for.
    process.exit(EXIT.interrupted);
  } finally {
    view.stop();
    interruption.release();
  }
}

/** A night in which a part of the log was missing is none to be silent about. */
function aloudOfLoss(options: ReplayOptions, { quiet }: RunFlags): ReplayOptions {
  if (!quiet) return options;
  const onWarning = (warning: LogWarning) => {
    if (warning.isLoss) process.stderr.write(`${printable(warningText(warning))}\n`);
  };
  return { ...options, onWarning };
}

async function dry(settled: SettledRun, flags: RunFlags): Promise<void> {
  const note = (text: string) => process.stderr.write(`${printable(text)}\n`);
  for (const text of settled.warnings) note(`warning: ${text}`);
  const count = flags.dryRun === true ? FIRST_REQUESTS : flags.dryRun!;
  const options = { ...optionsOf(settled, flags, note), count, showSecrets: flags.showSecrets ?? false };
  await printDryRun(options, flags.json ?? false, stdoutScreen(flags.color));
}

const FIRST_REQUESTS = 10;

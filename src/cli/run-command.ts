import { type Command, Option } from 'commander';
import { createLiveView, type LiveView, printable, type ReplayOptions, replay } from '../index.ts';
import { addCheckOptions, type CheckFlags, checkJunit, checksOf, writeJunit } from './check-options.ts';
import { addClientOptions, type ClientFlags, clientsOf } from './client-options.ts';
import { addDatabaseOption } from './database-option.ts';
import { EXIT, statusOfRun } from './exit-status.ts';
import { checkFollow, type FollowFlags } from './follow-option.ts';
import { addHtmlOption, checkHtml, writeHtml } from './html-option.ts';
import { addLogOptions, addRequestOptions, logOf, rulesOf } from './log-options.ts';
import {
  durationOption,
  parseCatchUp,
  parseCount,
  parseDryRun,
  parseName,
  parseStopWhen,
  targetOption,
} from './option-values.ts';
import { addPaceOptions, paceOf } from './pace-options.ts';
import { printDryRun } from './print-dry-run.ts';
import { printReport } from './print-report.ts';
import { rewritingOf } from './rewrite-options.ts';
import { stdoutScreen, wantsColor } from './screen.ts';
import { addSessionOptions, type SessionFlags, sessionsOf } from './session-options.ts';
import { stopGrowing } from './stop-growing.ts';
import { addTransportOptions, type TransportFlags, transportOf } from './transport-options.ts';
import { UsageError } from './usage-error.ts';

interface RunFlags extends FollowFlags, TransportFlags, CheckFlags, ClientFlags, SessionFlags {
  readonly target?: string;
  readonly workers?: number;
  readonly connections?: number;
  readonly maxInFlight: number;
  readonly stopWhen?: string[];
  readonly maxOverdue: number;
  readonly catchUp: ReplayOptions['catchUp'];
  readonly preflight: boolean;
  readonly db: string;
  readonly name?: string;
  /** true: no number was given. */
  readonly dryRun?: number | true;
  readonly showSecrets?: true;
  readonly quiet?: true;
  readonly json?: true;
  readonly markdown?: true;
  readonly color: boolean;
}

/** `reprise run LOG…`: replay. */
export function addRunCommand(program: Command, exit: (status: number) => void): void {
  const command = program
    .command('run')
    .summary('replay a log against a target')
    .description('Replays a log against a target, and stores every outcome.')
    .argument('<log...>', 'log files, folders of rotated logs, patterns; - is standard input')
    .optionsGroup('Where to:')
    .option(
      '--target <url>',
      'what is put under load: http://host:port or unix:/path (nothing else is ever contacted)',
      targetOption,
    );
  addPaceOptions(command.optionsGroup('How fast, and for how long:'));
  addLogOptions(command.optionsGroup('Which requests of the log:'));
  addClientOptions(addSessionOptions(addRequestOptions(command.optionsGroup('What is sent:'))));
  addTransportOptions(command.optionsGroup('How the target is reached:'));
  addGeneratorOptions(command.optionsGroup('With what, and what happens when it is late:'));
  command
    .optionsGroup('When to stop, and what is to hold:')
    .option(
      '--stop-when <condition>',
      "stop early: '5xx>20% for 5s', 'failed>50% for 3s', 'p99>2s for 10s', or end when it is 'steady(1m)' (repeatable)",
      parseStopWhen,
    );
  addCheckOptions(command)
    .optionsGroup('Look first:')
    .option(
      '--dry-run [n]',
      'print the first n requests (10) as they would be sent, and when; send and store nothing',
      parseDryRun,
    )
    .option('--show-secrets', 'with --dry-run: print secrets as they are')
    .option('--no-preflight', 'do not try the target before the run');
  addHtmlOption(addDatabaseOption(command.optionsGroup('Results:')))
    .option('--name <name>', 'a name to find the run by', parseName)
    .option('--quiet', 'no progress on stderr')
    .option('--markdown', 'the summary as Markdown')
    .option('--json', 'the summary as JSON; with --dry-run, a line of JSON for each request')
    .option('--no-color', 'no colours')
    .action((logs: string[], flags: RunFlags) => run(logs, flags, exit));
}

/** The options that decide how much the generator may take, and what it does when it cannot keep up. */
function addGeneratorOptions(command: Command): void {
  command
    .option(
      '--workers <n>',
      'sender threads, 32 at most (default: what the rate needs and the cores allow)',
      parseCount,
    )
    .option(
      '--connections <n>',
      'connections opened before the start; with --rate max, all there are',
      parseCount,
    )
    .option('--max-in-flight <n>', 'drop arrivals while so many requests wait for answers', parseCount, 4096)
    .addOption(
      new Option(
        '--max-overdue <time>',
        'drop arrivals that are more overdue than this when their turn comes',
      )
        .argParser(durationOption)
        .default(2e6, '2s'),
    )
    .addOption(
      new Option(
        '--catch-up <how>',
        'after a hiccup: at twice the rate until level, as a burst, or skip what it held up',
      )
        .argParser(parseCatchUp)
        .default(2, '2x'),
    );
}

/** Calls `exit` before it writes: who reads may be gone, and what came of the run is to be told all the same. */
async function run(logs: string[], flags: RunFlags, exit: (status: number) => void): Promise<void> {
  if (flags.dryRun !== undefined) return dry(logs, flags);
  if (flags.showSecrets) {
    throw new UsageError('--show-secrets says nothing without --dry-run', 'a run stores no secrets');
  }
  checkHtml(flags);
  checkJunit(flags);
  stopGrowing();
  const options = optionsOf(logs, flags, (text) => note(text));
  const view = createLiveView({
    stream: process.stderr,
    tty: process.stderr.isTTY === true,
    color: wantsColor(flags.color),
  });
  const note = flags.quiet ? () => {} : view.note;
  const interruption = onInterrupt(note);
  try {
    const report = await replay(options, {
      signal: interruption.signal,
      onProgress: flags.quiet ? undefined : (progress) => view.update(progress),
    });
    view.stop();
    exit(statusOfRun(report));
    printReport(report, flags, 'brief');
    await writeJunit(flags, report);
    await writeHtml(flags, report);
  } catch (error) {
    if (error !== interruption.signal.reason) throw error;
    note('interrupted before the run began: nothing was sent, nothing is stored');
    // At once: what was begun, a connection that is not open yet, is not worth waiting for.
    process.exit(EXIT.interrupted);
  } finally {
    view.stop();
    interruption.release();
  }
}

async function dry(logs: string[], flags: RunFlags): Promise<void> {
  const note = (text: string) => process.stderr.write(`${printable(text)}\n`);
  const count = flags.dryRun === true ? FIRST_REQUESTS : flags.dryRun!;
  const options = { ...optionsOf(logs, flags, note), count, showSecrets: flags.showSecrets ?? false };
  await printDryRun(options, flags.json ?? false, stdoutScreen(flags.color));
}

const FIRST_REQUESTS = 10;

function optionsOf(logs: readonly string[], flags: RunFlags, note: (text: string) => void): ReplayOptions {
  const { target } = flags;
  if (target === undefined) {
    throw new UsageError('no target was named', 'say what to put under load: --target http://127.0.0.1:8080');
  }
  if (flags.follow) checkFollow(flags);
  return {
    ...logOf(logs, flags, note),
    target,
    ...paceOf(flags),
    rules: rulesOf(flags),
    ...rewritingOf(flags),
    ...clientsOf(flags),
    sessions: sessionsOf(flags),
    endpoints: flags.endpoint,
    workers: flags.workers,
    connections: flags.connections,
    maxInFlight: flags.maxInFlight,
    stopWhen: flags.stopWhen,
    ...checksOf(flags),
    maxOverdueUs: flags.maxOverdue,
    catchUp: flags.catchUp,
    transport: transportOf(flags),
    preflight: flags.preflight,
    database: flags.db,
    name: flags.name ?? null,
  };
}

/** The first Ctrl-C (or SIGTERM) ends the run in order, the second one leaves at once. */
function onInterrupt(note: LiveView['note']): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  function interrupt(): void {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    note('stopping: waiting for what is in flight (again to leave at once)');
    controller.abort();
  }
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  return {
    signal: controller.signal,
    release: () => process.off('SIGINT', interrupt).off('SIGTERM', interrupt),
  };
}

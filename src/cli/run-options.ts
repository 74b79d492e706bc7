import { type Command, Option } from 'commander';
import type { ReplayOptions } from '../index.ts';
import { addCheckOptions, type CheckFlags, checksOf } from './check-options.ts';
import { addClientOptions, type ClientFlags, clientsOf } from './client-options.ts';
import { addOpposites } from './config/config-keys.ts';
import { asExpressions, type SettledRun } from './config/settle-run.ts';
import { addDatabaseOption } from './database-option.ts';
import { checkFollow, type FollowFlags } from './follow-option.ts';
import { addGuardOptions, type GuardFlags, guardsOf } from './guard-options.ts';
import { addHouseOptions, type HouseFlags } from './house-options.ts';
import { addHtmlOption } from './html-option.ts';
import { addLogOptions, addRequestOptions, logOf, rulesOf } from './log-options.ts';
import { addNotifyOptions, type NotifyFlags } from './notify-options.ts';
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
import { rewritingOf } from './rewrite-options.ts';
import { addSessionOptions, type SessionFlags, sessionsOf } from './session-options.ts';
import { addTransportOptions, type TransportFlags, transportOf } from './transport-options.ts';
import { UsageError } from './usage-error.ts';
import { addVerdictOptions, type VerdictFlags } from './verdict-options.ts';

/** What the flags of `run` come to. */
export interface RunFlags
  extends FollowFlags,
    TransportFlags,
    CheckFlags,
    ClientFlags,
    SessionFlags,
    GuardFlags,
    NotifyFlags,
    HouseFlags,
    VerdictFlags {
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
  readonly html?: string;
  readonly json?: true;
  readonly markdown?: true;
  readonly color: boolean;
}

/** All options of `run`: what a file of configuration may say is made of them. */
export function addRunOptions(command: Command): Command {
  command
    .optionsGroup('Configuration:')
    .option(
      '-c, --config <file>',
      'read options from this file; ./reprise.yaml where a profile alone is named',
    )
    .option(
      '--profile <name>',
      'run this profile of the file (or name it first: run -c reprise.yaml nightly)',
    )
    .option(
      '--env-file <file>',
      'read more of the environment from this file of NAME=value lines (.env is not read unasked)',
    )
    .optionsGroup('Where to:')
    .option(
      '--target <url>',
      'what is put under load: http://host:port or unix:/path (nothing else is ever contacted, but where --health names it)',
      targetOption,
    );
  addGuardOptions(command);
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
  addVerdictOptions(addCheckOptions(command))
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
    .option(
      '--quiet',
      'no progress, and nothing at all about a run that passed; a few lines about one that did not',
    )
    .option('--markdown', 'the summary as Markdown')
    .option('--json', 'the summary as JSON; with --dry-run, a line of JSON for each request')
    .option('--no-color', 'no colours');
  addHouseOptions(command.optionsGroup('What is kept of it, and for how long:'));
  addNotifyOptions(command.optionsGroup('Who is told of it:'));
  return addOpposites(command, (flags) => new Option(flags));
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

/** What is to be done, as the library is told. */
export function optionsOf(
  { logs, secrets, env, profile }: SettledRun,
  flags: RunFlags,
  note: (text: string) => void,
): ReplayOptions {
  const { target } = flags;
  if (target === undefined) {
    throw new UsageError('no target was named', 'say what to put under load: --target http://127.0.0.1:8080');
  }
  if (flags.follow) checkFollow(flags);
  return {
    ...logOf(logs, { ...flags, redact: [...(flags.redact ?? []), ...asExpressions(secrets)] }, note),
    env,
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
    ...guardsOf(flags, profile),
    name: flags.name ?? null,
  };
}

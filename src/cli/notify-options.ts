import { type Command, Option } from 'commander';
import {
  type MessageReceiver,
  NOTIFY_ON,
  type NotifyOn,
  type PingReceiver,
  parseMessageReceiver,
  parsePing,
  parseShipReceiver,
  type Receivers,
  type ShipReceiver,
} from '../index.ts';
import { durationOption } from './option-values.ts';
import { UsageError } from './usage-error.ts';

export interface NotifyFlags {
  readonly notify?: readonly MessageReceiver[];
  readonly notifyOn: NotifyOn;
  readonly ping?: readonly PingReceiver[];
  readonly ship?: readonly ShipReceiver[];
  readonly shipWait: number;
}

/** The options that say who is told how a run ended. Their URLs are secrets: they stand in no error and no report. */
export function addNotifyOptions(command: Command): Command {
  return command
    .option(
      '--notify <url>',
      'tell this webhook of a run that does not pass: json:URL, slack:URL, teams:URL, or a URL of theirs (repeatable)',
      (text: string, before: readonly MessageReceiver[] = []) => [...before, parseMessageReceiver(text)],
    )
    .addOption(
      new Option('--notify-on <when>', 'failure; change: of how the run of this name before ended; always')
        .choices(NOTIFY_ON)
        .default('failure'),
    )
    .option(
      '--ping <url>',
      'ask for this after a run that passed, so that silence alarms; healthchecks:URL is told of start and failure, too (repeatable)',
      (text: string, before: readonly PingReceiver[] = []) => [...before, parsePing(text)],
    )
    .option(
      '--ship <url>',
      'after the run, send each failed request to a store of logs: loki:URL, betterstack:URL (repeatable)',
      (text: string, before: readonly ShipReceiver[] = []) => [...before, parseShipReceiver(text)],
    )
    .addOption(
      new Option('--ship-wait <time>', 'how long to wait for that; what is left goes out after the next run')
        .argParser(durationOption)
        .default(30e6, '30s'),
    );
}

export function receiversOf(flags: NotifyFlags & { readonly name?: string }): Receivers {
  const { notify = [], notifyOn, ping = [], name } = flags;
  if (notifyOn === 'change' && notify.length > 0 && name === undefined) {
    throw new UsageError(
      '--notify-on change is about the run of the same name before, and this one has none',
      'give it one: --name nightly',
    );
  }
  return { messages: notify, notifyOn, pings: ping };
}

import type { Command } from 'commander';
import { parseClient, type ReplayOptions } from '../index.ts';
import { wrapParser } from './option-values.ts';
import { UsageError } from './usage-error.ts';

type Clients = NonNullable<ReplayOptions['clients']>;

export interface ClientFlags {
  readonly client?: Clients;
  readonly set?: readonly (readonly [key: string, value: string])[];
}

/** The options that give requests into the hands of the user's own code. */
export function addClientOptions(command: Command): Command {
  return command
    .option(
      '--client <file>',
      'your own code for requests and answers, TypeScript or JavaScript; several share them out by weights: ./browse.ts:3 (repeatable)',
      (text: string, before: Clients = []): Clients => [...before, clientOption(text)],
    )
    .option(
      '--set <key=value>',
      'a setting for the client, in context.settings (repeatable)',
      (text: string, before: ClientFlags['set'] = []) => [...before, setting(text)],
    );
}

const clientOption = wrapParser(parseClient);

export function clientsOf({ client, set = [] }: ClientFlags): Pick<ReplayOptions, 'clients' | 'settings'> {
  return { clients: client, settings: Object.fromEntries(set) };
}

function setting(text: string): [key: string, value: string] {
  const equals = text.indexOf('=');
  if (equals > 0) return [text.slice(0, equals), text.slice(equals + 1)];
  throw new UsageError(`--set ${text}: it has no key and value`, 'such as: --set region=eu');
}

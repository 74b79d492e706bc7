import type { Command } from 'commander';
import { parseSessionKey, type ReplayOptions } from '../index.ts';
import { wrapParser } from './option-values.ts';
import { UsageError } from './usage-error.ts';

export interface SessionFlags {
  readonly sessions?: true;
  readonly sessionKey?: string;
  readonly sessionConnections?: true;
  readonly users?: number;
}

/** The options that keep together what one client of the log did. */
export function addSessionOptions(command: Command): Command {
  return command
    .option(
      '--sessions',
      'what one client of the log did together: its requests in order, each after the answer to the one before it; its own cookies',
    )
    .option(
      '--session-key <key>',
      'what tells clients apart: address and user agent (client, the default), address, header:NAME, cookie:NAME, query:NAME',
      wrapParser((text) => {
        parseSessionKey(text);
        return text;
      }),
    )
    .option('--session-connections', 'with --sessions: a connection for each');
}

export function sessionsOf({
  sessions,
  sessionKey,
  sessionConnections,
  users,
}: SessionFlags): ReplayOptions['sessions'] {
  if (!sessions) {
    const alone = sessionKey === undefined ? sessionConnections && '--session-connections' : '--session-key';
    if (alone) throw new UsageError(`${alone} says nothing without --sessions`, 'add --sessions');
    return undefined;
  }
  if (users !== undefined) {
    throw new UsageError(
      '--sessions and --users are two kinds of clients: those of the log, and made-up ones',
      'take --sessions with --rate, --load, --as-logged or --rate max; or --users alone',
    );
  }
  return { key: sessionKey ?? 'client', ownConnections: sessionConnections ?? false };
}

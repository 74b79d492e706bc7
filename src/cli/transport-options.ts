import { type Command, Option } from 'commander';
import type { TransportWishes } from '../index.ts';
import { durationOption } from './option-values.ts';

export interface TransportFlags {
  readonly timeout: number;
  readonly insecure?: true;
}

/** The options that say how the target is reached. */
export function addTransportOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--timeout <time>', 'give up on an answer that is not complete by then')
        .argParser(durationOption)
        .default(30e6, '30s'),
    )
    .option('--insecure', 'accept any TLS certificate');
}

export function transportOf(flags: TransportFlags): TransportWishes {
  return { insecure: flags.insecure, timeoutMs: flags.timeout / 1000 };
}

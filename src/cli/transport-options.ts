import { type Command, Option } from 'commander';
import type { SaveBodies, TransportWishes } from '../index.ts';
import { durationOption, parseCount, resolveOption } from './option-values.ts';

export interface TransportFlags {
  readonly http2?: true;
  readonly streams?: number;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly insecure?: true;
  readonly servername?: string;
  readonly resolve?: string[];
  readonly timeout: number;
  readonly connectTimeout?: number;
  readonly ttfbTimeout?: number;
  readonly followRedirects?: number;
  readonly saveBodies: SaveBodies;
}

/** The options that say how the target is reached. */
export function addTransportOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--timeout <time>', 'give up on an answer that is not complete by then')
        .argParser(durationOption)
        .default(30e6, '30s'),
    )
    .option(
      '--connect-timeout <time>',
      'give up on a connection that is not open by then, TLS and all (default: 10s)',
      durationOption,
    )
    .option(
      '--ttfb-timeout <time>',
      'give up on an answer whose first byte has not come by then (default: as --timeout)',
      durationOption,
    )
    .option(
      '--follow-redirects <n>',
      'follow up to n redirects of an answer, within the target alone; its times are those of all of them (default: 0)',
      parseCount,
    )
    .addOption(
      new Option(
        '--save-bodies <which>',
        'keep the first and the last answer of each endpoint and status for `report --bodies`: those with 4xx and 5xx (failed), or all (sample)',
      )
        .choices(['none', 'failed', 'sample'])
        .default('none'),
    )
    .option('--http2', 'speak HTTP/2: https:// by ALPN, http:// and unix: with prior knowledge')
    .option(
      '--streams <n>',
      'with --http2: at most so many requests at once on a connection (default: 100; in a closed loop 10)',
      parseCount,
    )
    .option('--ca <file>', 'trust the authorities in this PEM file instead of the usual ones')
    .option('--cert <file>', 'show this certificate (PEM) to a target that asks for one')
    .option('--key <file>', 'the key of --cert (default: it is in the same file)')
    .option('--insecure', 'accept any TLS certificate')
    .option(
      '--servername <name>',
      "ask for this name in TLS, and look for it in the certificate (default: the target's)",
    )
    .option(
      '--resolve <host:port:address>',
      'where the name of the target leads, as curl has it; several addresses with commas between (repeatable)',
      resolveOption,
    );
}

export function transportOf(flags: TransportFlags): TransportWishes {
  const { http2, streams, ca, cert, key, insecure, servername, resolve } = flags;
  return {
    ...{ http2, streams, ca, cert, key, insecure, servername, resolve },
    timeoutMs: flags.timeout / 1000,
    connectTimeoutMs: milliseconds(flags.connectTimeout),
    ttfbTimeoutMs: milliseconds(flags.ttfbTimeout),
    followRedirects: flags.followRedirects,
    saveBodies: flags.saveBodies,
  };
}

function milliseconds(us: number | undefined): number | undefined {
  return us === undefined ? undefined : us / 1000;
}

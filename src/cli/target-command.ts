import { once } from 'node:events';
import type { Command } from 'commander';
import { parseBreak, parseLatency, parseStatusMix, ReplayError, startPracticeTarget } from '../index.ts';
import { addFaultOptions, type FaultFlags, readFaultFlags } from './fault-options.ts';
import { parsePort, parseSeed, wrapParser } from './option-values.ts';

type Break = ReturnType<typeof parseBreak>;
const breakOption = wrapParser(parseBreak);

interface TargetFlags extends FaultFlags {
  readonly port: number;
  readonly status?: ReturnType<typeof parseStatusMix>;
  readonly latency?: ReturnType<typeof parseLatency>;
  readonly break?: Break[];
  readonly seed: number;
}

/** `reprise target`: a practice server, for trying things out. */
export function addTargetCommand(program: Command): void {
  const command = program
    .command('target')
    .summary('a practice server: random status codes, response times and faults')
    .description('Runs a practice server on 127.0.0.1 until Ctrl-C. What it received is counted at /__stats.')
    .option('--port <n>', 'where it listens; 0: wherever there is room', parsePort, 8080)
    .option(
      '--status <mix>',
      'status codes and their weights: 200:90,404:6,500:4 (default: 200)',
      wrapParser(parseStatusMix),
    )
    .option(
      '--latency <time>',
      'response time, any whole ms between two: 5ms..80ms (default: 0)',
      wrapParser(parseLatency),
    )
    .option(
      "--break <'METHOD /path:status'>",
      "answer these with this status: 'GET /api/*:500' (repeatable; the first that fits)",
      (text: string, before: readonly Break[] = []) => [...before, breakOption(text)],
    )
    .option(
      '--seed <n>',
      'the same seed gives the same answers, and faults, in the same order',
      parseSeed,
      1,
    );
  addFaultOptions(command).action(
    async ({ port, status, latency, seed, break: breaks, ...flags }: TargetFlags) => {
      const target = await startPracticeTarget({
        port,
        statuses: status ?? parseStatusMix('200'),
        breaks,
        latencyMs: latency ?? parseLatency('0'),
        seed,
        ...readFaultFlags(flags),
      }).catch((cause) => {
        throw cannotListen(port, cause);
      });
      process.stdout.write(
        `practice target at ${target.url} (Ctrl-C ends it; ${target.url}/__stats counts)\n`,
      );
      await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
      await target.close();
    },
  );
}

function cannotListen(port: number, cause: NodeJS.ErrnoException): unknown {
  const why = cause.code === 'EADDRINUSE' ? 'is in use' : cause.code === 'EACCES' ? 'may not be used' : null;
  if (why === null) return cause;
  return new ReplayError(
    'target',
    `port ${port} ${why}`,
    'name another with --port; 0: any that is free',
    cause,
  );
}

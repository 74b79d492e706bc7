import { once } from 'node:events';
import type { Command } from 'commander';
import { parseBreak, parseLatency, parseStatusMix, ReplayError, startPracticeTarget } from '../index.ts';
import { parsePort, parseSeed, wrapParser } from './option-values.ts';

type Break = ReturnType<typeof parseBreak>;
const breakOption = wrapParser(parseBreak);

interface TargetFlags {
  readonly port: number;
  readonly status: ReturnType<typeof parseStatusMix>;
  readonly latency: ReturnType<typeof parseLatency>;
  readonly break?: Break[];
  readonly seed: number;
}

/** `reprise target`: a practice server, for trying things out. */
export function addTargetCommand(program: Command): void {
  program
    .command('target')
    .summary('a practice server: random status codes and response times')
    .description('Runs a practice server on 127.0.0.1 until Ctrl-C. What it received is counted at /__stats.')
    .option('--port <n>', 'where it listens; 0: wherever there is room', parsePort, 8080)
    .option(
      '--status <mix>',
      'status codes and their weights',
      wrapParser(parseStatusMix),
      parseStatusMix('200'),
    )
    .option(
      '--latency <time>',
      'response time, any whole ms between two: 5ms..80ms',
      wrapParser(parseLatency),
      parseLatency('0'),
    )
    .option(
      "--break <'METHOD /path:status'>",
      "answer these with this status: 'GET /api/*:500' (repeatable; the first that fits)",
      (text: string, before: readonly Break[] = []) => [...before, breakOption(text)],
    )
    .option('--seed <n>', 'the same seed gives the same answers in the same order', parseSeed, 1)
    .action(async ({ port, status, latency, seed, break: breaks }: TargetFlags) => {
      const target = await startPracticeTarget({
        port,
        statuses: status,
        breaks,
        latencyMs: latency,
        seed,
      }).catch((cause) => {
        throw cannotListen(port, cause);
      });
      process.stdout.write(
        `practice target at ${target.url} (Ctrl-C ends it; ${target.url}/__stats counts)\n`,
      );
      await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
      await target.close();
    });
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

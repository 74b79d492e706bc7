import { once } from 'node:events';
import type { Command } from 'commander';
import { parseLatency, parseStatusMix, startPracticeTarget } from '../index.ts';
import { parsePort, wrapParser } from './option-values.ts';

interface TargetFlags {
  readonly port: number;
  readonly status: ReturnType<typeof parseStatusMix>;
  readonly latency: ReturnType<typeof parseLatency>;
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
      'response time, even between two: 5ms..80ms',
      wrapParser(parseLatency),
      parseLatency('0'),
    )
    .option('--seed <n>', 'the same seed gives the same answers in the same order', Number, 1)
    .action(async ({ port, status, latency, seed }: TargetFlags) => {
      const target = await startPracticeTarget({ port, statuses: status, latencyMs: latency, seed });
      process.stdout.write(
        `practice target at ${target.url} (Ctrl-C ends it; ${target.url}/__stats counts)\n`,
      );
      await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
      await target.close();
    });
}

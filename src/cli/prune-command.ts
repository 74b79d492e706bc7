import type { Command } from 'commander';
import { prune, renderPrune } from '../index.ts';
import { addDatabaseOption } from './database-option.ts';
import { durationOption, parseCount } from './option-values.ts';
import { UsageError } from './usage-error.ts';

interface PruneFlags {
  readonly db: string;
  readonly keep?: number;
  readonly keepLast?: number;
  readonly run?: string[];
  readonly name?: string;
  readonly forget?: true;
  readonly vacuum?: true;
  readonly dryRun?: true;
}

/** `reprise prune`: takes the outcomes of old runs out of the database. */
export function addPruneCommand(program: Command): void {
  const command = program
    .command('prune')
    .summary('delete the outcomes of old runs')
    .description(
      'Deletes the outcomes of old runs. What they came to stays: reports, history and trends are as before.',
    )
    .option('--keep <time>', 'of runs that are older than this: 30d', durationOption)
    .option('--keep-last <n>', 'of all runs but so many, the newest', parseCount)
    .option('--run <run>', 'of this run: an id, a name, last~1 (repeatable)', collect)
    .option('--name <name>', 'with --keep or --keep-last: only of runs of this name')
    .option('--forget', 'delete the runs altogether, not only their outcomes')
    .option(
      '--vacuum',
      'make the file as small as what it holds (takes as much room again meanwhile; nothing may be writing to it)',
    )
    .option('--dry-run', 'only tell what would be freed');
  addDatabaseOption(command).action((flags: PruneFlags) => {
    const { forget = false, vacuum = false, dryRun = false } = flags;
    checkWhich(flags);
    const pruned = prune({
      database: flags.db,
      beforeMs: flags.keep === undefined ? undefined : Date.now() - flags.keep / 1000,
      keepLast: flags.keepLast,
      runs: flags.run,
      name: flags.name,
      forget,
      vacuum,
      dryRun,
    });
    process.stdout.write(renderPrune(pruned, { forget, vacuum, dryRun }));
  });
}

function checkWhich({ keep, keepLast, run, name, vacuum }: PruneFlags): void {
  const ways = [keep, keepLast, run].filter((way) => way !== undefined).length;
  if (ways === 0 && !vacuum)
    throw new UsageError(
      'which runs?',
      'say which to keep: --keep 30d or --keep-last 20; or name one: --run ID',
    );
  if (ways > 1) throw new UsageError('--keep, --keep-last and --run are three ways', 'take one of them');
  if (name !== undefined && run !== undefined)
    throw new UsageError('--name goes with --keep or --keep-last', 'leave it out: --run names the run');
}

function collect(text: string, before: readonly string[] = []): string[] {
  return [...before, text];
}

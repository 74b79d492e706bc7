import { type Command, InvalidArgumentError, Option } from 'commander';
import { historyJson, readHistory, renderHistory } from '../index.ts';
import { addDatabaseOption } from './database-option.ts';
import { parseInstant } from './parse-instant.ts';
import { stdoutScreen } from './screen.ts';

interface HistoryFlags {
  readonly db: string;
  readonly week?: true;
  readonly month?: true;
  readonly year?: true;
  readonly since?: number;
  readonly name?: string;
  readonly target?: string;
  readonly json?: true;
  readonly color: boolean;
}

/** `reprise history`: the stored runs, one a line. */
export function addHistoryCommand(program: Command): void {
  const command = program
    .command('history')
    .summary('list the stored runs')
    .description(
      'Lists the stored runs, oldest first, and the trend of each name that has three or more: the latest at the right.',
    )
    .addOption(new Option('--week', 'of the last 7 days').conflicts(['month', 'year', 'since']))
    .addOption(new Option('--month', 'of the last 30 days').conflicts(['year', 'since']))
    .addOption(new Option('--year', 'of the last 365 days').conflicts(['since']))
    .option('--since <when>', 'since then: 2026-09-01, yesterday, -12h', parseSince)
    .option('--name <name>', 'only runs of this name')
    .option('--target <url>', 'only runs against this target');
  addDatabaseOption(command)
    .option('--json', 'as JSON')
    .option('--no-color', 'no colours')
    .action((flags: HistoryFlags) => {
      const { name, target } = flags;
      const rows = readHistory(flags.db, { sinceMs: sinceOf(flags, Date.now()), name, target });
      process.stdout.write(
        flags.json
          ? `${JSON.stringify(rows.map(historyJson), null, 2)}\n`
          : renderHistory(rows, stdoutScreen(flags.color)),
      );
    });
}

function sinceOf({ week, month, year, since }: HistoryFlags, nowMs: number): number | undefined {
  const days = week ? 7 : month ? 30 : year ? 365 : null;
  return days === null ? since : nowMs - days * 86_400_000;
}

function parseSince(text: string): number {
  const ms = parseInstant(text, Date.now());
  if (ms === undefined)
    throw new InvalidArgumentError('A moment is a date or a time: 2026-09-01, yesterday, -12h.');
  return ms;
}

import type { Command } from 'commander';
import { readHistory, renderHistory } from '../index.ts';
import { addDatabaseOption } from './database-option.ts';
import { stdoutScreen } from './screen.ts';

/** `reprise history`: the stored runs, one a line. */
export function addHistoryCommand(program: Command): void {
  const command = program
    .command('history')
    .summary('list the stored runs')
    .description('Lists the stored runs, oldest first.');
  addDatabaseOption(command)
    .option('--no-color', 'no colours')
    .action((flags: { db: string; color: boolean }) => {
      process.stdout.write(renderHistory(readHistory(flags.db), stdoutScreen(flags.color)));
    });
}

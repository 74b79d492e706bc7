import type { Command } from 'commander';
import { readReport, renderSummary, toJson } from '../index.ts';
import { addDatabaseOption } from './database-option.ts';
import { stdoutScreen } from './screen.ts';

/** `reprise report [RUN]`: a stored run again. */
export function addReportCommand(program: Command): void {
  const command = program
    .command('report')
    .summary('show a stored run again')
    .description('Shows a stored run again.')
    .argument('[run]', 'an id, a name, last or last~1', 'last');
  addDatabaseOption(command)
    .option('--noise <run>', 'leave out changes that this other replay of the same log does not show alike')
    .option('--json', 'as JSON')
    .option('--no-color', 'no colours')
    .action((run: string, flags: { db: string; noise?: string; json?: true; color: boolean }) => {
      const report = readReport(flags.db, run, flags.noise);
      process.stdout.write(
        flags.json
          ? `${JSON.stringify(toJson(report), null, 2)}\n`
          : renderSummary(report, stdoutScreen(flags.color)),
      );
    });
}

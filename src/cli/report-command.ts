import type { Command } from 'commander';
import { readReport, renderSummary, toJson } from '../index.ts';
import { addCheckOptions, type CheckFlags, checksOf, writeJunit } from './check-options.ts';
import { addDatabaseOption } from './database-option.ts';
import { statusOfChecks } from './exit-status.ts';
import { stdoutScreen } from './screen.ts';

interface ReportFlags extends CheckFlags {
  readonly db: string;
  readonly noise?: string;
  readonly json?: true;
  readonly color: boolean;
}

/** `reprise report [RUN]`: a stored run again. */
export function addReportCommand(program: Command, exit: (status: number) => void): void {
  const command = program
    .command('report')
    .summary('show a stored run again')
    .description('Shows a stored run again.')
    .argument('[run]', 'an id, a name, last or last~1', 'last');
  addCheckOptions(addDatabaseOption(command))
    .option('--noise <run>', 'leave out changes that this other replay of the same log does not show alike')
    .option('--json', 'as JSON')
    .option('--no-color', 'no colours')
    .action((run: string, flags: ReportFlags) => {
      const report = readReport(flags.db, run, { noise: flags.noise, ...checksOf(flags) });
      writeJunit(flags, report);
      if (flags.check) exit(statusOfChecks(report));
      process.stdout.write(
        flags.json
          ? `${JSON.stringify(toJson(report), null, 2)}\n`
          : renderSummary(report, stdoutScreen(flags.color)),
      );
    });
}

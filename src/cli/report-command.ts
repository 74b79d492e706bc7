import { type Command, Option } from 'commander';
import { readReport } from '../index.ts';
import { addCheckOptions, type CheckFlags, checkJunit, checksOf, writeJunit } from './check-options.ts';
import { addDatabaseOption } from './database-option.ts';
import { statusOfChecks } from './exit-status.ts';
import { addHtmlOption, checkHtml, writeHtml } from './html-option.ts';
import { type PrintFlags, printReport } from './print-report.ts';

interface ReportFlags extends CheckFlags, PrintFlags {
  readonly db: string;
  readonly noise?: string;
  readonly bodies?: true;
}

/** `reprise report [RUN]`: a stored run again. */
export function addReportCommand(program: Command, exit: (status: number) => void): void {
  const command = program
    .command('report')
    .summary('show a stored run again')
    .description('Shows a stored run again.')
    .argument('[run]', 'an id, a name, last or last~1', 'last');
  addHtmlOption(addCheckOptions(addDatabaseOption(command)))
    .option('--noise <run>', 'leave out changes that this other replay of the same log does not show alike')
    .addOption(new Option('--json', 'as JSON (docs/report.schema.json)').conflicts('markdown'))
    .option('--markdown', 'as Markdown, for a comment to a pull request (without --bodies)')
    .option('--bodies', 'show the answers that a run kept (run --save-bodies), too')
    .option('--no-color', 'no colours')
    .action(async (run: string, flags: ReportFlags) => {
      checkHtml(flags);
      checkJunit(flags);
      const report = readReport(flags.db, run, {
        noise: flags.noise,
        bodies: flags.bodies,
        ...checksOf(flags),
      });
      await writeJunit(flags, report);
      await writeHtml(flags, report);
      if (flags.check) exit(statusOfChecks(report));
      printReport(report, flags, 'full');
    });
}

import { Command, CommanderError } from 'commander';
import { ReplayError, versions } from '../index.ts';
import { collectSooner } from './collect-sooner.ts';
import { addCompareCommand } from './compare-command.ts';
import { addConfigCommand } from './config-command.ts';
import { EXIT } from './exit-status.ts';
import { addExportCommand } from './export-command.ts';
import { heedNohup } from './heed-nohup.ts';
import { addHistoryCommand } from './history-command.ts';
import { addInitCommand } from './init-command.ts';
import { addInspectCommand } from './inspect-command.ts';
import { printError } from './print-error.ts';
import { addPruneCommand } from './prune-command.ts';
import { redactorOfWords } from './redactor-of-words.ts';
import { addReportCommand } from './report-command.ts';
import { addRunCommand, type OwnProcess } from './run-command.ts';
import { addScheduleCommand } from './schedule-command.ts';
import { addTargetCommand } from './target-command.ts';

/** Runs one command line; resolves to the exit status. */
export async function main(argv: readonly string[]): Promise<number> {
  collectSooner();
  heedNohup();
  let status: number = EXIT.passed;
  let outlivesReader = false;
  const exit = (code: number): void => {
    status = code;
  };
  endWhenNothingCanBeWritten(
    () => status,
    () => outlivesReader,
    exit,
  );
  const program = createProgram({
    exit,
    outliveReader: () => {
      outlivesReader = true;
    },
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError && isNoError(error)) return EXIT.passed;
    status = printError(error, argv.includes('--verbose'), redactorOfWords(argv));
    return status;
  }
}

/** Help and version come as errors as well. */
function isNoError({ exitCode }: CommanderError): boolean {
  return exitCode === 0;
}

function createProgram(own: OwnProcess): Command {
  const { exit } = own;
  const program = new Command('reprise')
    .description("Replays a service's own access logs as load, and stores every outcome.")
    .version(versions.reprise)
    .option('--verbose', 'errors with their stack traces')
    .configureOutput({ outputError: () => {} })
    .configureHelp({ helpWidth: Math.min(process.stdout.columns ?? 100, 120), showGlobalOptions: true })
    .exitOverride();
  addRunCommand(program, own);
  addInspectCommand(program, exit);
  addReportCommand(program, exit);
  addCompareCommand(program, exit);
  addExportCommand(program, exit);
  addHistoryCommand(program);
  addPruneCommand(program);
  addTargetCommand(program);
  addInitCommand(program);
  addConfigCommand(program, exit);
  addScheduleCommand(program);
  program.addHelpText('after', EPILOGUE);
  return program;
}

const EPILOGUE = `
A replay, from a log to a table:
  reprise inspect access.log
  reprise run access.log --target http://127.0.0.1:8080 --rate 100 --duration 10m
  reprise export last > outcomes.csv
  reprise compare last~1 last

Exit status: 0 passed, 1 a check failed, 2 wrong usage, 3 could not run (log, target, database, limits, a guard rail),
4 stopped early by --stop-when, 5 not valid (the rate was not made, the generator was late, nothing was answered, a thread was lost), 130 interrupted.`;

/**
 * `reprise … | head` is no error: head has what it wanted. What came of the command is still told. A terminal that is gone is a
 * reader that is gone. Output that is lost for another reason, as on a full disk, is an error whatever came of it. Either way a
 * command that is there for more than what it says goes on.
 */
function endWhenNothingCanBeWritten(
  status: () => number,
  outlivesReader: () => boolean,
  exit: (status: number) => void,
): void {
  // What cannot even be said ends nothing.
  process.stderr.on('error', () => {});
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    const isReaderGone = error.code === 'EPIPE' || (error.code === 'EIO' && process.stdout.isTTY);
    if (isReaderGone && outlivesReader()) return;
    if (isReaderGone) process.exit(status());
    const why = error.message.replace(/^[A-Z]+: |, write$/g, '');
    const mend = 'make room there, or send it elsewhere; a run is stored all the same: reprise report';
    const code = printError(new ReplayError('output', `the output cannot be written: ${why}`, mend), false);
    if (!outlivesReader()) process.exit(code);
    exit(code);
    // It may be over already.
    process.exitCode = code;
  });
}

import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  EXPORT_FORMATS,
  type ExportFormat,
  type ExportOptions,
  exportTable,
  printable,
  TABLE_NAMES,
  type TableName,
} from '../index.ts';
import { awaitSignals, type Interruptible } from './await-signals.ts';
import { addDatabaseOption } from './database-option.ts';
import { EXIT } from './exit-status.ts';
import { formatOfName } from './format-of-name.ts';
import { parseCount } from './option-values.ts';
import { UsageError } from './usage-error.ts';

interface ExportFlags {
  readonly db: string;
  readonly table: TableName;
  readonly format?: ExportFormat;
  readonly columns?: readonly string[];
  readonly where?: string;
  readonly limit?: number;
  readonly output?: string;
  readonly gzip?: true;
  readonly bom?: true;
  readonly spreadsheetSafe?: true;
}

/** `reprise export [RUN]`: a stored run as CSV, NDJSON or Parquet, for analysts. */
export function addExportCommand(program: Command, exit: (status: number) => void): void {
  const command = program
    .command('export')
    .summary('write a stored run as CSV, NDJSON or Parquet')
    .description(
      'Writes one table of a stored run, as it is at this moment, to stdout or a file: CSV (RFC 4180, UTF-8, one header line), NDJSON or Parquet. ' +
        'docs/exporting.md has the columns of every table, with their units.',
    )
    .argument('[run]', 'an id, a name, last or last~1 (default: last; with --table runs: all)')
    .addOption(new Option('--table <name>', 'which table').choices(TABLE_NAMES).default('outcomes'))
    .addOption(
      new Option('--format <format>', 'what to write (default: by the ending of --output, else csv)').choices(
        EXPORT_FORMATS,
      ),
    )
    .option('--columns <names>', 'these columns, in this order: seq,status,response_time_ms', parseNames)
    .option(
      '--where <expr>',
      "rows for which this is true, SQL over the columns: 'status >= 500 and not warmup'",
    )
    .option('--limit <n>', 'no more than n rows', parseCount)
    .option('--output <file>', 'a file instead of stdout, there once it is whole')
    .option('--gzip', 'pack CSV or NDJSON with gzip (also by the ending .gz of --output)')
    .option('--bom', 'CSV: begin with a byte order mark, by which spreadsheets know UTF-8')
    .option('--spreadsheet-safe', 'CSV: an apostrophe before text that a spreadsheet would run as a formula');
  addDatabaseOption(command).action(async (run: string | undefined, flags: ExportFlags) => {
    const options = optionsOf(run, flags);
    if (typeof options.output === 'string') await exportToFile(options, options.output, exit);
    else await exportTable(options);
  });
}

/** Ctrl-C leaves nothing behind; stdout needs no such care. */
async function exportToFile(
  options: ExportOptions,
  file: string,
  exit: (status: number) => void,
): Promise<void> {
  let interruptible: Interruptible | undefined;
  const signal = () => {
    interruptible = awaitSignals(NOTHING, NOTHING);
    return interruptible.signal;
  };
  try {
    const rows = await exportTable({ ...options, signal });
    process.stdout.write(`${rows.toLocaleString('en')} rows of ${options.table} in ${printable(file)}\n`);
  } catch (error) {
    if (interruptible === undefined || error !== interruptible.signal.reason) throw error;
    exit(EXIT.interrupted);
  } finally {
    interruptible?.release();
  }
}

const NOTHING = () => {};

function optionsOf(run: string | undefined, flags: ExportFlags): ExportOptions {
  const { db: database, output = STDOUT, bom, spreadsheetSafe, ...selection } = flags;
  const named = formatOfName(output);
  const format = flags.format ?? named.format ?? 'csv';
  const gzip = flags.gzip ?? named.gzip;
  if (format === 'parquet' && gzip)
    throw new UsageError(
      'Parquet is not packed with gzip',
      'it is compressed in itself, so that parts of it can be read',
    );
  for (const [flag, given] of [
    ['--bom', bom],
    ['--spreadsheet-safe', spreadsheetSafe],
  ] as const) {
    if (given && format !== 'csv')
      throw new UsageError(`${flag} is for CSV alone`, `leave it out, or: --format csv`);
  }
  return {
    ...selection,
    ...{ database, run, format, gzip, bom, spreadsheetSafe },
    output: output === STDOUT ? process.stdout : output,
  };
}

const STDOUT = '-';

function parseNames(text: string): string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.includes(''))
    throw new InvalidArgumentError('Columns are names with commas between: seq,status,bytes.');
  return names;
}

import { type Command, Option } from 'commander';
import { exportCsv, TABLE_NAMES, type TableName } from '../index.ts';
import { addDatabaseOption } from './database-option.ts';

/** `reprise export [RUN]`: a stored run as CSV, for analysts. */
export function addExportCommand(program: Command): void {
  const command = program
    .command('export')
    .summary('write a stored run as CSV')
    .description('Writes one table of a stored run to stdout as CSV (RFC 4180, UTF-8, one header line).')
    .argument('[run]', 'an id, a name, last or last~1', 'last')
    .addOption(new Option('--table <name>', 'which table').choices(TABLE_NAMES).default('outcomes'));
  addDatabaseOption(command).action((run: string, flags: { db: string; table: TableName }) =>
    exportCsv(flags.db, run, flags.table, process.stdout),
  );
}

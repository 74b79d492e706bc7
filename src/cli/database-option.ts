import { type Command, Option } from 'commander';

/** `--db FILE`, or `REPRISE_DB`. */
export function addDatabaseOption(command: Command): Command {
  return command.addOption(new Option('--db <file>', 'the database').env('REPRISE_DB').default('reprise.db'));
}

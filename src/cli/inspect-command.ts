import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import {
  checkParser,
  createRedactor,
  inspect,
  inspectionJson,
  inspectRecords,
  listFormats,
  printable,
  type Redactor,
  recordJson,
  renderInspection,
} from '../index.ts';
import { EXIT } from './exit-status.ts';
import { addLogOptions, type LogFlags, logOf, type RuleFlags, rulesOf } from './log-options.ts';
import { stdoutScreen } from './screen.ts';
import { UsageError } from './usage-error.ts';

interface InspectFlags extends RuleFlags, LogFlags {
  readonly records?: true;
  readonly showSecrets?: true;
  readonly checkParser?: string;
  readonly formats?: true;
  readonly json?: true;
  readonly color: boolean;
}

/** `reprise inspect LOG…`: what a log holds, and what a replay would do with it; nothing is sent. */
export function addInspectCommand(program: Command, exit: (status: number) => void): void {
  const command = program
    .command('inspect')
    .summary('tell what a log holds and what would be replayed')
    .description('Tells what a log holds and what of it would be replayed. Sends nothing.')
    .argument('[log...]', 'log files, folders of rotated logs, patterns; - is standard input');
  const given = listenForOptions(addLogOptions(command));
  command
    .option('--records', 'every line as one line of JSON: {file, line, record} or {file, line, skipped}')
    .option('--show-secrets', 'with --records: print secrets as they are')
    .option(
      '--check-parser <file>',
      'check a format of your own instead: its samples, hostile lines, its speed',
    )
    .option('--formats', 'list the formats that are known by name instead')
    .option('--json', 'as JSON')
    .option('--no-color', 'no colours')
    .action(async (logs: string[], flags: InspectFlags) => {
      if (flags.formats) return writeFormats(flags.json);
      if (flags.checkParser !== undefined) return check(flags.checkParser, exit);
      const log = logOf(logs, flags, (text) => process.stderr.write(`${printable(text)}\n`));
      if (flags.records) return writeRecords({ ...log, showSecrets: flags.showSecrets });
      if (flags.showSecrets) {
        throw new UsageError('--show-secrets says nothing without --records', 'all else tells no secrets');
      }
      const rules = { ...rulesOf(flags), targetHost: '' };
      const inspection = await inspect({ ...log, rules, endpoints: flags.endpoint });
      const shown = withoutSecrets(given, createRedactor(flags.redact));
      process.stdout.write(
        flags.json
          ? `${JSON.stringify(inspectionJson(inspection, shown), null, 2)}\n`
          : renderInspection(inspection, stdoutScreen(flags.color), shown),
      );
    });
}

/** The options that a command has by now, as they will be given: a replay of what was inspected needs the same. */
function listenForOptions(command: Command): readonly string[] {
  const given: string[] = [];
  for (const option of command.options) {
    command.on(`option:${option.name()}`, (value?: string | null) => {
      given.push(`--${option.name()}`, ...(value == null ? [] : [value]));
    });
  }
  return given;
}

/** A payload, and what filters by targets, may hold secrets. */
function withoutSecrets(words: readonly string[], { line, text }: Redactor): string[] {
  return words.map((word, i) =>
    /^--(?:body|include|exclude)$/.test(words[i - 1] ?? '') ? line(word) : text(word),
  );
}

function writeFormats(asJson = false): void {
  const formats = listFormats();
  const width = Math.max(...formats.map(({ name }) => name.length));
  const lines = formats.map(({ name, title }) => `${name.padEnd(width)}  ${title}\n`);
  process.stdout.write(asJson ? `${JSON.stringify(formats, null, 2)}\n` : lines.join(''));
}

async function check(file: string, exit: (status: number) => void): Promise<void> {
  const problems = await checkParser(file);
  exit(problems.length === 0 ? EXIT.passed : EXIT.checkFailed);
  if (problems.length === 0) process.stdout.write(`${file} is a good format\n`);
  for (const { what, line } of problems) {
    process.stdout.write(
      `${printable(what)}\n${line === undefined ? '' : `  ${printable(line.slice(0, 200))}\n`}`,
    );
  }
}

async function writeRecords(options: Parameters<typeof inspectRecords>[0]): Promise<void> {
  async function* lines(): AsyncGenerator<string> {
    for await (const { line, result } of inspectRecords(options)) yield `${recordJson(line, result)}\n`;
  }
  await pipeline(lines, process.stdout, { end: false });
}

import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { inspect, inspectRecords, recordJson, renderInspection } from '../index.ts';
import { harmless } from './harmless.ts';
import { addLogOptions, type LogFlags, logOf, type RuleFlags, rulesOf } from './log-options.ts';
import { stdoutScreen } from './screen.ts';

interface InspectFlags extends RuleFlags, LogFlags {
  readonly records?: true;
  readonly json?: true;
  readonly color: boolean;
}

/** `reprise inspect LOG…`: what a log holds, and what a replay would do with it; nothing is sent. */
export function addInspectCommand(program: Command): void {
  const command = program
    .command('inspect')
    .summary('tell what a log holds and what would be replayed')
    .description('Tells what a log holds and what of it would be replayed. Sends nothing.')
    .argument('<log...>', 'log files, read one after the other; - is standard input');
  addLogOptions(command)
    .option('--records', 'every line as one line of JSON: {file, line, record} or {file, line, skipped}')
    .option('--json', 'as JSON')
    .option('--no-color', 'no colours')
    .action(async (logs: string[], flags: InspectFlags) => {
      const log = logOf(logs, flags, (text) => process.stderr.write(`${harmless(text)}\n`));
      if (flags.records) return writeRecords(log);
      const rules = { ...rulesOf(flags), targetHost: '' };
      const inspection = await inspect({ ...log, rules });
      process.stdout.write(
        flags.json
          ? `${JSON.stringify(inspection, null, 2)}\n`
          : renderInspection(inspection, stdoutScreen(flags.color)),
      );
    });
}

async function writeRecords(options: Parameters<typeof inspectRecords>[0]): Promise<void> {
  async function* lines(): AsyncGenerator<string> {
    for await (const { line, result } of inspectRecords(options)) yield `${recordJson(line, result)}\n`;
  }
  await pipeline(lines, process.stdout, { end: false });
}

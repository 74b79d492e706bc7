import type { Command } from 'commander';
import {
  type ChecksAsked,
  checkWritable,
  junitXml,
  parseCheck,
  type Report,
  writeWholeFile,
} from '../index.ts';
import { wrapParser } from './option-values.ts';

export interface CheckFlags {
  readonly check?: string[];
  readonly baseline?: string;
  readonly junit?: string;
}

/** The options that say what is to hold of a run. */
export function addCheckOptions(command: Command): Command {
  return command
    .option(
      '--check <check>',
      "exit with 1 unless this holds: 'p99<500ms', '5xx<1%', 'p95(GET /api/*)<baseline+10%', 'rate>95%' (repeatable)",
      parseCheckOption,
    )
    .option(
      '--baseline <run>',
      'the stored run that baseline means in checks, and --fail-on: an id, a name, last, last-passed (the newest of this name that passed)',
    )
    .option('--junit <file>', 'write what came of the checks as JUnit XML');
}

export function checksOf({ check, baseline }: CheckFlags): ChecksAsked {
  return { checks: check, baseline };
}

/** Refuses, before anything is sent, a file that cannot be written. */
export function checkJunit({ junit }: CheckFlags): void {
  if (junit !== undefined) checkWritable(junit, '--junit');
}

/** Writes what came of the checks if that was asked for in a file. */
export async function writeJunit({ junit }: CheckFlags, report: Report): Promise<void> {
  if (junit !== undefined) await writeWholeFile(junit, await junitXml(report), '--junit');
}

/** Repeatable; checked. */
function parseCheckOption(text: string, before: readonly string[] = []): string[] {
  wrapParser(parseCheck)(text);
  return [...before, text];
}

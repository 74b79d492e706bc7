import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { type ChecksAsked, junitXml, parseCheck, ReplayError, type Report } from '../index.ts';
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
    .option('--baseline <run>', 'the stored run that baseline means in checks: an id, a name, last')
    .option('--junit <file>', 'write what came of the checks as JUnit XML');
}

export function checksOf({ check, baseline }: CheckFlags): ChecksAsked {
  return { checks: check, baseline };
}

/** Writes what was asked for in files. */
export async function writeJunit({ junit }: CheckFlags, report: Report): Promise<void> {
  if (junit === undefined) return;
  try {
    writeFileSync(junit, await junitXml(report));
  } catch (error) {
    throw new ReplayError(
      'output',
      `${junit}: cannot be written: ${(error as Error).message}`,
      'name a file in a folder that is there and writable: --junit results.xml',
    );
  }
}

/** Repeatable; checked. */
function parseCheckOption(text: string, before: readonly string[] = []): string[] {
  wrapParser(parseCheck)(text);
  return [...before, text];
}

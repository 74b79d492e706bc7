import type { Command } from 'commander';
import { checkWritable, htmlReport, type Report, writeWholeFile } from '../index.ts';
import type { PrintFlags } from './print-report.ts';
import { UsageError } from './usage-error.ts';

/** `--html FILE`: the report as one page, beside what is printed; `-` prints the page instead. */
export function addHtmlOption(command: Command): Command {
  return command.option(
    '--html <file>',
    'write the report as one page of HTML as well; -: to stdout, instead of the text',
  );
}

/** Refuses, before anything is sent, a file that cannot be written. */
export function checkHtml({ html, json, markdown }: PrintFlags): void {
  if (html === undefined) return;
  if (html !== '-') checkWritable(html, '--html');
  else if (json || markdown) {
    throw new UsageError(
      `${json ? '--json' : '--markdown'} and --html - both want stdout`,
      'give the page a file: --html report.html',
    );
  }
}

/** Writes the page if it was asked for in a file. */
export async function writeHtml({ html }: PrintFlags, report: Report): Promise<void> {
  if (html !== undefined && html !== '-') await writeWholeFile(html, htmlReport(report), '--html');
}

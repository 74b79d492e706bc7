import { type Extent, type Report, renderMarkdown, renderSummary, toJson } from '../index.ts';
import { stdoutScreen } from './screen.ts';

export interface PrintFlags {
  readonly json?: true;
  readonly markdown?: true;
  readonly color: boolean;
}

/** Prints a report as it was asked for. */
export function printReport(report: Report, flags: PrintFlags, extent: Extent): void {
  process.stdout.write(textOf(report, flags, extent));
}

function textOf(report: Report, { json, markdown, color }: PrintFlags, extent: Extent): string {
  if (json) return `${JSON.stringify(toJson(report), null, 2)}\n`;
  return markdown ? renderMarkdown(report) : renderSummary(report, stdoutScreen(color), extent);
}

import {
  type Extent,
  htmlReport,
  messageOfRun,
  messageText,
  type Report,
  renderAnswers,
  renderMarkdown,
  renderSummary,
  toJson,
} from '../index.ts';
import { pageOf } from './house-options.ts';
import { stdoutScreen } from './screen.ts';

export interface PrintFlags {
  /** `-`: the page instead of the text. */
  readonly html?: string;
  readonly json?: true;
  readonly markdown?: true;
  readonly color: boolean;
}

/** What `run --quiet` says, unless it was asked for something in particular: nothing where all is well. */
export function printQuietly(
  report: Report,
  flags: PrintFlags & { readonly reports?: string },
  exitStatus: number,
): void {
  const { html, json, markdown } = flags;
  if (html === '-' || json || markdown) printReport(report, flags, 'brief');
  else if (exitStatus !== 0)
    process.stdout.write(messageText(messageOfRun(report, { exitStatus, html: pageOf(flags, report) })));
}

/** Prints a report as it was asked for. */
export function printReport(report: Report, flags: PrintFlags, extent: Extent): void {
  process.stdout.write(textOf(report, flags, extent));
}

function textOf(report: Report, { html, json, markdown, color }: PrintFlags, extent: Extent): string {
  if (html === '-') return htmlReport(report);
  if (json) return `${JSON.stringify(toJson(report), null, 2)}\n`;
  if (markdown) return renderMarkdown(report);
  const screen = stdoutScreen(color);
  const answers = report.answers === undefined ? '' : `\n${renderAnswers(report, screen)}`;
  return renderSummary(report, screen, extent) + answers;
}

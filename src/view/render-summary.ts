import type { Run, Summary } from '../model.ts';
import { askedRate } from './asked-rate.ts';
import { baselineSentence } from './baseline-sentence.ts';
import { baselineTable } from './baseline-table.ts';
import { checkTable } from './check-table.ts';
import { clientSentences } from './client-sentence.ts';
import { closedModel } from './closed-model.ts';
import { driftSentence } from './drift-sentence.ts';
import { changedTable } from './drift-tables.ts';
import { durationTable } from './duration-table.ts';
import { mostFailingTable, slowestTable } from './endpoint-tables.ts';
import { formatOf } from './format-of.ts';
import { formatBytes, formatCount, formatLocalTime, formatRate, formatSpan } from './format-units.ts';
import { headline } from './headline.ts';
import { nextSteps } from './next-steps.ts';
import { booksLine, outcomeLines } from './outcome-lines.ts';
import { overTime } from './over-time.ts';
import { type Paint, painter } from './paint.ts';
import { percentileTable } from './percentile-table.ts';
import { printable } from './printable.ts';
import { reachedLine } from './reached-line.ts';
import type { Report } from './report.ts';
import { type Extent, NARROWEST, type Screen } from './screen.ts';
import { sessionsWords } from './sessions-words.ts';
import { skipLines } from './skip-lines.ts';
import { statusMatrix } from './status-matrix.ts';
import { LABEL_WIDTH, wrapItems, wrapText } from './wrap.ts';

/**
 * Shows a run, the most decisive first: what fits one screen, or with `full` more rows of each table and the tables that
 * take most of them.
 */
export function renderSummary(report: Report, screen: Screen, extent: Extent = 'full'): string {
  const width = Math.max(NARROWEST, screen.width);
  const paint = painter(screen.color);
  const { summary } = report;
  const rows = ROWS[extent];
  const sections = [
    [
      ...headline(report).flatMap(({ text, tone }) =>
        wrapText(text, width).map((line) => paint({ text: line, tone })),
      ),
      booksLine(summary, paint),
      ...driftLines(report, width, paint),
    ],
    [
      ...contextLines(report, width, paint),
      ...outcomeLines(summary, width, paint),
      ...clientSentences(report.run.clientReasons, rows).flatMap((text) => wrapNote('client', text, width)),
      ...skipLines(report.skipped, report.lines, width, paint),
      ...(report.run.generator?.findings ?? []).flatMap((text) => wrapNote('generator', text, width)),
      ...comparedLines(report.run, width),
      ...report.run.notes.flatMap((note) => wrapNote('note', note, width)),
    ],
    checkTable(report.run.checks, width, paint),
    baselineTable(report.run.comparison, width, paint, WORSE[extent]),
    changedTable(report, width, paint, CHANGES[extent]),
    summary.drift === undefined || extent === 'brief' ? [] : statusMatrix(summary.drift, width, paint),
    durationTable(report, width, paint, rows),
    summary.sent === 0 ? [] : [...percentileTable(summary, width, paint), ...timedOutLines(summary, width)],
    report.run.model === 'closed' ? wrapText(closedModel(report.run), width) : [],
    overTime(report, width, paint),
    slowestTable(report, width, paint, rows),
    mostFailingTable(report, width, paint, rows),
    nextSteps(report, width, paint, extent),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** How many rows the tables have. */
const ROWS: Readonly<Record<Extent, number>> = { brief: 3, full: 10 };
/** Of an endpoint that is worse than in the baseline, so many figures. */
const WORSE: Readonly<Record<Extent, number>> = { brief: 2, full: 20 };
/** What changed against the log is what a replay is for. */
const CHANGES: Readonly<Record<Extent, number>> = { brief: 5, full: 10 };

/** What is no alarm, and all that is to be known of the two runs. */
function comparedLines({ comparison }: Run, width: number): string[] {
  if (comparison === null) return [];
  const said = comparison.failed ? [] : [baselineSentence(comparison)];
  return [...said, ...comparison.warnings.map(printable)].flatMap((text) =>
    wrapNote('baseline', text, width),
  );
}

function driftLines(report: Report, width: number, paint: Paint): string[] {
  const sentence = driftSentence(report);
  if (sentence === null) return [];
  return wrapText(sentence.text, width).map((line) => paint({ text: line, tone: sentence.tone }));
}

function contextLines(report: Report, width: number, paint: Paint): string[] {
  const { run, rateMade } = report;
  const name = run.name === null ? '' : ` "${printable(run.name)}"`;
  const logs = run.logs.slice(0, 3).map(({ path }) => printable(path));
  if (run.logs.length > logs.length) logs.push(`and ${run.logs.length - logs.length} more`);
  return [
    ...wrapItems(
      'run',
      [`${run.id}${name}`, formatLocalTime(run.startedAt), printable(run.target)],
      width,
      paint,
    ),
    ...reachedLine(run, width, paint),
    ...wrapItems('log', [...logs, `(${printable(formatOf(run))})`], width, paint),
    ...sessionsLine(report, width, paint),
    ...warmupLine(report, width, paint),
    ...prunedLine(run, width, paint),
    ...wrapItems(
      'rate',
      [`asked ${askedRate(run)}`, `made ${formatRate(rateMade)}`, received(report)],
      width,
      paint,
    ),
  ];
}

/** A reader who takes the answered rows of the database alone must not wonder at other percentiles. */
function timedOutLines({ failures }: Summary, width: number): string[] {
  const timedOut = failures.reduce((sum, [reason, n]) => (reason.endsWith('timeout') ? sum + n : sum), 0);
  if (timedOut === 0) return [];
  const who = `${formatCount(timedOut)} that timed out`;
  return wrapText(`response and service time count ${who} with the time they were given`, width);
}

function sessionsLine({ run, summary }: Report, width: number, paint: Paint): string[] {
  const words = sessionsWords(run, summary);
  return words.length === 0 ? [] : wrapItems('sessions', words, width, paint);
}

function warmupLine({ run, summary }: Report, width: number, paint: Paint): string[] {
  if (run.warmupUs === 0) return [];
  const requests = `${formatCount(summary.warmup ?? 0)} requests`;
  return wrapItems(
    'warm-up',
    [formatSpan(run.warmupUs), `${requests}, stored and marked, in no figure`],
    width,
    paint,
  );
}

function prunedLine({ prunedAt }: Run, width: number, paint: Paint): string[] {
  if (prunedAt === null) return [];
  return wrapItems('pruned', [formatLocalTime(prunedAt), 'its outcomes are no more'], width, paint);
}

function wrapNote(label: string, note: string, width: number): string[] {
  return wrapText(note, width - LABEL_WIDTH).map(
    (line, i) => (i === 0 ? label : '').padEnd(LABEL_WIDTH) + line,
  );
}

function received({ summary: { bytes, sendingUs } }: Report): string {
  const perSecond = sendingUs > 0 ? ` (${formatBytes(bytes / (sendingUs / 1e6))}/s)` : '';
  return `received ${formatBytes(bytes)}${perSecond}`;
}

import type { ComparedFigure, ComparedScope, Run, RunComparison } from '../model.ts';
import { comparisonMethod } from './comparison-method.ts';
import { comparisonSentence, scopeName } from './comparison-sentence.ts';
import { endpointTable } from './endpoint-tables.ts';
import {
  figureName,
  formatChange,
  formatFigure,
  formatInterval,
  shortFigureName,
  verdictTone,
} from './figure-text.ts';
import { formatCount, formatLocalTime } from './format-units.ts';
import { type Cell, type Paint, painter } from './paint.ts';
import { printable } from './printable.ts';
import { renderTable } from './render-table.ts';
import { NARROWEST, type Screen } from './screen.ts';
import { LABEL_WIDTH, wrapItems, wrapText } from './wrap.ts';

/** Shows two runs beside one another, the most decisive first. */
export function renderComparison(comparison: RunComparison, screen: Screen): string {
  const width = Math.max(NARROWEST, screen.width);
  const paint = painter(screen.color);
  const { verdict } = comparison;
  const sections = [
    wrapText(comparisonSentence(comparison), width).map((text) =>
      paint({ text, tone: verdictTone(verdict) ?? 'strong' }),
    ),
    [
      ...sideLines('A', comparison.a, width, paint),
      ...sideLines('B', comparison.b, width, paint),
      ...comparison.warnings.flatMap((warning) => noteLines('note', printable(warning), width, paint)),
    ],
    overallTable(comparison.overall, width, paint),
    changedTable(comparison, width, paint),
    p95Table(comparison, width, paint),
    comparisonMethod(comparison).flatMap((text) => wrapText(text, width)),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function sideLines(side: 'A' | 'B', runs: readonly Run[], width: number, paint: Paint): string[] {
  return runs.flatMap(({ id, name, startedAt, target }, i) => {
    const items = [
      `run ${id}${name === null ? '' : ` "${printable(name)}"`}`,
      formatLocalTime(startedAt),
      printable(target),
    ];
    return wrapItems(i === 0 ? side : '', items, width, paint);
  });
}

function noteLines(label: string, text: string, width: number, paint: Paint): string[] {
  return wrapText(text, width - LABEL_WIDTH).map(
    (line, i) =>
      (i === 0 ? paint({ text: label, tone: 'warn' }) : '    ') + ' '.repeat(LABEL_WIDTH - 4) + line,
  );
}

const HEAD = ['A', 'B', 'change', '95% interval', 'verdict'];
/** A narrower screen does without the values, which their change says shortest. */
const WIDE = 90;

function headOf(width: number): string[] {
  return HEAD.slice(width < WIDE ? 2 : 0);
}

function cellsOf(figure: ComparedFigure, width: number): Cell[] {
  const { unit, a, b, verdict } = figure;
  const cells = [
    formatFigure(unit, a),
    formatFigure(unit, b),
    formatChange(figure),
    formatInterval(figure),
    { text: verdict ?? 'not judged', tone: verdictTone(verdict) },
  ];
  return cells.slice(width < WIDE ? 2 : 0);
}

/** Single statuses only where they changed: their classes are there. */
function overallTable({ figures }: ComparedScope, width: number, paint: Paint): string[] {
  const rows = figures
    .filter(({ name, verdict }) => !name.startsWith('status(') || isChange(verdict))
    .map((figure): Cell[] => [shortFigureName(figure), ...cellsOf(figure, width)]);
  const head = ['', ...headOf(width)].map((text): Cell => ({ text, tone: 'faint' }));
  return renderTable([head, ...rows], `l${'r'.repeat(head.length - 2)}l`, paint);
}

/** Every figure of an endpoint that is worse or better. */
function changedTable({ endpoints }: RunComparison, width: number, paint: Paint): string[] {
  const changed = endpoints.flatMap((scope) =>
    scope.figures.filter(({ verdict }) => isChange(verdict)).map((figure) => ({ scope, figure })),
  );
  const shown = changed.toSorted((a, b) => order(a.figure) - order(b.figure)).slice(0, MOST_CHANGED);
  return endpointTable(
    [...headOf(width), 'figure', `changed${ofAll(shown.length, changed.length)}`],
    shown.map(({ scope, figure }) => [
      ...cellsOf(figure, width),
      width < WIDE ? shortFigureName(figure) : figureName(figure),
      scopeName(scope),
    ]),
    width,
    paint,
  );
}

/** By the p95 of response time. */
function p95Table({ endpoints }: RunComparison, width: number, paint: Paint): string[] {
  const rows = endpoints.flatMap((scope) => {
    const p95 = scope.figures.find(({ name }) => name === 'response.p95');
    return p95 === undefined ? [] : [{ scope, p95 }];
  });
  const shown = rows.slice(0, MOST_ENDPOINTS);
  return endpointTable(
    [...headOf(width), 'requests', `p95 of response time${ofAll(shown.length, rows.length)}`],
    shown.map(({ scope, p95 }) => [...cellsOf(p95, width), formatCount(scope.planned[1]), scopeName(scope)]),
    width,
    paint,
  );
}

function isChange(verdict: ComparedFigure['verdict']): boolean {
  return verdict === 'worse' || verdict === 'better';
}

function order({ verdict }: ComparedFigure): number {
  return verdict === 'worse' ? 0 : 1;
}

function ofAll(shown: number, all: number): string {
  return all > shown ? ` (${shown} of ${formatCount(all)})` : '';
}

const MOST_CHANGED = 20;
const MOST_ENDPOINTS = 15;

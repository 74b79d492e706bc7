import type { ComparedFigure, ComparedScope, Run, RunComparison } from '../model.ts';
import { comparisonMethod } from './comparison-method.ts';
import { comparisonSentence, scopeName } from './comparison-sentence.ts';
import { figureName, formatChange, formatFigure, formatInterval, shortFigureName } from './figure-text.ts';
import { formatCount, formatLocalTime } from './format-units.ts';
import { markdownTable } from './markdown-table.ts';
import { markdownText } from './markdown-text.ts';
import { printable } from './printable.ts';

/** A comparison in GitHub's Markdown, for a comment to a pull request: the sentence, what changed, and the rest folded away. */
export function comparisonMarkdown(comparison: RunComparison): string {
  const { verdict, a, b, overall, endpoints, warnings } = comparison;
  return `${[
    `### ${MARKS[verdict]} ${markdownText(`${namesOf(b)} compared with ${namesOf(a)}`)}`,
    `**${markdownText(comparisonSentence(comparison))}**`,
    warnings.map((text) => `- ${markdownText(printable(text))}`).join('\n'),
    ...changed([overall, ...endpoints]),
    ...folded('all requests', figuresOf(overall)),
    ...folded('p95 of response time by endpoint', p95s(endpoints)),
    `<sub>${[...[...a, ...b].map(describe), ...comparisonMethod(comparison)].map(markdownText).join(' · ')}</sub>`,
  ]
    .filter((text) => text !== '')
    .join('\n\n')}\n`;
}

const MARKS: Readonly<Record<RunComparison['verdict'], string>> = {
  better: '✅',
  same: '✅',
  worse: '❌',
  'too little data': '❔',
  'not comparable': '❔',
};

function namesOf(runs: readonly Run[]): string {
  return runs
    .map(({ id, name }) => (name === null ? `run ${id}` : `${printable(name)} (run ${id})`))
    .join(', ');
}

function describe({ id, startedAt, target }: Run): string {
  return `run ${id}: ${formatLocalTime(startedAt)}, ${printable(target)}`;
}

function changed(scopes: readonly ComparedScope[]): string[] {
  const rows = scopes.flatMap((scope) =>
    scope.figures
      .filter(({ verdict }) => verdict === 'worse' || verdict === 'better')
      .map((figure) => [scopeName(scope), figureName(figure), ...cellsOf(figure)]),
  );
  return cut(['changed', 'figure', ...HEAD], rows, MOST_CHANGED, 'llrrrrl');
}

function figuresOf({ figures }: ComparedScope): string[] {
  const rows = figures.map((figure) => [shortFigureName(figure), ...cellsOf(figure)]);
  return markdownTable(['', ...HEAD], rows, 'lrrrrl');
}

function p95s(endpoints: readonly ComparedScope[]): string[] {
  const rows = endpoints.flatMap((scope) => {
    const p95 = scope.figures.find(({ name }) => name === 'response.p95');
    return p95 === undefined ? [] : [[scopeName(scope), formatCount(scope.planned[1]), ...cellsOf(p95)]];
  });
  return cut(['endpoint', 'requests', ...HEAD], rows, MOST_ENDPOINTS, 'lrrrrrl');
}

function cellsOf(figure: ComparedFigure): string[] {
  const { unit, a, b, verdict } = figure;
  return [
    formatFigure(unit, a),
    formatFigure(unit, b),
    formatChange(figure),
    formatInterval(figure),
    verdict ?? 'not judged',
  ];
}

function cut(head: readonly string[], rows: readonly string[][], most: number, aligns: string): string[] {
  const left = rows.length - most;
  return [
    ...markdownTable(head, rows.slice(0, most), aligns),
    ...(left > 0 ? [`and ${formatCount(left)} more`] : []),
  ];
}

function folded(title: string, texts: readonly string[]): string[] {
  return texts.length === 0 ? [] : [`<details><summary>${title}</summary>`, ...texts, '</details>'];
}

const HEAD = ['A', 'B', 'change', '95% interval', 'verdict'];
/** A comment may have 65,536 characters. */
const MOST_CHANGED = 50;
const MOST_ENDPOINTS = 100;

import type { BaselineComparison, Run } from '../model.ts';
import { scopeName } from './comparison-sentence.ts';
import { figureName, formatChange, formatFigure } from './figure-text.ts';
import { formatCount } from './format-units.ts';
import { mostTellingFirst } from './most-telling-first.ts';
import type { Tone } from './paint.ts';
import { printable } from './printable.ts';

type Worse = BaselineComparison['worse'][number];

/** Says first what a run is worse in than its baseline; and whether making it again confirmed what failed. */
export function alarmLines(run: Run): { readonly text: string; readonly tone: Tone }[] {
  const { comparison, repetition } = run;
  const lines: { text: string; tone: Tone }[] = [];
  if (comparison?.failed) lines.push({ text: baselineSentence(comparison), tone: 'bad' });
  if (repetition !== null)
    lines.push({ text: repetitionSentence(run, repetition), tone: toneOf(repetition) });
  return lines;
}

/** Says in a sentence what came of holding a run against its baseline. */
export function baselineSentence(comparison: BaselineComparison): string {
  const { runId, verdict, notComparable, worse, worseEndpoints, baseline } = comparison;
  if (runId === null)
    return 'compared with no other run: none of this name has passed yet against this target';
  const other = `run ${runId}${baseline === String(runId) ? '' : ` (${printable(baseline)})`}`;
  if (verdict === 'not comparable')
    return `NOT COMPARABLE with ${other}: ${printable(notComparable.join('; '))}`;
  if (worse.length === 0) return `compared with ${other}: ${verdict}`;
  const endpoints = worse.filter(({ endpoint }) => endpoint !== null);
  const named = (endpoints.length > 0 ? endpoints : worse).slice(0, MOST);
  const more = worseEndpoints - named.length;
  const others = more > 0 ? `; and ${formatCount(more)} more ${more === 1 ? 'endpoint' : 'endpoints'}` : '';
  return `WORSE than ${other}: ${named.map(worseWords).join('; ')}${others}`;
}

/** The same with a sentence for each endpoint that is worse; none where the run did not fail by it. */
export function worseSentences(comparison: BaselineComparison | null): string[] {
  if (!comparison?.failed) return [];
  const { worse, runId } = comparison;
  if (worse.length === 0) return [baselineSentence(comparison)];
  const endpoints = worse.filter(({ endpoint }) => endpoint !== null);
  return (endpoints.length > 0 ? endpoints : worse).map(
    (one) => `worse than run ${runId}: ${worseWords(one)}`,
  );
}

/** `GET /slow: p95 of response time +20% (25.0 ms → 30.0 ms), and 9 more figures` */
function worseWords(one: Worse): string {
  const [first, ...others] = one.figures.toSorted(mostTellingFirst);
  const sides = `${formatFigure(first!.unit, first!.a)} → ${formatFigure(first!.unit, first!.b)}`;
  const more = others.length;
  const rest = more === 0 ? '' : `, and ${formatCount(more)} more ${more === 1 ? 'figure' : 'figures'}`;
  return `${scopeName(one)}: ${figureName(first!)} ${formatChange(first!)} (${sides})${rest}`;
}

/** Says which runs were made since others had failed, and what failed in all of them. */
export function repetitionSentence({ id }: Run, { runs, confirmed }: NonNullable<Run['repetition']>): string {
  const all = `runs ${runs.join(', ')}`;
  if (confirmed === null) return `REPEATED, and nobody can tell: ${all}; the last of them tells nothing`;
  if (confirmed.length > 0) return `CONFIRMED in ${all}: ${printable(confirmed.slice(0, MOST).join('; '))}`;
  const failed = runs.filter((run) => run !== id);
  const which =
    id === runs.at(-1) ? `run ${failed.join(', run ')} failed, and this one did not in the same` : all;
  return `NO ALARM: nothing failed in every repetition (${which})`;
}

function toneOf({ confirmed }: NonNullable<Run['repetition']>): Tone {
  return confirmed?.length === 0 ? 'warn' : 'bad';
}

const MOST = 3;

import type { BaselineComparison, ComparedFigure, Run } from '../model.ts';
import { figureName, formatChange, formatFigure } from './figure-text.ts';
import { formatCount } from './format-units.ts';
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

/** What of an endpoint is worse, the most telling figure first. */
export function worstFirst(figures: readonly ComparedFigure[]): ComparedFigure[] {
  return figures.toSorted((a, b) => rank(a) - rank(b) || Math.abs(b.change ?? 0) - Math.abs(a.change ?? 0));
}

/** Which requests figures are of. */
export function worseName({ endpoint }: Worse): string {
  return endpoint === null ? 'all requests' : printable(`${endpoint.method} ${endpoint.path}`);
}

/** `GET /slow: p95 of response time +20% (25.0 ms → 30.0 ms), and 9 more figures` */
function worseWords(one: Worse): string {
  const [first, ...others] = worstFirst(one.figures);
  const sides = `${formatFigure(first!.unit, first!.a)} → ${formatFigure(first!.unit, first!.b)}`;
  const more = others.length;
  const rest = more === 0 ? '' : `, and ${formatCount(more)} more ${more === 1 ? 'figure' : 'figures'}`;
  return `${worseName(one)}: ${figureName(first!)} ${formatChange(first!)} (${sides})${rest}`;
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

/** Errors before times, and of these what a user waits for. */
function rank({ name }: ComparedFigure): number {
  const place = ORDER.indexOf(name);
  return place === -1 ? ORDER.length : place;
}

const ORDER = [
  'failed',
  '5xx',
  'unexplained',
  'response.p95',
  'response.p50',
  'response.p99',
  'response.mean',
];
const MOST = 3;

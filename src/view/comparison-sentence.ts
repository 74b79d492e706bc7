import type { ComparedFigure, ComparedScope, RunComparison, Verdict } from '../model.ts';
import { figureName, formatChange, formatFigure, formatInterval } from './figure-text.ts';
import { formatCount } from './format-units.ts';
import { mostTellingFirst } from './most-telling-first.ts';
import { printable } from './printable.ts';

/** Says in a sentence what came of comparing two runs, so that one can decide by it. */
export function comparisonSentence(comparison: RunComparison): string {
  const { verdict, notComparable, endpoints } = comparison;
  if (verdict === 'not comparable') return `not comparable: ${printable(notComparable.join('; '))}`;
  const parts = [leadOf(comparison), endpointCounts(endpoints)].filter((part) => part !== '');
  return `${verdict}: ${parts.join('; ')}`;
}

/** Which requests figures are of. */
export function scopeName({ endpoint }: Pick<ComparedScope, 'endpoint'>): string {
  return endpoint === null ? 'all requests' : printable(`${endpoint.method} ${endpoint.path}`);
}

function leadOf({ verdict, overall, endpoints }: RunComparison): string {
  const scopes = [overall, ...endpoints];
  const same = (figure: ComparedFigure) => figure.verdict === verdict;
  const changed = scopes.reduce((sum, { figures }) => sum + figures.filter(same).length, 0);
  if (verdict !== 'worse' && verdict !== 'better') {
    const p95 = overall.figures.find(({ name }) => name === 'response.p95');
    return p95 === undefined ? '' : withWhy(p95);
  }
  const candidates = overall.figures.some(same) && !isOfFew(verdict, endpoints) ? [overall] : endpoints;
  const [lead] = candidates
    .flatMap((scope) => scope.figures.filter(same).map((figure) => ({ scope, figure })))
    .sort((a, b) => mostTellingFirst(a.figure, b.figure));
  const others = changed - 1;
  const more = others === 0 ? '' : `, and ${formatCount(others)} more ${others === 1 ? 'figure' : 'figures'}`;
  const of = lead.scope.endpoint === null ? '' : ` of ${scopeName(lead.scope)}`;
  return `${figureName(lead.figure)}${of} ${details(lead.figure)}${more}`;
}

/** Whether a change is that of some endpoints: then they say more than all requests together, in which it shows as well. */
function isOfFew(verdict: 'worse' | 'better', endpoints: readonly ComparedScope[]): boolean {
  const changed = endpoints.filter((scope) => scope.verdict === verdict).length;
  const judged = endpoints.filter((scope) => scope.verdict !== 'too little data').length;
  return changed > 0 && changed <= judged / 2;
}

function withWhy(figure: ComparedFigure): string {
  const why = figure.why === null ? '' : `: ${figure.why}`;
  return `${figureName(figure)} ${details(figure)}${why}`;
}

/** `+38% (212 ms → 293 ms; 95% interval +31…+45%)` */
function details(figure: ComparedFigure): string {
  const { unit, a, b, interval } = figure;
  const sides = `${formatFigure(unit, a)} → ${formatFigure(unit, b)}`;
  const sure = interval === null ? '' : `; 95% interval ${formatInterval(figure)}`;
  return `${formatChange(figure)} (${sides}${sure})`;
}

function endpointCounts(endpoints: readonly ComparedScope[]): string {
  const counts = VERDICTS.map(
    (one) => [one, endpoints.filter(({ verdict }) => verdict === one).length] as const,
  )
    .filter(([, count]) => count > 0)
    .map(([one, count], i) => `${formatCount(count)}${i === 0 ? plural(count) : ''} ${one}`);
  return counts.join(', ');
}

function plural(count: number): string {
  return count === 1 ? ' endpoint' : ' endpoints';
}

const VERDICTS: readonly Verdict[] = ['worse', 'better', 'same', 'too little data'];

import type {
  ChangeThresholds,
  ComparedFigure,
  ComparedScope,
  ComparisonMethod,
  Endpoint,
  Verdict,
} from '../model.ts';
import { judgeFigures } from './judge-figures.ts';
import type { PendingFigure } from './pending-figure.ts';
import { rateFigure } from './rate-figure.ts';
import { assumedRunToRun, runToRun } from './run-to-run.ts';
import { shareFigures } from './share-figures.ts';
import type { SideFigures } from './side-figures.ts';
import { STATISTICS, timeFigures } from './time-figures.ts';

export interface ComparisonTerms {
  readonly paired: boolean;
  readonly thresholds: ChangeThresholds;
  /** Why nothing is judged; null where it is. */
  readonly refused: string | null;
  /** Whether arrivals waited for answers. */
  readonly closed: boolean;
  /** Whether the logs differ, so that only what an endpoint does wrong, or slowly, can be told from what was asked of it. */
  readonly acrossLogs?: boolean;
}

/** Compares two sides as wholes and endpoint by endpoint. `endpoints` are those of both, by the number that both give them. */
export function compareSides(
  a: SideFigures,
  b: SideFigures,
  endpoints: readonly Pick<Endpoint, 'method' | 'path'>[],
  terms: ComparisonTerms,
): { overall: ComparedScope; endpoints: ComparedScope[]; method: Omit<ComparisonMethod, 'from'> } {
  const scopes = [null, ...endpoints.keys()];
  const pending = scopes.map((scope) => figuresOf(a, b, scope, terms));
  const [ofAll, ...ofEndpoints] = pending;
  const seconds = Math.min(a.seconds, b.seconds);
  const noise = runToRun(pending.flat(), [a.runs, b.runs], seconds);
  const [overall, others] = judgeFigures([ofAll, ofEndpoints.flat()], noise, [a.runs, b.runs]);
  let taken = 0;
  const compared = ofEndpoints.map((figures, i) => {
    const own = others.slice(taken, taken + figures.length);
    taken += figures.length;
    return toScope(endpoints[i], [a.planned(i), b.planned(i)], own);
  });
  const learned = Object.fromEntries(
    STATISTICS.map((statistic) => [statistic, Math.sqrt(noise(statistic).variance)]),
  );
  return {
    overall: toScope(null, [a.planned(null), b.planned(null)], overall),
    endpoints: compared.sort(worstFirst),
    method: {
      paired: terms.paired,
      blocks: Math.min(a.blocks.blocks, b.blocks.blocks),
      tested: [...overall, ...others].filter(({ p }) => p !== null).length,
      runToRun: learned,
      runToRunMeasured: Object.values(learned).some((value) => value > assumedRunToRun(seconds)),
    },
  };
}

function figuresOf(
  a: SideFigures,
  b: SideFigures,
  scope: number | null,
  { paired, thresholds, refused, closed, acrossLogs = false }: ComparisonTerms,
): PendingFigure[] {
  const how = { paired, thresholds, lacking: refused };
  const figures = [
    ...timeFigures('response', a.times(scope, 'response'), b.times(scope, 'response'), how),
    ...timeFigures('service', a.times(scope, 'service'), b.times(scope, 'service'), how),
    ...(scope === null ? [rateFigure(a, b, closed, how)] : []),
    ...shareFigures(a.shares(scope), b.shares(scope), how),
  ];
  if (refused !== null) return figures.map((figure) => ({ ...figure, exempt: true }));
  return acrossLogs
    ? figures.map((figure) => (isOfLog(figure, scope) ? notOfTarget(figure) : figure))
    : figures;
}

/** Whether a figure depends on what the log asks: how endpoints are mixed, which answers are no errors of the target. */
function isOfLog({ name, unit }: PendingFigure, scope: number | null): boolean {
  return (
    scope === null || (unit === 'share' && !/^(?:failed|dropped|unexplained|5xx|status\(5\d\d\))$/.test(name))
  );
}

function notOfTarget(figure: PendingFigure): PendingFigure {
  return { ...figure, measured: null, exempt: true, why: 'the logs differ, and it depends on what they ask' };
}

function toScope(
  endpoint: ComparedScope['endpoint'],
  planned: readonly [number, number],
  figures: readonly ComparedFigure[],
): ComparedScope {
  return { endpoint, planned, figures, verdict: verdictOf(figures) };
}

function verdictOf(figures: readonly ComparedFigure[]): Verdict | null {
  if (figures.some(({ verdict }) => verdict === 'worse')) return 'worse';
  if (figures.some(({ verdict }) => verdict === 'better')) return 'better';
  return figures.find(({ name }) => name === 'response.p95')?.verdict ?? null;
}

/** By verdict, then by the p95 of response time that changed most, then by how often it was asked. */
function worstFirst(a: ComparedScope, b: ComparedScope): number {
  return rank(a) - rank(b) || b.planned[0] - a.planned[0];
}

function rank({ verdict }: ComparedScope): number {
  return verdict === null ? ORDER.length : ORDER.indexOf(verdict);
}

const ORDER: readonly Verdict[] = ['worse', 'better', 'same', 'too little data'];

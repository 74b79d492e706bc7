import {
  type CheckResult,
  COMPARISONS,
  type Endpoint,
  type OutcomeCount,
  RESULTS,
  resultKind,
  type Tally,
} from '../model.ts';
import type { Check, Comparison, Quantity } from './check.ts';
import { type EndpointPattern, isMeant } from './endpoint-pattern.ts';
import { type Figures, figuresOfEndpoints, figuresOfRun } from './figures.ts';

/** What checks are asked of: a run. */
export interface Evidence {
  readonly tallies: readonly Tally[];
  /** Those that `tallies` refers to. */
  readonly endpoints: readonly Endpoint[];
  /** In requests per second; null: a closed loop, which was asked for none. */
  readonly rateAsked: number | null;
  readonly rateMade: number;
  /** Whether its figures can be trusted, as far as that is known. */
  readonly isValid?: boolean;
}

/** What comes of each check. One that finds nothing to measure, or nothing to compare it with, has failed. */
export function evaluateChecks(
  checks: readonly Check[],
  run: Evidence,
  baseline: Evidence | null,
): CheckResult[] {
  return checks.map((check) => {
    const { value, samples } = measure(check, run);
    const limit = limitOf(check, run, baseline);
    const result = { check: check.text, unit: UNITS[check.quantity.kind], actual: value, limit, samples };
    if (value === null) return { ...result, passed: false, why: nothingFound(check, run) };
    if (limit === null) return { ...result, passed: false, why: nothingToCompare(check, baseline) };
    return { ...result, passed: holds(value, check.comparison, limit), why: null };
  });
}

function holds(value: number, comparison: Comparison, limit: number): boolean {
  switch (comparison) {
    case '<':
      return value < limit;
    case '<=':
      return value <= limit;
    case '>':
      return value > limit;
    case '>=':
      return value >= limit;
    default:
      return comparison satisfies never;
  }
}

function limitOf(
  { limit, ...check }: Omit<Check, 'text'>,
  run: Evidence,
  baseline: Evidence | null,
): number | null {
  if (limit.of === 'nothing') return limit.plus;
  if (limit.of === 'baseline' && baseline?.isValid === false) return null;
  const base = limit.of === 'asked' ? run.rateAsked : baseline && measure(check, baseline).value;
  return base === null ? null : base * limit.factor + limit.plus;
}

interface Measured {
  /** null where there is nothing to measure. */
  readonly value: number | null;
  readonly samples: number;
}

function measure({ quantity, endpoints }: Pick<Check, 'quantity' | 'endpoints'>, run: Evidence): Measured {
  const figures = figuresMeant(endpoints, run);
  switch (quantity.kind) {
    case 'time':
      return timeOf(quantity, figures);
    case 'share':
      return shareOf(quantity.of, figures.counts);
    case 'rate': {
      const samples = sum(figures.counts);
      return { value: samples === 0 ? null : run.rateMade, samples };
    }
    default:
      return quantity satisfies never;
  }
}

function figuresMeant(pattern: EndpointPattern | null, { tallies, endpoints }: Evidence): Figures {
  if (pattern === null) return figuresOfRun(tallies);
  const meant = new Set(endpoints.filter((endpoint) => isMeant(pattern, endpoint)).map(({ id }) => id));
  return figuresOfEndpoints(tallies, (id) => meant.has(id));
}

function timeOf({ measure, of }: Extract<Quantity, { kind: 'time' }>, { times }: Figures): Measured {
  const histogram = times(measure);
  if (!histogram) return { value: null, samples: 0 };
  const samples = histogram.totalCount;
  if (of === 'mean') return { value: histogram.mean, samples };
  const max = histogram.maxValue;
  return { value: of === 'max' ? max : Math.min(histogram.getValueAtPercentile(of), max), samples };
}

/** Of statuses, failures and drops the whole is what was planned, as in every report; but where nothing was answered, no status has a share. */
function shareOf(of: Extract<Quantity, { kind: 'share' }>['of'], counts: readonly OutcomeCount[]): Measured {
  const isDrift = of === 'drift' || of === 'unexplained';
  const whole = isDrift ? counts.filter(({ comparison }) => comparison !== NOT_COMPARED) : counts;
  const samples = sum(whole);
  const isStatus = typeof of === 'number' || of.endsWith('xx');
  if (samples === 0 || (isStatus && !whole.some(({ status }) => status > 0)))
    return { value: null, samples: 0 };
  return { value: sum(whole.filter((one) => isPart(of, one))) / samples, samples };
}

function isPart(
  of: Extract<Quantity, { kind: 'share' }>['of'],
  { result, status, comparison }: OutcomeCount,
): boolean {
  if (typeof of === 'number') return status === of;
  switch (of) {
    case 'failed':
    case 'dropped':
      return resultKind(result) === of;
    case 'timeout':
      return RESULTS[result].endsWith('timeout');
    case 'drift':
      return comparison !== SAME;
    case 'unexplained':
      return comparison === UNEXPLAINED;
    // What lies beyond is an error of the server, too.
    case '5xx':
      return status >= 500;
    default:
      return Math.floor(status / 100) === Number(of[0]);
  }
}

function sum(counts: readonly OutcomeCount[]): number {
  return counts.reduce((total, { count }) => total + count, 0);
}

function nothingFound({ endpoints }: Check, run: Evidence): string {
  const found = endpoints === null || run.endpoints.some((endpoint) => isMeant(endpoints, endpoint));
  return found ? 'nothing was measured' : 'no such endpoint was replayed';
}

function nothingToCompare({ limit }: Check, baseline: Evidence | null): string {
  if (limit.of === 'asked') return 'no rate was asked for';
  return baseline?.isValid === false ? 'the baseline is not valid' : 'the baseline has nothing like it';
}

const UNITS = { time: 'us', share: 'share', rate: 'per_s' } as const;
const NOT_COMPARED = COMPARISONS.indexOf('none');
const SAME = COMPARISONS.indexOf('same');
const UNEXPLAINED = COMPARISONS.indexOf('unexplained');

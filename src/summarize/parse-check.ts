import { MEASURES, type Measure } from '../model.ts';
import { type Check, type Comparison, type Limit, type Quantity, SHARES } from './check.ts';
import { type EndpointPattern, parseEndpointPattern } from './endpoint-pattern.ts';

/**
 * Reads a check: what is measured (`p99`, `service.mean`, `5xx`, `status(404)`, `rate` …), the endpoints that are meant
 * in parentheses, and a limit that it stays below or above: `500ms`, `1%`, `90/s`, `baseline+10%`. Throws a TypeError that
 * says what would do.
 */
export function parseCheck(text: string): Check {
  const match = /^([^()<>]+)(?:\((.*)\) *)?(<=|>=|<|>)([^<>]+)$/.exec(text.trim());
  if (!match) throw wrong(text, 'it is a quantity, < or >, and a limit');
  const [, name, parentheses, comparison, limit] = match;
  const { quantity, endpoints } = subjectOf(text, name.trim().toLowerCase(), parentheses);
  return {
    text,
    quantity,
    endpoints,
    comparison: comparison as Comparison,
    limit: limitOf(text, quantity, limit.toLowerCase().replaceAll(/\s/g, '')),
  };
}

function subjectOf(
  text: string,
  name: string,
  parentheses: string | undefined,
): { quantity: Quantity; endpoints: EndpointPattern | null } {
  const pattern = (of: string | undefined) => (of === undefined ? null : patternOf(text, of));
  if (name === 'status') {
    const match = /^\s*([1-9]\d\d)\s*(?:,(.*))?$/.exec(parentheses ?? '');
    if (!match) throw wrong(text, 'a status is named like status(404) or status(404, GET /api/*)');
    return { quantity: { kind: 'share', of: Number(match[1]) }, endpoints: pattern(match[2]) };
  }
  if (name === 'rate') {
    if (parentheses !== undefined) throw wrong(text, 'the rate is that of the whole run');
    return { quantity: { kind: 'rate' }, endpoints: null };
  }
  const share = SHARES.find((one) => one === name);
  const quantity = share ? ({ kind: 'share', of: share } as const) : timeOf(text, name);
  return { quantity, endpoints: pattern(parentheses) };
}

function patternOf(text: string, of: string): EndpointPattern {
  try {
    return parseEndpointPattern(of);
  } catch (error) {
    throw wrong(text, (error as Error).message);
  }
}

/** `p99`, `service.p95`, `lag max`. */
function timeOf(text: string, name: string): Quantity {
  const [, measure = 'response', statistic] = /^(?:([a-z]+)[. ])?(\S+)$/.exec(name) ?? [];
  const of = statisticOf(statistic);
  if (of === null) throw wrong(text, `'${name}' is none of ${QUANTITIES}`);
  if (!MEASURES.some((one) => one === measure))
    throw wrong(text, `'${measure}' is none of the four times ${MEASURES.join(', ')}`);
  return { kind: 'time', measure: measure as Measure, of };
}

function statisticOf(text: string | undefined): 'mean' | 'max' | number | null {
  if (text === 'mean' || text === 'max') return text;
  const percentile = /^p(\d{1,2}(?:\.\d+)?)$/.exec(text ?? '');
  return percentile && Number(percentile[1]) > 0 ? Number(percentile[1]) : null;
}

function limitOf(text: string, quantity: Quantity, limit: string): Limit {
  const relative = /^baseline(?:([+-])(.+))?$/.exec(limit);
  if (!relative) return fixedLimit(text, quantity, limit);
  const [, sign, change] = relative;
  if (change === undefined) return { of: 'baseline', factor: 1, plus: 0 };
  const direction = sign === '-' ? -1 : 1;
  const percent = shareOf(change);
  // Of a share, 1% more is a percentage point more: of 0.1% it would else be nothing.
  if (percent !== null && quantity.kind !== 'share')
    return { of: 'baseline', factor: 1 + direction * percent, plus: 0 };
  const plus = percent ?? (quantity.kind === 'time' ? microseconds(change) : null);
  if (plus === null) throw wrong(text, `'${limit}' is no limit; write baseline+10%`);
  return { of: 'baseline', factor: 1, plus: direction * plus };
}

function fixedLimit(text: string, quantity: Quantity, limit: string): Limit {
  switch (quantity.kind) {
    case 'time': {
      const us = microseconds(limit);
      if (us === null) throw wrong(text, `'${limit}' is no time; write 500ms, 2s or baseline+10%`);
      return { of: 'nothing', factor: 0, plus: us };
    }
    case 'share': {
      const share = shareOf(limit);
      if (share === null || share > 1)
        throw wrong(text, `'${limit}' is no share; write 1%, 0.5% or baseline+1%`);
      return { of: 'nothing', factor: 0, plus: share };
    }
    case 'rate': {
      const share = shareOf(limit);
      if (share !== null) return { of: 'asked', factor: share, plus: 0 };
      const rate = /^(\d+(?:\.\d+)?)(?:\/(s|m))?$/.exec(limit);
      if (!rate) throw wrong(text, `'${limit}' is no rate; write 95% (of what was asked) or 90/s`);
      return { of: 'nothing', factor: 0, plus: Number(rate[1]) / (rate[2] === 'm' ? 60 : 1) };
    }
    default:
      return quantity satisfies never;
  }
}

function shareOf(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)%$/.exec(text);
  return match ? asWritten(Number(match[1]) / 100) : null;
}

function microseconds(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)(us|µs|μs|ms|s|m)$/.exec(text);
  return match ? asWritten(Number(match[1]) * UNIT_US[match[2]]) : null;
}

/** Without the last binary digits: 0.7% are to be the same as 7 of 1,000. */
function asWritten(value: number): number {
  return Number(value.toPrecision(12));
}

const UNIT_US: Readonly<Record<string, number>> = { us: 1, µs: 1, μs: 1, ms: 1e3, s: 1e6, m: 60e6 };

function wrong(text: string, what: string): TypeError {
  return new TypeError(`'${text}' is no check: ${what}; ${EXAMPLES}`);
}

const QUANTITIES = `p50 … p99.9, mean, max (of response; or service.p95, ttfb.mean, lag.max), ${SHARES.join(', ')}, status(404), rate`;
const EXAMPLES = "such as 'p99<500ms', '5xx<1%', 'p95(GET /api/*)<baseline+10%' or 'rate>95%'";

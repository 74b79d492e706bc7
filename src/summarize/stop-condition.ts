import { RESULTS, type ResultKind } from '../model.ts';
import { WAITED } from './waited.ts';

/** When a run is to be stopped early: too large a part of its requests is bad, over so many seconds. */
export interface StopCondition {
  /** As it was written. */
  readonly text: string;
  /** Which requests are looked at: all, those that were sent, those that were answered, those that were waited for. */
  readonly among: 'planned' | 'sent' | 'answered' | 'waited';
  readonly isBad: (kind: ResultKind, status: number, responseUs: number) => boolean;
  /** 0 to 1; more of them than this are too many. */
  readonly share: number;
  readonly seconds: number;
}

/**
 * Reads `5xx>20% for 5s`, `failed>50% for 3s`, `p99>2s for 10s`. A percentile is a share as well: p99 is above 2 s where
 * more than 1% took longer than that. Throws a TypeError that says what would do.
 */
export function parseStopCondition(text: string): StopCondition {
  const match = /^\s*([a-z0-9.]+)\s*>\s*([\d.]+)\s*(%|ms|s|m)\s*for\s+(\d+)(s|m)\s*$/i.exec(text);
  if (!match) throw new TypeError(`'${text}' is no condition; ${EXAMPLES}`);
  const [, metric, limit, unit, time, timeUnit] = match;
  const seconds = Number(time) * (timeUnit.toLowerCase() === 'm' ? 60 : 1);
  if (seconds < 1 || seconds > MAX_SECONDS)
    throw new TypeError(`'${text}': the time is from 1s to 10m; ${EXAMPLES}`);
  const what = metric.toLowerCase();
  if (/^p\d/.test(what)) return percentile(text, what, Number(limit), unit.toLowerCase(), seconds);
  const share = Number(limit) / 100;
  if (unit !== '%' || !(share >= 0 && share < 1)) {
    throw new TypeError(`'${text}': ${what} is compared with 0% to 99%; ${EXAMPLES}`);
  }
  return { text, share, seconds, ...partOf(text, what) };
}

function partOf(text: string, what: string): Pick<StopCondition, 'among' | 'isBad'> {
  if (what === 'failed') return { among: 'sent', isBad: (kind) => kind === 'failed' };
  if (what === 'dropped') return { among: 'planned', isBad: (kind) => kind === 'dropped' };
  if (/^[1-5]xx$/.test(what)) {
    const first = Number(what[0]);
    return { among: 'answered', isBad: (_kind, status) => Math.min(Math.floor(status / 100), 5) === first };
  }
  if (/^[1-5]\d\d$/.test(what))
    return { among: 'answered', isBad: (_kind, status) => status === Number(what) };
  throw new TypeError(`'${text}': '${what}' is none of 5xx, 503, failed, dropped, p99; ${EXAMPLES}`);
}

function percentile(text: string, what: string, limit: number, unit: string, seconds: number): StopCondition {
  const percent = Number(what.slice(1));
  const limitUs = limit * ({ ms: 1e3, s: 1e6, m: 60e6 }[unit] ?? Number.NaN);
  if (!(percent > 0 && percent < 100 && limitUs > 0)) {
    throw new TypeError(`'${text}': a percentile, up to p99.9, is compared with a time; ${EXAMPLES}`);
  }
  const isBad = (_kind: ResultKind, _status: number, responseUs: number) => responseUs > limitUs;
  return { text, share: (100 - percent) / 100, seconds, among: 'waited', isBad };
}

/** Whether a request counts among those that a condition looks at. Who was refused at once did not wait. */
export function isAmong(among: StopCondition['among'], kind: ResultKind, result: number): boolean {
  if (among === 'planned') return true;
  if (among === 'sent') return kind !== 'dropped';
  return kind === 'answered' || result === JUDGED || (among === 'waited' && WAITED.has(result));
}

const JUDGED = RESULTS.indexOf('judged');
const EXAMPLES = "such as '5xx>20% for 5s', 'failed>50% for 3s' or 'p99>2s for 10s'";
const MAX_SECONDS = 600;

import { ReplayError } from './errors.ts';
import type { OpenLog } from './open-log.ts';
import { readLoad } from './read-load.ts';
import type { ReplayOptions } from './replay-options.ts';
import type { RequestRules } from './request/request-rules.ts';
import { RequestSource } from './request-source.ts';
import { type AsLoggedPace, asLoggedPlan } from './schedule/as-logged-plan.ts';
import { choosePlan, total } from './schedule/choose-plan.ts';
import { followPlan } from './schedule/follow-plan.ts';
import { type LogPace, measureLog } from './schedule/measure-log.ts';
import type { Plan } from './schedule/plan.ts';

/** Decides when requests will be sent. The log's own shape at a mean rate takes a pass of its own through the log. */
export async function planReplay(options: ReplayOptions, log: OpenLog, rules: RequestRules): Promise<Plan> {
  const { rate, durationUs, warmupUs } = options;
  if (rate === 'follow') return followPlan(total(durationUs, warmupUs));
  if (typeof rate !== 'object' || 'users' in rate) return choosePlan({ ...options, rate });
  if ('load' in rate) {
    return choosePlan({ ...options, rate: { shape: await readLoad(rate.load, durationUs) } });
  }
  const { meanRate } = rate.asLogged;
  const isMeasured = meanRate !== null || options.maxRate !== undefined;
  const measured = isMeasured ? await measure(log, rules, rate.asLogged) : null;
  // Where nothing is in it, nothing is fast; that it is empty is found out when it is replayed.
  const pace = measured ?? (isMeasured && meanRate === null ? EMPTY : null);
  return asLoggedPlan(rate.asLogged, total(durationUs, warmupUs), pace);
}

const EMPTY: LogPace = { meanRate: 1, peakRate: 0 };

async function measure(
  log: OpenLog,
  rules: RequestRules,
  { meanRate, maxGapUs }: AsLoggedPace,
): Promise<LogPace | null> {
  if (!log.canReadAgain) {
    throw new ReplayError(
      'usage',
      `to ${meanRate === null ? 'look for its highest rate (--max-rate)' : 'scale the log to a rate'} it is read twice, and standard input is gone once it is read`,
      `save it in a file first; or ${meanRate === null ? 'lift the maximum: --max-rate none' : 'give --speed instead of --rate'}`,
    );
  }
  const source = new RequestSource(log, rules);
  return measureLog(pagesOf(source), (maxGapUs ?? Infinity) / 1000, meanRate !== null);
}

/** One pass of which nothing is kept: what the catalogue notes for the database must not pile up. */
async function* pagesOf(source: RequestSource) {
  for await (const pass of source.passes(true)) {
    for await (const page of pass) {
      source.catalogue.takeAdded();
      yield page;
    }
  }
}

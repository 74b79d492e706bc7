import type { Interval } from '../../model.ts';
import type { DetailedReport } from './detailed-report.ts';
import type { Column, TimelinePart } from './page-data.ts';

/** The run over time, warm-up and all, in columns. */
export function timelineColumns(report: DetailedReport): TimelinePart {
  const { run, summary, intervals } = report;
  const endUs = run.warmupUs + summary.sendingUs;
  const perSecond = (count: (interval: Interval) => number): Column =>
    intervals.map((interval) => rate(count(interval), sendingUsOf(interval, endUs)));
  const value = (of: (interval: Interval) => number | null | undefined): Column =>
    intervals.map((interval) => of(interval) ?? null);
  return {
    startS: intervals.map(({ startUs }) => startUs / 1e6),
    lengthS: (intervals[0]?.lengthUs ?? 1e6) / 1e6,
    warmupS: run.warmupUs / 1e6,
    stoppedS: run.stopped?.firstSecond ?? null,
    asked: run.model === 'closed' ? null : perSecond(({ planned }) => planned),
    made: perSecond(({ sent }) => sent),
    classes: [0, 1, 2, 3, 4].map((i) => perSecond(({ statusClasses }) => statusClasses[i] ?? 0)),
    failed: perSecond(({ failed }) => failed),
    dropped: perSecond(({ dropped }) => dropped),
    unexplained: report.noise ? null : perSecond(({ unexplained }) => unexplained),
    inFlight: value(({ inFlight }) => inFlight),
    p50: value(({ response }) => response?.p50),
    p95: value(({ response }) => response?.p95),
    p99: value(({ response }) => response?.p99),
    lagP50: value(({ lag }) => lag?.p50),
    lagP99: value(({ lag }) => lag?.p99),
    lagMax: value(({ lag }) => lag?.max),
  };
}

/** How much of a stretch lies before the end of sending. */
function sendingUsOf({ startUs, lengthUs }: Interval, endUs: number): number {
  const within = Math.min(lengthUs, endUs - startUs);
  // A request in the last millisecond would be a thousand a second.
  return within < lengthUs / 2 ? 0 : within;
}

function rate(count: number, us: number): number | null {
  return us > 0 ? Number((count / (us / 1e6)).toPrecision(4)) : null;
}

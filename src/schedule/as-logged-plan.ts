import { MAX_WAITING, WINDOW_MS } from './log-order.ts';
import type { LogPace } from './measure-log.ts';
import type { Plan } from './plan.ts';
import { type AsLoggedTally, planAsLogged } from './plan-as-logged.ts';

/** How a log's own timing is kept. */
export interface AsLoggedPace {
  /** 2: twice as fast as it was. */
  readonly speed: number;
  /** A longer silence of the log is shortened to this; null: none is. */
  readonly maxGapUs: number | null;
  /** Takes the place of `speed`: the log's own shape, scaled so that its mean is this rate. */
  readonly meanRate: number | null;
}

/** The plan that keeps the log's own timing. `measured` is what `measureLog` said, which a mean rate needs. */
export function asLoggedPlan(pace: AsLoggedPace, durationUs: number | null, measured: LogPace | null): Plan {
  const { meanRate, maxGapUs } = pace;
  const speed = meanRate !== null && measured !== null ? meanRate / measured.meanRate : pace.speed;
  const tally: AsLoggedTally = { untimed: 0, late: 0, endUs: 0, bySecond: new Map() };
  const asLogged = { speed, maxGapMs: (maxGapUs ?? Infinity) / 1000, durationUs: durationUs ?? Infinity };
  return {
    arrivals: (passes) => planAsLogged(passes, asLogged, tally),
    endUs: () => tally.endUs,
    meanRate,
    peakRate: (measured?.peakRate ?? UNMEASURED_PEAK) * speed,
    rateAt: (us) => tally.bySecond.get(Math.floor(us / 1e6)) ?? 0,
    durationUs,
    notes: () => notesOf(tally),
  };
}

function notesOf({ untimed, late }: AsLoggedTally): string[] {
  const notes = [];
  if (untimed > 0) {
    notes.push(`the log has no time for ${requests(untimed)}: each was sent together with the one before it`);
  }
  if (late > 0) {
    const window = `${WINDOW_MS / 1000} s or ${MAX_WAITING} requests`;
    notes.push(
      `the log is out of order by more than ${window} for ${requests(late)}: each was sent as soon as it was read ` +
        '(the logs of several servers are put into one order by --merge)',
    );
  }
  return notes;
}

function requests(count: number): string {
  return `${count} ${count === 1 ? 'request' : 'requests'}`;
}

/** Taken for a log that is not read beforehand: enough for nearly all, in one thread. Others name --workers. */
const UNMEASURED_PEAK = 1000;

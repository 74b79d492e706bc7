import { asFastAsAnswered } from './as-fast-as-answered.ts';
import { evenArrivals } from './even-arrivals.ts';
import type { LoadShape } from './load-shape.ts';
import { parseLoad } from './parse-load.ts';
import { poissonArrivals } from './poisson-arrivals.ts';
import type { Schedule } from './schedule.ts';
import { constant } from './shapes.ts';

export interface Pace {
  readonly rate: number | 'max' | { readonly load: string };
  readonly durationUs: number | null;
  readonly arrivals: 'even' | 'poisson';
  readonly seed: number;
}

/** The plan of a run: when arrivals are due, and what that is on average and at its highest. */
export interface Plan {
  readonly schedule: Schedule;
  /** Requests per second over the whole run; null in a closed loop. */
  readonly meanRate: number | null;
  readonly peakRate: number | 'max';
  /** What is asked for at a time of the run (µs). */
  readonly rateAt: (us: number) => number | null;
  /** null: until the log ends. */
  readonly durationUs: number | null;
}

export function choosePlan({ rate, durationUs, arrivals, seed }: Pace): Plan {
  if (rate === 'max') {
    return { schedule: asFastAsAnswered(), meanRate: null, peakRate: 'max', rateAt: () => null, durationUs };
  }
  const shape =
    typeof rate === 'number' ? constant(rate, (durationUs ?? Infinity) / 1e6) : parseLoad(rate.load);
  const schedule = arrivals === 'poisson' ? poissonArrivals(shape, seed) : evenArrivals(shape);
  return {
    schedule,
    meanRate: typeof rate === 'number' ? rate : shape.total / shape.durationS,
    peakRate: typeof rate === 'number' ? rate : peakOf(shape),
    rateAt: (us) => shape.rateAt(Math.min(us / 1e6, shape.durationS)),
    durationUs: shape.durationS === Infinity ? null : shape.durationS * 1e6,
  };
}

/** The highest rate, as far as that many looks at the shape tell. */
function peakOf(shape: LoadShape): number {
  const looks = Array.from({ length: LOOKS + 1 }, (_, i) => shape.rateAt((i / LOOKS) * shape.durationS));
  return Math.max(...looks);
}

const LOOKS = 1000;

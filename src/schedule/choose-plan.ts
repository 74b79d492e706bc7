import { ReplayError } from '../errors.ts';
import { asFastAsAnswered } from './as-fast-as-answered.ts';
import { evenArrivals } from './even-arrivals.ts';
import type { LoadShape } from './load-shape.ts';
import type { Plan } from './plan.ts';
import { planArrivals } from './plan-arrivals.ts';
import { poissonArrivals } from './poisson-arrivals.ts';
import type { Schedule } from './schedule.ts';
import { constant, sequence } from './shapes.ts';

export interface Pace {
  readonly rate: number | 'max' | { readonly shape: LoadShape } | { readonly users: object };
  readonly durationUs: number | null;
  /** Comes before the duration, at the rate with which the run begins. */
  readonly warmupUs: number;
  readonly arrivals: 'even' | 'poisson';
  readonly seed: number;
}

/** Chooses the plan of a run that has a rate, or none; `asLoggedPlan` makes those that follow the log. */
export function choosePlan({ rate, durationUs, warmupUs, arrivals, seed }: Pace): Plan {
  if (rate === 'max' || (typeof rate === 'object' && 'users' in rate)) {
    const closed = {
      meanRate: null,
      peakRate: 'max',
      rateAt: () => null,
      durationUs: total(durationUs, warmupUs),
    } as const;
    return { ...closed, ...scheduled(asFastAsAnswered()) };
  }
  const measured = typeof rate === 'number' ? constant(rate, (durationUs ?? Infinity) / 1e6) : rate.shape;
  const shape = warmupUs === 0 ? measured : sequence([warmup(measured, warmupUs), measured]);
  return {
    ...scheduled(arrivals === 'poisson' ? poissonArrivals(shape, seed) : evenArrivals(shape)),
    meanRate: typeof rate === 'number' ? rate : measured.total / measured.durationS,
    peakRate: typeof rate === 'number' ? rate : peakOf(shape),
    rateAt: (us) => shape.rateAt(Math.min(us / 1e6, shape.durationS)),
    durationUs: shape.durationS === Infinity ? null : Math.round(shape.durationS * 1e6),
  };
}

/** Warm-up and duration together; null: until the log ends. */
export function total(durationUs: number | null, warmupUs: number): number | null {
  return durationUs === null ? null : warmupUs + durationUs;
}

function warmup(measured: LoadShape, warmupUs: number): LoadShape {
  const rate = measured.rateAt(0);
  if (rate > 0) return constant(rate, warmupUs / 1e6);
  throw new ReplayError(
    'usage',
    'a load that begins at 0/s cannot warm up at the rate with which it begins',
    "leave --warmup out, or begin higher: --load 'line(10,…)'",
  );
}

/** A plan whose due times depend on nothing but the number of an arrival. */
function scheduled(schedule: Schedule): Pick<Plan, 'arrivals' | 'endUs' | 'notes'> {
  return {
    arrivals: (passes) => planArrivals(passes, schedule),
    endUs: (planned) => schedule.dueAtUs(planned),
    notes: () => [],
  };
}

/** The highest rate, as far as that many looks at the shape tell. */
function peakOf(shape: LoadShape): number {
  const looks = Array.from({ length: LOOKS + 1 }, (_, i) => shape.rateAt((i / LOOKS) * shape.durationS));
  return Math.max(...looks);
}

const LOOKS = 1000;

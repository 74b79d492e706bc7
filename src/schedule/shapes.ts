import type { LoadShape } from './load-shape.ts';

/** The same rate all the time: H(t) = r·t. */
export function constant(rate: number, durationS: number): LoadShape {
  return {
    durationS,
    total: rate * durationS || 0,
    timeAt: (n) => (rate === 0 ? 0 : n / rate),
    rateAt: () => rate,
  };
}

/**
 * From one rate to another in a straight line: r(t) = a + s·t, H(t) = a·t + s·t²/2. The inverse is the positive root,
 * written so that nothing cancels when the slope is small or the rate falls to zero.
 */
export function line(from: number, to: number, durationS: number): LoadShape {
  const slope = (to - from) / durationS;
  return {
    durationS,
    total: ((from + to) / 2) * durationS,
    timeAt(n) {
      if (n === 0) return 0;
      const rate = Math.sqrt(Math.max(0, from * from + 2 * slope * n));
      return Math.min(durationS, (2 * n) / (from + rate));
    },
    rateAt: (seconds) => from + slope * seconds,
  };
}

/**
 * Between two rates like a tide, beginning at the low one: r(t) = m − A·cos(2πt/P), H(t) = m·t − A·P/2π · sin(2πt/P).
 * The inverse is found by Newton's method, kept inside a bracket that halves where it would leave it.
 */
export function wave(low: number, high: number, periodS: number, durationS: number): LoadShape {
  const mean = (low + high) / 2;
  const amplitude = (high - low) / 2;
  const omega = (2 * Math.PI) / periodS;
  const rateAt = (t: number) => mean - amplitude * Math.cos(omega * t);
  const countAt = (t: number) => mean * t - (amplitude / omega) * Math.sin(omega * t);
  return {
    durationS,
    total: countAt(durationS),
    timeAt(n) {
      if (mean === 0) return 0;
      // In a whole number of periods the count is exact, so only one period has to be searched.
      const periods = Math.floor(n / (mean * periodS));
      const rest = n - periods * mean * periodS;
      return Math.min(durationS, periods * periodS + invert(countAt, rateAt, rest, periodS));
    },
    rateAt,
  };
}

function invert(
  countAt: (t: number) => number,
  rateAt: (t: number) => number,
  n: number,
  upTo: number,
): number {
  let low = 0;
  let high = upTo;
  let t = upTo / 2;
  for (let i = 0; i < MAX_STEPS && high - low > ENOUGH_S; i++) {
    const excess = countAt(t) - n;
    if (excess > 0) high = t;
    else low = t;
    const newton = t - excess / rateAt(t);
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - t) < ENOUGH_S) return next;
    t = next;
  }
  return t;
}

const MAX_STEPS = 100;
/** A hundredth of a microsecond. */
const ENOUGH_S = 1e-8;

/** One shape after the other. */
export function sequence(shapes: readonly LoadShape[]): LoadShape {
  const starts = [{ s: 0, n: 0 }];
  for (const [i, shape] of shapes.entries()) {
    starts.push({ s: starts[i].s + shape.durationS, n: starts[i].n + shape.total });
  }
  const end = starts[shapes.length];
  /** The first shape that ends with so much at least; the last where none does. */
  function find(value: number, key: 's' | 'n'): number {
    let low = 0;
    let high = shapes.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle + 1][key] >= value) high = middle;
      else low = middle + 1;
    }
    return low;
  }
  return {
    durationS: end.s,
    total: end.n,
    timeAt(n) {
      const i = find(pastSeam(n, end.n), 'n');
      return starts[i].s + shapes[i].timeAt(Math.max(0, Math.min(n - starts[i].n, shapes[i].total)));
    },
    rateAt(seconds) {
      const i = find(seconds, 's');
      return shapes[i].rateAt(seconds - starts[i].s);
    },
  };
}

/**
 * The sum to look for where `n` of a `total` may lie at a seam, and sums are not exact: what is due there is due where the
 * next shape begins that sends anything, and the end is where the last of those ends.
 */
export function pastSeam(n: number, total: number): number {
  const nearly = 1e-11 * Math.max(1, n);
  return n >= total - nearly ? total - nearly : n + nearly;
}

import jstat from 'jstat';

/** Student's t distribution, as tests and intervals of few values need it. */
export const studentT = {
  /** How often chance alone gives a `t` at least so far from 0, on either side. */
  twoSidedP(t: number, degreesOfFreedom: number): number {
    if (t === 0) return 1;
    // Far out the library loses itself in the smallest numbers: 0 is near enough.
    if (Math.abs(t) > FAR) return 0;
    return Math.min(1, 2 * jstat.jStat.studentt.cdf(-Math.abs(t), Math.min(degreesOfFreedom, MANY)));
  },

  /** How far from 0 a `t` is in all but the share `p` of cases. Degrees of freedom count to three digits. */
  critical(p: number, degreesOfFreedom: number): number {
    const rounded = Number(Math.min(degreesOfFreedom, MANY).toPrecision(3));
    const key = `${p} ${rounded}`;
    const known = criticals.get(key);
    if (known !== undefined) return known;
    const critical = -jstat.jStat.studentt.inv(p / 2, rounded);
    criticals.set(key, critical);
    return critical;
  },
};

/** It is asked for the same few again and again, and takes longest to find. */
const criticals = new Map<string, number>();
const FAR = 1e6;
/** From here on it is the normal distribution to all digits that count; the library does not know infinity. */
const MANY = 1e5;

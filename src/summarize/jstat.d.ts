/** The part of jstat that is used: the package has no types of its own. */
declare module 'jstat' {
  interface StudentT {
    /** The chance of a value up to `x`. */
    cdf(x: number, degreesOfFreedom: number): number;
    /** The value up to which the chance is `p`. */
    inv(p: number, degreesOfFreedom: number): number;
  }
  const jstat: { readonly jStat: { readonly studentt: StudentT } };
  export default jstat;
}

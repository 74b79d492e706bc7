/** How often each contender is measured: a median of so many. `BENCH_ROUNDS` says otherwise, to try a benchmark out. */
export function rounds(usual: number): number {
  return Number(process.env.BENCH_ROUNDS ?? usual);
}

/** How long a round lasts; `BENCH_SECONDS` says otherwise. */
export function seconds(usual: number): number {
  return Number(process.env.BENCH_SECONDS ?? usual);
}

/** How many outcomes a run has; `BENCH_OUTCOMES` says otherwise. */
export function outcomes(usual: number): number {
  return Number(process.env.BENCH_OUTCOMES ?? usual);
}

/** How often each contender is measured: a median of so many. `BENCH_ROUNDS` says otherwise, to try a benchmark out. */
export function rounds(usual: number): number {
  return Number(process.env.BENCH_ROUNDS ?? usual);
}

/** How long a round lasts; `BENCH_SECONDS` says otherwise. */
export function seconds(usual: number): number {
  return Number(process.env.BENCH_SECONDS ?? usual);
}

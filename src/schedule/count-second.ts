/** Counts an arrival in the second in which it is due. Only the last seconds are kept. */
export function countSecond(bySecond: Map<number, number>, second: number): void {
  const count = bySecond.get(second);
  bySecond.set(second, (count ?? 0) + 1);
  if (count === undefined && bySecond.size > MAX_SECONDS) bySecond.delete(bySecond.keys().next().value!);
}

/** More than what is planned ahead of the clock takes: a second and two pages. */
const MAX_SECONDS = 4096;

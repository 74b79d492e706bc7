/** Measures each, round after round, so that what else the machine does falls on all alike. Results by name, in order. */
export async function inTurn<T>(
  contenders: Readonly<Record<string, () => Promise<T>>>,
  rounds: number,
): Promise<Map<string, T[]>> {
  const results = new Map(Object.keys(contenders).map((name) => [name, [] as T[]]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, measure] of Object.entries(contenders)) results.get(name)!.push(await measure());
  }
  return results;
}

/** A worker's part of what all have together, in whole ones and at least one: the first get what is left over. */
export function share(total: number, workers: number, worker: number): number {
  return Math.floor(total / workers) + (worker < total % workers ? 1 : 0);
}

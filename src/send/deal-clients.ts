/**
 * Deals requests to clients by their weights: the index of a client for each place of a cycle as long as all weights together,
 * as evenly spread as they can be. Of as many requests in a row each client has exactly its weight.
 */
export function dealClients(weights: readonly number[]): readonly number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const credits = weights.map(() => 0);
  return Array.from({ length: total }, () => {
    weights.forEach((weight, i) => {
      credits[i]! += weight;
    });
    const next = credits.indexOf(Math.max(...credits));
    credits[next]! -= total;
    return next;
  });
}

/** Where a request was seen first. */
export interface Seen {
  readonly requestId: number;
  readonly seq: number;
}

/** How many examples are kept. */
const MOST = 3;

/** Notes an outcome among the first few by `seq`, each request once, in whatever order outcomes come. */
export function noteExample(seen: Seen[], seq: number, requestId: number): void {
  const known = seen.findIndex((example) => example.requestId === requestId);
  if (known !== -1) {
    if (seen[known].seq > seq) seen[known] = { requestId, seq };
  } else if (seen.length < MOST) {
    seen.push({ requestId, seq });
  } else if (seq < seen[MOST - 1].seq) {
    seen[MOST - 1] = { requestId, seq };
  } else return;
  seen.sort((a, b) => a.seq - b.seq);
}

/** The requests of those, the first first. */
export function firstExamples(seen: readonly Seen[]): number[] {
  return seen.map(({ requestId }) => requestId);
}

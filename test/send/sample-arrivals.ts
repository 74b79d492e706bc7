import type { Arrival, HttpRequest } from '../../src/model.ts';
import { type PackedArrivals, packArrivals } from '../../src/send/pack-arrivals.ts';

/** A request at a place in the log; `/<position>` unless it is said otherwise. */
export function requestAt(position: number, changes: Partial<HttpRequest> = {}): HttpRequest {
  return {
    position,
    method: 'GET',
    path: `/${position}`,
    headers: [],
    recorded: {},
    endpoint: { id: 1, method: 'GET', path: '/:id' },
    requestId: position + 1,
    ...changes,
  };
}

/** So many arrivals, `everyUs` apart, the first at `firstUs`. */
export function arrivals(count: number, everyUs: number, firstUs = 0, firstSeq = 0): Arrival[] {
  return Array.from({ length: count }, (_, i) => ({
    seq: firstSeq + i,
    dueAtUs: firstUs + i * everyUs,
    request: requestAt(firstSeq + i),
  }));
}

/** Packs arrivals for a sender that has none of their requests, and is to keep none. */
export function packed(all: readonly Arrival[]): PackedArrivals {
  return packArrivals(
    all,
    () => false,
    () => false,
  );
}

import type { Arrival, HttpRequest } from '../../src/model.ts';
import { type PackedArrivals, packArrivals } from '../../src/send/pack-arrivals.ts';
import { RequestReader } from '../../src/send/request-reader.ts';
import type { SendableRequest } from '../../src/send/sendable-request.ts';

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

/** The requests that a pack describes, with their positions and whether they are to be kept. */
export function unpacked(
  pack: PackedArrivals,
): { position: number; keep: boolean; request: SendableRequest }[] {
  const reader = new RequestReader(pack);
  const all = [];
  for (let position = reader.nextPosition; position !== undefined; position = reader.nextPosition) {
    const request = reader.next();
    all.push({ position, keep: reader.keeps, request });
  }
  return all;
}

import type { PackedArrival, PackedRequest } from './packed-arrival.ts';
import { accountOf } from './sendable-request.ts';

/**
 * Arrivals on their way to a sender: numbers in columns, all text in one string. Cloning a graph of small objects
 * across threads costs several microseconds a request; this costs a memory copy. A request that the sender keeps
 * is described once and afterwards only named by its position.
 */
export interface PackedArrivals {
  readonly seq: Float64Array<ArrayBuffer>;
  readonly dueAtUs: Float64Array<ArrayBuffer>;
  /** Whose each arrival is; no number where it is nobody's. Absent: clients are not kept apart. */
  readonly sessions?: Float64Array<ArrayBuffer>;
  /** Shared with the main thread: 1 where the sender has begun with an arrival. Absent: it begins with them in their order. */
  readonly begun?: Uint8Array;
  /** The request of each arrival, by position. */
  readonly position: Uint32Array;
  /**
   * `DESCRIPTION_FIELDS` numbers for each request that the sender does not have yet, in the order in which arrivals first need
   * them. A `RequestReader` reads them.
   */
  readonly descriptions: Uint32Array;
  /** Method, path, host and headers of these, one line each: no part of a request can hold a line feed. */
  readonly text: string;
  /** Their bodies, one after the other. */
  readonly bodies: Uint8Array;
  /** Nothing that was kept before will be named again. */
  readonly forget: boolean;
}

/** Position, whether to keep it, request id, endpoint id, recorded status and µs, causes, marks, lines of text, bytes of body. */
export const DESCRIPTION_FIELDS = 10;

/** Packs arrivals for one sender. `has` says what it keeps already; `keep`, whether it shall keep a new one; `forget`, that it has nothing; `withSessions`, that clients are kept apart. */
export function packArrivals(
  arrivals: readonly PackedArrival[],
  has: (request: PackedRequest) => boolean,
  keep: (request: PackedRequest) => boolean,
  forget = false,
  withSessions = false,
): PackedArrivals {
  const seq = new Float64Array(arrivals.length);
  const dueAtUs = new Float64Array(arrivals.length);
  const position = new Uint32Array(arrivals.length);
  const descriptions: number[] = [];
  const lines: string[] = [];
  const bodies: Uint8Array[] = [];
  let described: Set<number> | undefined;

  for (const [i, arrival] of arrivals.entries()) {
    const { request } = arrival;
    seq[i] = arrival.seq;
    dueAtUs[i] = arrival.dueAtUs;
    position[i] = request.position;
    if (has(request) || described?.has(request.position)) continue;
    described ??= new Set();
    described.add(request.position);
    describe(request, keep(request));
  }

  function describe(request: PackedRequest, kept: boolean): void {
    const { body, host } = request;
    const { requestId, endpointId, recordedStatus, recordedUs, causes } = accountOf(request);
    const from = lines.length;
    lines.push(request.method, request.path);
    if (host !== undefined) lines.push('host', host);
    for (const part of request.headers) lines.push(part);
    if (body) bodies.push(body);
    descriptions.push(
      request.position,
      kept ? 1 : 0,
      requestId,
      endpointId,
      recordedStatus,
      recordedUs,
      causes,
      request.marked ?? 0,
      lines.length - from,
      body?.length ?? 0,
    );
  }

  return {
    seq,
    dueAtUs,
    position,
    descriptions: Uint32Array.from(descriptions),
    text: lines.join('\n'),
    bodies: bodies.length === 0 ? NO_BYTES : Buffer.concat(bodies),
    forget,
    ...(withSessions && {
      sessions: Float64Array.from(arrivals, ({ request }) => request.session ?? Number.NaN),
      begun: new Uint8Array(new SharedArrayBuffer(arrivals.length)),
    }),
  };
}

const NO_BYTES = new Uint8Array(0);

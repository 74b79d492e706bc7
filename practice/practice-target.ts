import type { FaultRule } from './faults/fault.ts';

/** An answer's status, and how often it is given beside the others: 90 and 10, or 9 and 1, are the same mix. */
export interface WeightedStatus {
  /** 200–599. */
  readonly status: number;
  /** Any positive number. */
  readonly weight: number;
}

/** How long answers take: anything from `min` to `max`, each millisecond as likely as the next. */
export interface LatencyRange {
  readonly min: number;
  readonly max: number;
}

/** Requests that are answered with one status, whatever the others get. */
export interface Break {
  /** Upper case; `*`: any. */
  readonly method: string;
  /** The path without its query; `*` in it is anything. */
  readonly path: string;
  /** 200–599. */
  readonly status: number;
}

/** What a practice target answers, and where. */
export interface PracticeTargetOptions {
  /** 0 lets the kernel choose one that is free, which is also the default. */
  readonly port?: number;
  /** The default, `127.0.0.1`, is reachable from this machine only. */
  readonly host?: string;
  readonly statuses: readonly WeightedStatus[];
  /** What is broken: the first that fits. The latency is drawn as for any other. */
  readonly breaks?: readonly Break[];
  /** What goes wrong, and where: of the rules that fit, each has its share, one after the other. */
  readonly faults?: readonly FaultRule[];
  /** Has it speak TLS: a certificate and its key, as PEM. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** From the last byte of a request to the first of its answer. */
  readonly latencyMs: LatencyRange;
  /** A whole number. The n-th request to arrive is answered by the n-th draw from this seed, whatever it asks for. */
  readonly seed: number;
}

/** A server that answers at random, but the same way each time. */
export interface PracticeTarget {
  readonly url: string;
  readonly port: number;
  stats(): PracticeStats;
  /** Ends all connections, those with an answer under way too, and frees the port. */
  close(): Promise<void>;
}

/**
 * What a practice target received and answered; also served as JSON at `/__stats`, which itself is not counted.
 * At any moment: total = all `statuses` + all `faults` + inFlight + abandoned.
 */
export interface PracticeStats {
  readonly startedAt: string;
  /** Requests whose head arrived whole. */
  readonly total: number;
  /** Arrived, not yet answered. */
  readonly inFlight: number;
  /** The client went away before its answer. */
  readonly abandoned: number;
  /** What arrived and was no HTTP, to Node: it refuses raw bytes above 0x7f in a path, too. Not in the total. */
  readonly malformed: number;
  /** Bytes of request bodies, which are read to their end and forgotten. */
  readonly bodyBytes: number;
  /** How many answers had a status, by status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** How many requests a fault befell, by its name. */
  readonly faults: Readonly<Record<string, number>>;
  /** By method and path, without the query, most first. Past 10,000 of them, further paths count as `(other)`. */
  readonly endpoints: readonly EndpointCount[];
  readonly connections: {
    readonly open: number;
    readonly accepted: number;
    /** Of these, how many a fault befell as they were opened. */
    readonly faulty: number;
  };
}

/** How many requests an endpoint received. */
export interface EndpointCount {
  readonly method: string;
  /** As it was on the wire, one character per byte. */
  readonly path: string;
  readonly count: number;
}

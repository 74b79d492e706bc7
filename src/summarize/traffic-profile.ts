import { type Endpoint, type LogRecord, NONE, type Percentiles } from '../model.ts';
import { BoundedCounter } from './bounded-counter.ts';
import { DistinctCounter } from './distinct-counter.ts';
import { LatencyCounts } from './latency-counts.ts';
import { percentiles } from './percentiles.ts';
import { type PeakSecond, RequestTimeline, type Timeline } from './request-timeline.ts';

/** What happened at an endpoint the first time, as the log has it. */
export interface EndpointProfile {
  readonly method: string;
  readonly path: string;
  readonly count: number;
  /** Recorded with 5xx. */
  readonly errors: number;
  readonly recordedUs: Percentiles;
}

/** What the replayable requests of a log are made of, most frequent first. */
export interface Profile {
  readonly replayable: number;
  readonly firstAtMs: number | null;
  readonly lastAtMs: number | null;
  readonly timeline: Timeline | null;
  readonly peakSecond: PeakSecond | null;
  readonly methods: [method: string, count: number][];
  /** Of the requests that are left out. */
  readonly methodsLeftOut: [method: string, count: number][];
  readonly statuses: [status: number | null, count: number][];
  readonly endpoints: EndpointProfile[];
  readonly hosts: [host: string, count: number][];
  readonly withBody: number;
  /** Bytes of all bodies. */
  readonly bodyBytes: number;
  readonly withDuration: number;
  /** How long requests took the first time. */
  readonly recordedUs: Percentiles;
  /** null: the log does not tell clients apart. */
  readonly clients: { readonly count: number; readonly exact: boolean } | null;
}

/** Counts what a log is made of, in bounded memory. */
export class TrafficProfile {
  readonly #methods = new BoundedCounter<string>();
  readonly #methodsLeftOut = new BoundedCounter<string>();
  readonly #statuses = new BoundedCounter<number | null>();
  readonly #hosts = new BoundedCounter<string>();
  readonly #endpoints = new Map<Endpoint, EndpointCounts>();
  readonly #clients = new DistinctCounter();
  readonly #timeline = new RequestTimeline();
  readonly #recorded = new LatencyCounts(3);
  #replayable = 0;
  #withBody = 0;
  #bodyBytes = 0;
  #withDuration = 0;
  #firstAtMs = Infinity;
  #lastAtMs = -Infinity;

  /** A request that would be replayed. */
  add({ method, status, host, body, durationMs, client, startedAtMs }: LogRecord, endpoint: Endpoint): void {
    this.#replayable++;
    this.#methods.add(method);
    this.#statuses.add(status ?? null);
    const counts = this.#endpoint(endpoint);
    counts.count++;
    if (status !== undefined && status >= 500) counts.errors++;
    if (host !== undefined) this.#hosts.add(host);
    if (client !== undefined) this.#clients.add(client);
    if (body !== undefined && body.length > 0) {
      this.#withBody++;
      this.#bodyBytes += body.length;
    }
    if (durationMs !== undefined) {
      this.#withDuration++;
      const us = Math.min(Math.max(0, Math.round(durationMs * 1000)), NONE - 1);
      this.#recorded.recordValue(us);
      counts.recorded.recordValue(us);
    }
    if (startedAtMs !== undefined) {
      this.#timeline.add(startedAtMs);
      this.#firstAtMs = Math.min(this.#firstAtMs, startedAtMs);
      this.#lastAtMs = Math.max(this.#lastAtMs, startedAtMs);
    }
  }

  /** A request that would not. */
  addLeftOut({ method }: LogRecord): void {
    this.#methodsLeftOut.add(method);
  }

  result(): Profile {
    return {
      replayable: this.#replayable,
      firstAtMs: Number.isFinite(this.#firstAtMs) ? this.#firstAtMs : null,
      lastAtMs: Number.isFinite(this.#lastAtMs) ? this.#lastAtMs : null,
      timeline: this.#timeline.timeline,
      peakSecond: this.#timeline.peakSecond,
      methods: this.#methods.top(20),
      methodsLeftOut: this.#methodsLeftOut.top(20),
      statuses: this.#statuses.top(100),
      endpoints: [...this.#endpoints]
        .sort(([, a], [, b]) => b.count - a.count)
        .map(([{ method, path }, { count, errors, recorded }]) => {
          return { method, path, count, errors, recordedUs: percentiles(recorded) };
        }),
      hosts: this.#hosts.top(10),
      withBody: this.#withBody,
      bodyBytes: this.#bodyBytes,
      withDuration: this.#withDuration,
      recordedUs: percentiles(this.#recorded),
      clients: this.#clients.count === 0 ? null : { count: this.#clients.count, exact: this.#clients.exact },
    };
  }

  #endpoint(endpoint: Endpoint): EndpointCounts {
    const known = this.#endpoints.get(endpoint);
    if (known) return known;
    const added = { count: 0, errors: 0, recorded: new LatencyCounts(2) };
    this.#endpoints.set(endpoint, added);
    return added;
  }
}

interface EndpointCounts {
  count: number;
  errors: number;
  readonly recorded: LatencyCounts;
}

import type { Endpoint, LogRecord } from '../model.ts';

/** What the replayable requests of a log are made of, most frequent first. */
export interface Profile {
  readonly replayable: number;
  readonly firstAtMs: number | null;
  readonly lastAtMs: number | null;
  readonly methods: [method: string, count: number][];
  readonly statuses: [status: number | null, count: number][];
  readonly endpoints: { method: string; path: string; count: number }[];
  readonly endpointCount: number;
  readonly hosts: [host: string, count: number][];
  readonly withBody: number;
  readonly withDuration: number;
  /** null: the log does not tell clients apart. */
  readonly clients: number | null;
}

/** Counts what a log is made of, in bounded memory. */
export class TrafficProfile {
  readonly #methods = new BoundedCounter<string>();
  readonly #statuses = new BoundedCounter<number | null>();
  readonly #hosts = new BoundedCounter<string>();
  readonly #endpoints = new BoundedCounter<Endpoint>();
  readonly #clients = new BoundedCounter<string>();
  #replayable = 0;
  #withBody = 0;
  #withDuration = 0;
  #firstAtMs = Infinity;
  #lastAtMs = -Infinity;

  add({ method, status, host, body, durationMs, client, startedAtMs }: LogRecord, endpoint: Endpoint): void {
    this.#replayable++;
    this.#methods.add(method);
    this.#statuses.add(status ?? null);
    this.#endpoints.add(endpoint);
    if (host !== undefined) this.#hosts.add(host);
    if (client !== undefined) this.#clients.add(client);
    if (body !== undefined && body.length > 0) this.#withBody++;
    if (durationMs !== undefined) this.#withDuration++;
    if (startedAtMs !== undefined) {
      this.#firstAtMs = Math.min(this.#firstAtMs, startedAtMs);
      this.#lastAtMs = Math.max(this.#lastAtMs, startedAtMs);
    }
  }

  result(): Profile {
    return {
      replayable: this.#replayable,
      firstAtMs: Number.isFinite(this.#firstAtMs) ? this.#firstAtMs : null,
      lastAtMs: Number.isFinite(this.#lastAtMs) ? this.#lastAtMs : null,
      methods: this.#methods.top(20),
      statuses: this.#statuses.top(20),
      endpoints: this.#endpoints.top(10).map(([{ method, path }, count]) => ({ method, path, count })),
      endpointCount: this.#endpoints.size,
      hosts: this.#hosts.top(10),
      withBody: this.#withBody,
      withDuration: this.#withDuration,
      clients: this.#clients.size || null,
    };
  }
}

/** Counts distinct values, up to a number of them: what comes new after that is not counted any more. */
class BoundedCounter<T> {
  readonly #counts = new Map<T, number>();

  get size(): number {
    return this.#counts.size;
  }

  add(value: T): void {
    const count = this.#counts.get(value);
    if (count !== undefined) this.#counts.set(value, count + 1);
    else if (this.#counts.size < MAX_DISTINCT) this.#counts.set(detached(value), 1);
  }

  top(count: number): [T, number][] {
    return [...this.#counts].sort((a, b) => b[1] - a[1]).slice(0, count);
  }
}

const MAX_DISTINCT = 500_000;

/** A copy of text: a part of a log line keeps alive the whole stretch of the log that it was cut from. */
function detached<T>(value: T): T {
  return typeof value === 'string' ? structuredClone(value) : value;
}

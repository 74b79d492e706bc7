import type { EndpointCount, PracticeStats } from './practice-target.ts';

/** Counts what a practice target receives and answers, in bounded memory whatever it is asked for. */
export interface RequestCounter {
  received(method: string, target: string): void;
  body(bytes: number): void;
  answered(status: number): void;
  fault(name: string): void;
  abandoned(): void;
  malformed(): void;
  connected(): void;
  disconnected(): void;
  connectionFault(): void;
  stats(): PracticeStats;
}

/** Makes a counter that knows `maxEndpoints` endpoints by name; later ones count as `(other)`, by method. */
export function createRequestCounter(startedAt: Date, maxEndpoints = 10_000): RequestCounter {
  const endpoints = new Map<string, number>();
  const statuses = new Map<number, number>();
  const faults = new Map<string, number>();
  const counts = { total: 0, inFlight: 0, abandoned: 0, malformed: 0, bodyBytes: 0 };
  const connections = { open: 0, accepted: 0, faulty: 0 };

  return {
    received(method, target) {
      counts.total++;
      counts.inFlight++;
      const key = `${method} ${withoutQuery(target)}`;
      const count = endpoints.get(key);
      if (count !== undefined) endpoints.set(key, count + 1);
      else if (endpoints.size < maxEndpoints) endpoints.set(ownCopy(key), 1);
      else increment(endpoints, `${method} ${OTHER}`);
    },
    body: (bytes) => {
      counts.bodyBytes += bytes;
    },
    answered(status) {
      counts.inFlight--;
      increment(statuses, status);
    },
    fault(name) {
      counts.inFlight--;
      increment(faults, name);
    },
    abandoned() {
      counts.inFlight--;
      counts.abandoned++;
    },
    malformed: () => {
      counts.malformed++;
    },
    connected() {
      connections.open++;
      connections.accepted++;
    },
    disconnected: () => {
      connections.open--;
    },
    connectionFault: () => {
      connections.faulty++;
    },
    stats: () => ({
      startedAt: startedAt.toISOString(),
      ...counts,
      statuses: Object.fromEntries(statuses),
      faults: Object.fromEntries(faults),
      endpoints: [...endpoints].map(toEndpoint).sort((a, b) => b.count - a.count),
      connections: { ...connections },
    }),
  };
}

const OTHER = '(other)';

function withoutQuery(target: string): string {
  const query = target.indexOf('?');
  return query === -1 ? target : target.slice(0, query);
}

/** A part of a string keeps the whole of it alive, and queries may be long: a key that stays gets its own bytes. */
function ownCopy(key: string): string {
  return Buffer.from(key, 'latin1').toString('latin1');
}

function increment<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function toEndpoint([key, count]: [string, number]): EndpointCount {
  const space = key.indexOf(' ');
  return { method: key.slice(0, space), path: key.slice(space + 1), count };
}

import type { ReceivedRequest } from '../helpers/counting-server.ts';
import { queryDatabase } from './query-database.ts';
import type { ExpectedRequest } from './requests-of-log.ts';

/** So many requests of a log that is started over when it ends. */
export function overAndOver<T>(pass: readonly T[], count: number): T[] {
  return Array.from({ length: count }, (_, i) => pass[i % pass.length]);
}

/** What was asked for, in the order in which it came. */
export function urls(requests: readonly ReceivedRequest[]): string[] {
  return requests.map(({ url }) => url);
}

/** All that a log of nginx tells of a request, as one text. */
export function keyOf({ method, url, referer, userAgent }: ExpectedRequest): string {
  return JSON.stringify([method, url, referer ?? null, userAgent ?? null]);
}

/** The same of a request that arrived. */
export function keyOfReceived({ method, url, rawHeaders }: ReceivedRequest): string {
  const headers = new Map<string, string>();
  for (let i = 0; i < rawHeaders.length; i += 2) headers.set(rawHeaders[i].toLowerCase(), rawHeaders[i + 1]);
  return keyOf({ method, url, referer: headers.get('referer'), userAgent: headers.get('user-agent') });
}

/** The requests of a run in the order of its arrivals. */
export function storedRequests(database: string): { method: string; target: string }[] {
  return queryDatabase(
    database,
    `select e.method, q.target from outcome o
     join request q on q.run_id = o.run_id and q.id = o.request_id
     join endpoint e on e.run_id = q.run_id and e.id = q.endpoint_id order by o.seq`,
  );
}

/** A request of the log as the database has it. */
export function storedForm({ method, url }: ExpectedRequest): { method: string; target: string } {
  return { method, target: storedTarget(url) };
}

/** For people: UTF-8 where it is that. (No query of the log holds a secret.) */
export function storedTarget(url: string): string {
  const bytes = Buffer.from(url, 'latin1');
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? text : url;
}

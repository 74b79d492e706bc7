import { fileURLToPath } from 'node:url';
import { assertRan } from '../end-to-end/assert-ran.ts';
import { queryDatabase } from '../end-to-end/query-database.ts';
import type { Replay } from '../end-to-end/run-replay.ts';
import { combinedLine, writeLog } from '../end-to-end/write-log.ts';
import type { ReceivedRequest } from '../helpers/counting-server.ts';

/** The repository. */
export const ROOT = new URL('../../', import.meta.url);

/** Where the examples of docs/writing-a-client.md stand. */
export const EXAMPLES = new URL('examples/clients/', ROOT);

/** The file of one of them. */
export const example = (name: string) => fileURLToPath(new URL(name, EXAMPLES));

/** Two orders. */
export const LOG = writeLog(['/orders/1?a=b', '/orders/2'].map((path) => combinedLine(path)));

/** Twenty requests, over two senders. */
export const PLAN = ['--rate', '100', '--duration', '200ms', '--max-overdue', '1m', '--workers', '2'];

/** The first value of a header that arrived. */
export const header = ({ rawHeaders }: ReceivedRequest, name: string) =>
  rawHeaders.find((_, i) => i % 2 === 1 && rawHeaders[i - 1]!.toLowerCase() === name);

/** A run that did what it was to do. */
export function ran(run: Replay): Replay {
  assertRan(run);
  return run;
}

/** How often each status was answered with. */
export function statusesOf(database: string): Record<string, number> {
  const rows = queryDatabase<{ status: number | null; n: number }>(
    database,
    `select status, count(*) as n from outcomes where outcome = 'answered' group by 1`,
  );
  return Object.fromEntries(rows.map(({ status, n }) => [String(status), n]));
}

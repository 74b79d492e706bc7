import { queryDatabase } from './query-database.ts';

/** How often each status was answered. */
export function statusesOf(database: string): Record<string, number> {
  const rows = queryDatabase<{ status: number; n: number }>(
    database,
    'select status, count(*) as n from outcome where result = 0 group by status',
  );
  return Object.fromEntries(rows.map(({ status, n }) => [status, n]));
}

import assert from 'node:assert/strict';
import { queryDatabase } from './query-database.ts';

/** What became of the planned requests of a run. */
export interface Books {
  readonly planned: number;
  readonly answered: number;
  readonly failed: number;
  readonly dropped: number;
}

/** Counts the stored outcomes of a run, and sees to it that they are in order: no gap in `seq`, and nothing twice. */
export function booksOfRun(database: string, runId = 1): Books {
  const [{ highest, ...books }] = queryDatabase<Books & { highest: number | null }>(
    database,
    `select count(*) as planned, sum(x.kind = 'answered') as answered, sum(x.kind = 'failed') as failed,
       sum(x.kind = 'dropped') as dropped, max(o.seq) as highest
     from outcome o join result x on x.id = o.result where o.run_id = ?`,
    runId,
  );
  assert.equal(highest ?? -1, books.planned - 1, 'seq is dense from 0');
  return books.planned === 0 ? { planned: 0, answered: 0, failed: 0, dropped: 0 } : books;
}

/** Reads the line that adds up from a printed summary, and checks that it does. */
export function booksOfSummary(stdout: string): Books {
  const match = /^planned ([\d,]+) = answered ([\d,]+) \+ failed ([\d,]+) \+ dropped ([\d,]+)$/m.exec(stdout);
  assert.ok(match, stdout);
  const [planned, answered, failed, dropped] = match.slice(1).map((text) => Number(text.replaceAll(',', '')));
  assert.equal(planned, answered + failed + dropped);
  return { planned, answered, failed, dropped };
}

/** How often each reason for a failure or a drop is stored. */
export function reasonsOfRun(database: string, runId = 1): Record<string, number> {
  const rows = queryDatabase<{ reason: string; n: number }>(
    database,
    `select x.reason, count(*) as n from outcome o join result x on x.id = o.result
     where o.run_id = ? and x.reason is not null group by x.reason order by x.reason`,
    runId,
  );
  return Object.fromEntries(rows.map(({ reason, n }) => [reason, n]));
}

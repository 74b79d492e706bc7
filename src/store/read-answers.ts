import type Database from 'better-sqlite3';
import { RESULTS, type SavedAnswer } from '../model.ts';
import { hasColumn, readSchema } from './has-column.ts';

/** The answers that a run kept, by endpoint and status; none in a database that an older reprise wrote. */
export function readAnswers(db: Database.Database, runId: number): SavedAnswer[] {
  if (!hasColumn(readSchema(db), 'answer', 'seq')) return [];
  return db
    .prepare<[number], AnswerRow>(
      `select a.*, e.method, e.path, q.target
       from answer a join endpoint e on e.run_id = a.run_id and e.id = a.endpoint_id
         left join request q on q.run_id = a.run_id and q.id = a.request_id
       where a.run_id = ? order by e.method, e.path, a.status, a.result, a.seq`,
    )
    .all(runId)
    .map((row) => ({
      endpoint: { id: row.endpoint_id, method: row.method, path: row.path },
      target: row.target,
      seq: row.seq,
      place: row.place,
      result: RESULTS[row.result]!,
      status: row.status,
      headers: row.headers,
      body: row.body,
      bodyBytes: row.body_bytes,
    }));
}

interface AnswerRow {
  readonly endpoint_id: number;
  readonly method: string;
  readonly path: string;
  readonly target: string | null;
  readonly seq: number;
  readonly place: 'first' | 'last';
  readonly result: number;
  readonly status: number;
  readonly headers: string;
  readonly body: string | null;
  readonly body_bytes: number;
}

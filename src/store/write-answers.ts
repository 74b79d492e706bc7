import type Database from 'better-sqlite3';
import type { NewAnswer } from './messages.ts';

/** Enters answers that a run keeps: of what its senders call the first or the last, what is so among them all. */
export function writeAnswers(db: Database.Database, runId: number, answers: readonly NewAnswer[]): void {
  const insert = db.prepare(`
    insert into answer values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    on conflict do update set
      seq = excluded.seq, request_id = excluded.request_id, headers = excluded.headers, body = excluded.body,
      body_bytes = excluded.body_bytes
    where case place when 'first' then excluded.seq < seq else excluded.seq > seq end`);
  for (const { endpointId, status, result, place, seq, requestId, headers, body, bodyBytes } of answers) {
    insert.run(runId, endpointId, status, result, place, seq, requestId, headers, body, bodyBytes);
  }
}

/** Where there was only one, it is the first. */
export function endAnswers(db: Database.Database, runId: number): void {
  db.prepare(
    `delete from answer as a where run_id = ? and place = 'last' and exists (
       select 1 from answer as b
       where b.run_id = a.run_id and b.endpoint_id = a.endpoint_id and b.status = a.status and b.result = a.result
         and b.place = 'first' and b.seq = a.seq)`,
  ).run(runId);
}

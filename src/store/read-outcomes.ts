import type Database from 'better-sqlite3';
import { allocateOutcomes, NONE, type OutcomeBatch } from '../model.ts';
import { hasColumn, type Schema } from './has-column.ts';

/** A part of a plan: from one `seq` up to, without, another. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** The outcomes of some stretches of a run's plan, in the order of the plan, in batches that no stretch shares with another. */
export function* readOutcomes(
  db: Database.Database,
  runId: number,
  schema: Schema,
  stretches: readonly Stretch[] = [EVERYTHING],
): Generator<OutcomeBatch> {
  const statement = db
    .prepare(
      `select seq, due_us, lag_us, ttfb_us, service_us, bytes, request_id, recorded_us, recorded_status, status, result,
         ${columnOr(schema, 'comparison')}, ${columnOr(schema, 'session_wait_us')}
       from outcome where run_id = ? and seq >= ? and seq < ? order by seq limit ${BATCH}`,
    )
    .raw();
  const endpoints = endpointsOfRequests(db, runId);
  for (const { start, end } of stretches) {
    // A page at a time, not row by row: half the time.
    for (let seq = start, read = BATCH; read === BATCH; ) {
      const rows = statement.all(runId, seq, end) as OutcomeTuple[];
      const batch = allocateOutcomes(0, rows.length, rows.length);
      rows.forEach((row, i) => {
        fill(batch, i, row, endpoints);
      });
      read = rows.length;
      if (read === 0) break;
      seq = batch.seq[read - 1] + 1;
      yield batch;
    }
  }
}

const EVERYTHING: Stretch = { start: 0, end: Number.MAX_SAFE_INTEGER };

/** A database that an older reprise wrote lacks some. */
function columnOr(schema: Schema, column: string): string {
  return hasColumn(schema, 'outcome', column) ? column : 'null';
}

/** The endpoint of each request, by its number: without it, each outcome would be looked up. */
function endpointsOfRequests(db: Database.Database, runId: number): Uint32Array {
  const last = db
    .prepare<[number], { id: number | null }>('select max(id) as id from request where run_id = ?')
    .get(runId);
  const endpoints = new Uint32Array((last?.id ?? 0) + 1);
  const statement = db.prepare('select id, endpoint_id from request where run_id = ?').raw();
  for (const [id, endpoint] of statement.iterate(runId) as IterableIterator<[number, number]>)
    endpoints[id] = endpoint;
  return endpoints;
}

type OutcomeTuple = (number | null)[];

function fill(batch: OutcomeBatch, i: number, row: OutcomeTuple, endpoints: Uint32Array): void {
  batch.seq[i] = row[0]!;
  batch.dueAtUs[i] = row[1]!;
  batch.lagUs[i] = row[2] ?? NONE;
  batch.ttfbUs[i] = row[3] ?? NONE;
  batch.serviceUs[i] = row[4] ?? NONE;
  batch.bytes[i] = row[5]!;
  batch.requestId[i] = row[6]!;
  batch.endpointId[i] = endpoints[row[6]!];
  batch.recordedUs[i] = row[7] ?? NONE;
  batch.recordedStatus[i] = row[8] ?? 0;
  batch.status[i] = row[9] ?? 0;
  batch.result[i] = row[10]!;
  batch.comparison[i] = row[11] ?? 0;
  batch.sessionWaitUs[i] = row[12] ?? 0;
}

const BATCH = 4096;

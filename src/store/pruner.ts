import type Database from 'better-sqlite3';
import { ReplayError } from '../errors.ts';
import type { Interval, Run, Summary, Tally } from '../model.ts';
import { leaveOneFile, openDatabase } from './open-database.ts';
import { storeError } from './store-error.ts';
import { writeTallies } from './tally-rows.ts';

/** What a run came to, where it was cut off or is older than that being stored. */
export interface LateResults {
  readonly summary: Summary;
  readonly tallies: readonly Tally[];
  readonly intervals: readonly Interval[];
}

/** Takes outcomes, or whole runs, out of a database, also while another run is written to it. To be closed. */
export class Pruner {
  readonly #path: string;
  readonly #db: Database.Database;

  constructor(path: string) {
    this.#path = path;
    this.#db = openDatabase(path);
    this.#db.pragma(`busy_timeout = ${PATIENCE_MS}`);
  }

  close(): void {
    leaveOneFile(this.#db);
    this.#db.close();
  }

  /** About how many bytes of the file the outcomes of a run take, with the answers that it kept. */
  bytesOf(runId: number): number {
    return this.#guarded(() => {
      const { outcomes } = this.#db
        .prepare<[number], { outcomes: number }>('select count(*) as outcomes from outcome where run_id = ?')
        .get(runId)!;
      const { targets } = this.#db
        .prepare<[number, number], { targets: number | null }>(
          `select sum(length(target) + ${REQUEST_BYTES}) as targets from request where run_id = ? and id not in (${KEPT})`,
        )
        .get(runId, runId)!;
      const { answers } = this.#db
        .prepare<[number], { answers: number | null }>(
          "select sum(length(headers) + length(ifnull(body, ''))) as answers from answer where run_id = ?",
        )
        .get(runId)!;
      return outcomes * OUTCOME_BYTES + (targets ?? 0) + (answers ?? 0);
    });
  }

  /** Deletes the outcomes of a run; what it came to stays, and is stored first where that was not done. */
  pruneOutcomes(run: Run, late: LateResults | null): void {
    this.#guarded(() => {
      this.#transact(() => {
        if (late) this.#store(run.id, late);
        // First: whoever dies on the way leaves no run that seems whole.
        this.#db.prepare('update run set pruned_at = ? where id = ?').run(new Date().toISOString(), run.id);
      });
      this.#deleteOutcomes(run.id);
      this.#db.prepare('delete from answer where run_id = ?').run(run.id);
      this.#db.prepare(`delete from request where run_id = ? and id not in (${KEPT})`).run(run.id, run.id);
    });
  }

  /** Deletes everything of a run. */
  forget(run: Run): void {
    this.#guarded(() => {
      this.#db.prepare('update run set pruned_at = ? where id = ?').run(new Date().toISOString(), run.id);
      this.#deleteOutcomes(run.id);
      this.#transact(() => {
        for (const table of TABLES_OF_RUN)
          this.#db.prepare(`delete from ${table} where run_id = ?`).run(run.id);
        this.#db.prepare('delete from run where id = ?').run(run.id);
      });
    });
  }

  /** Gives what was freed back to the file system: the file is written anew, which takes as much room again meanwhile. */
  vacuum(): void {
    this.#guarded(() => {
      this.#db.exec('vacuum');
      this.#db.pragma('wal_checkpoint(truncate)');
    });
  }

  #store(runId: number, { summary, tallies, intervals }: LateResults): void {
    for (const table of ['tally', 'histogram', 'interval'])
      this.#db.prepare(`delete from ${table} where run_id = ?`).run(runId);
    writeTallies(this.#db, runId, tallies, intervals);
    this.#db.prepare('update run set summary = ? where id = ?').run(JSON.stringify(summary), runId);
  }

  /** A little at a time: a run that is being written waits for none of it long. */
  #deleteOutcomes(runId: number): void {
    const last = this.#db.prepare<[number], { seq: number | null }>(
      'select max(seq) as seq from outcome where run_id = ?',
    );
    const page = this.#db.prepare('delete from outcome where run_id = ? and seq >= ?');
    for (;;) {
      const seq = last.get(runId)?.seq ?? null;
      if (seq === null) return;
      page.run(runId, Math.max(0, seq + 1 - PAGE));
    }
  }

  #transact(work: () => void): void {
    this.#db.transaction(work).immediate();
  }

  #guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (cause) {
      if ((cause as { code?: string }).code === 'SQLITE_FULL')
        throw new ReplayError(
          'store',
          `${this.#path}: the disk is full`,
          'pruning takes some room itself, and --vacuum as much again as the database; make room first',
          cause,
        );
      throw storeError(this.#path, cause);
    }
  }
}

/** Requests that a report of the run gives as examples of what changed, or as samples. */
const KEPT = `
  with of (summary) as (select summary from run where id = ?)
  select example.value
  from of, json_each(summary, '$.drift.cells') as cell, json_each(cell.value, '$.examples') as example
  union all
  select sample.value ->> 'requestId' from of, json_each(summary, '$.samples.slowest') as sample
  union all
  select sample.value ->> 'requestId' from of, json_each(summary, '$.samples.bad') as sample`;
const TABLES_OF_RUN = ['answer', 'request', 'endpoint', 'skipped', 'tally', 'histogram', 'interval'] as const;
const PAGE = 50_000;
const PATIENCE_MS = 60_000;
/** As `npm run bench -- storing` has it. */
const OUTCOME_BYTES = 45;
/** Its row, beside its target. */
const REQUEST_BYTES = 12;

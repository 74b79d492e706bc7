import { hostname } from 'node:os';
import type Database from 'better-sqlite3';
import { nowUs } from '../clock.ts';
import { NONE, type OutcomeBatch, type StoredRequest } from '../model.ts';
import type { CompleteEnd, NewAnswer, NewRun } from './messages.ts';
import { notStoredNote } from './not-stored-note.ts';
import { PagedInsert } from './paged-insert.ts';
import { writeTallies } from './tally-rows.ts';
import { endAnswers, writeAnswers } from './write-answers.ts';

/** Writes one run into an open database. Each call is one transaction. */
export class RunWriter {
  readonly runId: number;
  readonly #db: Database.Database;
  readonly #run: NewRun;
  readonly #outcomes: PagedInsert;
  readonly #requests: PagedInsert;
  readonly #insertEndpoint: Database.Statement;
  readonly #heartbeat: Database.Statement;
  /** The numbers of those endpoints that are entered. */
  readonly #endpoints = new Set<number>();

  constructor(db: Database.Database, run: NewRun) {
    this.#db = db;
    this.#run = run;
    this.runId = insertRun(db, run);
    this.#outcomes = new PagedInsert(db, 'outcome', 15);
    this.#requests = new PagedInsert(db, 'request (run_id, id, endpoint_id, target, sent_target)', 5);
    this.#insertEndpoint = db.prepare('insert into endpoint values (?, ?, ?, ?)');
    this.#heartbeat = db.prepare('update run set heartbeat_ms = ? where id = ?');
  }

  sendingStarted(at: string): void {
    this.#db.prepare('update run set sending_started_at = ? where id = ?').run(at, this.runId);
  }

  requests(requests: readonly StoredRequest[]): void {
    const added = new Map(
      requests.flatMap(({ endpoint }) => (this.#endpoints.has(endpoint.id) ? [] : [[endpoint.id, endpoint]])),
    );
    this.#transact(() => {
      for (const { id, method, path } of added.values())
        this.#insertEndpoint.run(this.runId, id, method, path);
      this.#requests.run(requests.length, (cells, at, i) => {
        const { id, endpoint, target, sentTarget = null } = requests[i];
        cells[at] = this.runId;
        cells[at + 1] = id;
        cells[at + 2] = endpoint.id;
        cells[at + 3] = target;
        cells[at + 4] = sentTarget;
      });
    });
    // Not before: a transaction that fails may be tried again.
    for (const id of added.keys()) this.#endpoints.add(id);
  }

  answers(answers: readonly NewAnswer[]): void {
    this.#transact(() => writeAnswers(this.#db, this.runId, answers));
  }

  outcomes(batch: OutcomeBatch): void {
    this.#transact(() =>
      this.#outcomes.run(batch.count, (cells, at, i) => {
        cells[at] = this.runId;
        cells[at + 1] = batch.seq[i];
        cells[at + 2] = batch.dueAtUs[i];
        cells[at + 3] = orNull(batch.lagUs[i]);
        cells[at + 4] = orNull(batch.ttfbUs[i]);
        cells[at + 5] = orNull(batch.serviceUs[i]);
        cells[at + 6] = batch.result[i];
        cells[at + 7] = batch.status[i] || null;
        cells[at + 8] = batch.bytes[i];
        cells[at + 9] = batch.worker;
        cells[at + 10] = batch.requestId[i];
        cells[at + 11] = batch.recordedStatus[i] || null;
        cells[at + 12] = orNull(batch.recordedUs[i]);
        cells[at + 13] = batch.comparison[i] || null;
        cells[at + 14] = batch.sessionWaitUs[i] || null;
      }),
    );
  }

  /** Says that the run is still being written; a reader tells by it whether a run was cut off. */
  heartbeat(): void {
    this.#heartbeat.run(Date.now(), this.runId);
  }

  end(end: CompleteEnd): void {
    const {
      state,
      stopped,
      rateAsked,
      invalid,
      checks,
      generator,
      transport,
      clientReasons,
      sessions,
      lines,
      skipped,
      summary,
      notStored,
    } = end;
    const notes = notStored > 0 ? [...end.notes, notStoredNote(notStored, true)] : end.notes;
    this.#transact(() => {
      endAnswers(this.#db, this.runId);
      writeTallies(this.#db, this.runId, end.tallies, end.intervals);
      const insert = this.#db.prepare('insert into skipped values (?, ?, ?, ?, ?, ?)');
      for (const { reason, count, example } of skipped) {
        insert.run(this.runId, reason, count, example.file, example.number, example.text);
      }
      this.#db
        .prepare(
          `update run set state = ?, stopped = ?, finished_at = ?, rate_asked = ?, lines = ?, invalid = ?, notes = ?, checks = ?, generator = ?, transport = ?,
             client_reasons = ?, sessions = ?, summary = ?, not_stored = ?
           where id = ?`,
        )
        .run(
          state,
          stopped && JSON.stringify(stopped),
          this.#nowFromStart(),
          rateAsked,
          lines,
          JSON.stringify(invalid),
          JSON.stringify(notes),
          JSON.stringify(checks),
          generator && JSON.stringify(generator),
          transport && JSON.stringify(transport),
          JSON.stringify(clientReasons),
          sessions && JSON.stringify(sessions),
          JSON.stringify(summary),
          notStored,
          this.runId,
        );
    });
  }

  /** The least that can be said of an end: where there is no room for more. */
  failed(why: string, notStored: number): void {
    this.#db
      .prepare(
        `update run set state = 'failed', finished_at = ?, invalid = ?, notes = ?, not_stored = ? where id = ?`,
      )
      .run(
        this.#nowFromStart(),
        JSON.stringify([why]),
        JSON.stringify(notStored > 0 ? [notStoredNote(notStored, false)] : []),
        notStored,
        this.runId,
      );
  }

  /** From its start to its end it took as long as it took, whatever was done to the clock on the wall meanwhile. */
  #nowFromStart(): string {
    const { startedAt, beganAtUs } = this.#run;
    if (beganAtUs === undefined) return new Date().toISOString();
    return new Date(Date.parse(startedAt) + (nowUs() - beganAtUs) / 1000).toISOString();
  }

  #transact(work: () => void): void {
    // A hand-made transaction: the wrapper of the library would be made anew for each closure.
    this.#db.exec('begin immediate');
    try {
      work();
      this.#db.exec('commit');
    } catch (error) {
      if (this.#db.inTransaction) this.#db.exec('rollback');
      throw error;
    }
  }
}

function orNull(value: number): number | null {
  return value === NONE ? null : value;
}

function insertRun(db: Database.Database, run: NewRun): number {
  const { lastInsertRowid } = db
    .prepare(
      `insert into run (name, state, started_at, heartbeat_ms, host, pid, target, model, rate_asked, warmup_us,
         duration_us, format, workers, logs, options, versions)
       values (?, 'running', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      run.name,
      run.startedAt,
      Date.now(),
      hostname(),
      process.pid,
      run.target,
      run.model,
      run.rateAsked,
      run.warmupUs,
      run.durationUs,
      run.format,
      run.workers,
      JSON.stringify(run.logs),
      JSON.stringify(run.options),
      JSON.stringify(run.versions),
    );
  return Number(lastInsertRowid);
}

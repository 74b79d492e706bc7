import type Database from 'better-sqlite3';
import { ReplayError } from '../errors.ts';
import {
  COMPARISONS,
  type Endpoint,
  type ExportedTable,
  type Interval,
  type OutcomeBatch,
  type Run,
  type SavedAnswer,
  type SkipCount,
  type StoredRequest,
  type Summary,
  type Tally,
} from '../model.ts';
import type { TableName } from './export-columns.ts';
import { exportRows, type Selection } from './export-rows.ts';
import { exportedRun } from './exported-run.ts';
import { hasColumn, readSchema, type Schema } from './has-column.ts';
import { noDrift } from './no-drift.ts';
import { NOISE_QUERY } from './noise-query.ts';
import { openForReading } from './open-database.ts';
import { readAnswers } from './read-answers.ts';
import { readOutcomes, type Stretch } from './read-outcomes.ts';
import { refusePruned } from './refuse-pruned.ts';
import { type RunRow, toRun } from './run-row.ts';
import { storeError } from './store-error.ts';
import { readTallies } from './tally-rows.ts';

/** What stands in a database, read while a run may still be written to it. To be closed. */
export class RunReader {
  readonly path: string;
  readonly #db: Database.Database;
  readonly #schema: Schema;

  constructor(path: string) {
    this.path = path;
    this.#db = openForReading(path);
    this.#schema = readSchema(this.#db);
  }

  close(): void {
    this.#db.close();
  }

  /** All runs, oldest first. */
  runs(): Run[] {
    return this.#all<RunRow>('select * from run order by id').map(toRun);
  }

  /** The run that an id, a name (its newest), `last` or `last~N` means. */
  find(reference: string): Run {
    return toRun(this.#foundRow(reference));
  }

  #foundRow(reference: string): RunRow {
    const run = this.#findRow(reference);
    if (run) return run;
    const count = this.#all<{ n: number }>('select count(*) as n from run')[0].n;
    throw new ReplayError(
      'usage',
      `no run ${reference} in ${this.path} (it holds ${count})`,
      'RUN is an id, a name, last or last~1; reprise history lists them',
    );
  }

  #findRow(reference: string): RunRow | undefined {
    const back = /^last(?:~(\d+))?$/.exec(reference);
    if (back)
      return this.#all<RunRow>(
        'select * from run order by id desc limit 1 offset ?',
        Number(back[1] ?? 0),
      )[0];
    const byId = /^\d+$/.test(reference)
      ? this.#all<RunRow>('select * from run where id = ?', Number(reference))[0]
      : undefined;
    return (
      byId ?? this.#all<RunRow>('select * from run where name = ? order by id desc limit 1', reference)[0]
    );
  }

  lines(runId: number): number | null {
    return this.#all<{ lines: number | null }>('select lines from run where id = ?', runId)[0].lines;
  }

  /** What the run itself summed up at its end; null while it goes on, and for one that was cut off. */
  summary(runId: number): Summary | null {
    const { summary } = this.#all<{ summary: string | null }>(
      'select summary from run where id = ?',
      runId,
    )[0];
    return summary === null ? null : JSON.parse(summary);
  }

  /** What the run came to, as it was stored at its end; nothing of one that goes on, was cut off, or is of an older reprise. */
  tallies(runId: number): { tallies: Tally[]; intervals: Interval[] } {
    return this.#guarded(() => readTallies(this.#db, runId));
  }

  answers(runId: number): SavedAnswer[] {
    return this.#guarded(() => readAnswers(this.#db, runId));
  }

  endpoints(runId: number): Endpoint[] {
    return this.#all('select id, method, path from endpoint where run_id = ? order by id', runId);
  }

  skipped(runId: number): SkipCount[] {
    return this.#all<SkippedRow>('select * from skipped where run_id = ? order by count desc', runId).map(
      (row) => ({
        reason: row.reason,
        count: row.count,
        example: { file: row.example_file, number: row.example_line, text: row.example_text },
      }),
    );
  }

  /** Requests by their numbers, for examples. */
  requests(runId: number, ids: readonly number[]): StoredRequest[] {
    return this.#all<RequestRow>(
      `select q.*, e.method, e.path
       from request q join endpoint e on e.run_id = q.run_id and e.id = q.endpoint_id
       where q.run_id = ? and q.id in (select value from json_each(?))`,
      runId,
      JSON.stringify(ids),
    ).map(({ id, target, sent_target, endpoint_id, method, path }) => ({
      id,
      target,
      ...(sent_target && { sentTarget: sent_target }),
      endpoint: { id: endpoint_id, method, path },
    }));
  }

  /** The changes of a run that another one answered as well, by `seq`, and whether it answered otherwise. */
  *answeredTwice(runId: number, otherId: number): Generator<{ seq: number; differs: number }> {
    if (!hasColumn(this.#schema, 'outcome', 'comparison')) throw noDrift(this.path);
    const same = COMPARISONS.indexOf('same');
    try {
      yield* this.#db
        .prepare<[object], { seq: number; differs: number }>(NOISE_QUERY)
        .iterate({ run: runId, other: otherId, same });
    } catch (cause) {
      throw storeError(this.path, cause);
    }
  }

  /** The first and the last `seq` of a run; null where no outcomes are stored. */
  seqRange(runId: number): { readonly first: number; readonly last: number } | null {
    const [range] = this.#all<{ first: number | null; last: number }>(
      `select (select min(seq) from outcome where run_id = ?) as first, (select max(seq) from outcome where run_id = ?) as last`,
      runId,
      runId,
    );
    return range.first === null ? null : { first: range.first, last: range.last };
  }

  /** The outcomes of a run, or of some stretches of its plan, in the order of the plan, in batches that no stretch shares with another. */
  *outcomes(runId: number, stretches?: readonly Stretch[]): Generator<OutcomeBatch> {
    try {
      yield* readOutcomes(this.#db, runId, this.#schema, stretches);
    } catch (cause) {
      throw storeError(this.path, cause);
    }
  }

  /**
   * A table as it is exported, all of it as it was at one moment, however long reading takes. `reference` names the run; without it `runs`
   * are all, and any other table that of the last.
   */
  exported(table: TableName, selection: Selection = {}, reference?: string): ExportedTable {
    try {
      if (!this.#db.inTransaction) this.#db.exec('begin');
      if (table === 'runs' && reference === undefined) return exportRows(this.#db, table, selection);
      const run = this.#foundRow(reference ?? 'last');
      if (OF_OUTCOMES.has(table)) refusePruned(toRun(run));
      return exportRows(this.#db, table, selection, exportedRun(run));
    } catch (cause) {
      throw storeError(this.path, cause);
    }
  }

  #all<Row>(sql: string, ...values: unknown[]): Row[] {
    return this.#guarded(() => this.#db.prepare(sql).all(...values) as Row[]);
  }

  #guarded<T>(read: () => T): T {
    try {
      return read();
    } catch (cause) {
      throw storeError(this.path, cause);
    }
  }
}

/** Tables that are made of outcomes. */
const OF_OUTCOMES: ReadonlySet<TableName> = new Set(['outcomes', 'endpoints', 'timeline', 'drift']);

interface RequestRow {
  readonly id: number;
  readonly target: string;
  /** Absent in databases of an older reprise. */
  readonly sent_target?: string | null;
  readonly endpoint_id: number;
  readonly method: string;
  readonly path: string;
}

interface SkippedRow {
  readonly reason: SkipCount['reason'];
  readonly count: number;
  readonly example_file: string;
  readonly example_line: number;
  readonly example_text: string;
}

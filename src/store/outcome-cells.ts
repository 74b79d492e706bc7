import type Database from 'better-sqlite3';
import type { Cell, TableColumn } from '../model.ts';
import type { ExportedRun } from './exported-run.ts';
import { cellsAt, type MakeCells, type Place } from './make-cells.ts';

/**
 * How the cells of outcomes come out of what is stored of them. Their columns in SQL would do as well, but at a third of
 * the speed: here nothing is joined but the request, what an outcome refers to is looked up in tables that are read once, and
 * times are divided by us, to the same number.
 */
export function outcomeCells(
  db: Database.Database,
  columns: readonly TableColumn[],
  computed: Readonly<Record<string, string>>,
  place: Place,
  run: ExportedRun,
): MakeCells[] {
  const waits = computed.session_wait_ms !== 'null';
  const due = () => place('o.due_us');
  const lookUp = (sql: string): Lookup => new Map(db.prepare<[], [number, Cell]>(sql).raw().all());
  const ofEndpoint = (column: string) =>
    found(place('q.endpoint_id'), lookUp(`select id, ${column} from endpoint where run_id = ${run.id}`));
  const ofResult = (column: string) => found(place('o.result'), lookUp(`select id, ${column} from result`));
  const ofComparison = (column: string) =>
    found(place('o.comparison'), lookUp(`select id, ${column} from comparison`));
  const made: Readonly<Record<string, () => MakeCells>> = {
    due_at: () => plus(due(), run.startUs),
    due_epoch_us: () => plus(due(), run.startUs),
    due_s: () => divided(due(), 1e6),
    method: () => ofEndpoint('method'),
    endpoint: () => ofEndpoint('path'),
    outcome: () => ofResult('kind'),
    reason: () => ofResult('reason'),
    response_time_ms: () => sumInMs(place(waits ? SENT_AFTER : 'o.lag_us'), place('o.service_us')),
    service_time_ms: () => divided(place('o.service_us'), 1e3),
    ttfb_ms: () => divided(place('o.ttfb_us'), 1e3),
    lag_ms: () => divided(place('o.lag_us'), 1e3),
    recorded_ms: () => divided(place('o.recorded_us'), 1e3),
    warmup: () => below(due(), run.warmupUs),
    ...(waits && { session_wait_ms: () => divided(place('o.session_wait_us'), 1e3) }),
    ...(computed.change !== 'null' && {
      change: () => ofComparison('change'),
      change_reason: () => ofComparison('reason'),
    }),
  };
  return columns.map(({ name }) => made[name]?.() ?? cellsAt(place(computed[name])));
}

/** It waited for its session before it could be late. */
const SENT_AFTER = 'o.lag_us + coalesce(o.session_wait_us, 0)';

type Lookup = ReadonlyMap<number, Cell>;

function found(at: number, lookup: Lookup): MakeCells {
  return (rows) => rows.map((row) => lookup.get(row[at] as number) ?? null);
}

function plus(at: number, more: number): MakeCells {
  return (rows) => rows.map((row) => (row[at] as number) + more);
}

function divided(at: number, by: number): MakeCells {
  return (rows) =>
    rows.map((row) => {
      const value = row[at] as number | null;
      return value === null ? null : value / by;
    });
}

function sumInMs(one: number, other: number): MakeCells {
  return (rows) =>
    rows.map((row) => {
      const [a, b] = [row[one] as number | null, row[other] as number | null];
      return a === null || b === null ? null : (a + b) / 1e3;
    });
}

function below(at: number, end: number): MakeCells {
  return (rows) => rows.map((row) => ((row[at] as number) < end ? 1 : 0));
}

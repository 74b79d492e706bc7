import type { TableName } from './export-columns.ts';
import type { ExportedRun } from './exported-run.ts';
import { hasColumn, type Schema } from './has-column.ts';

/** Where the columns of an exported table come from. */
export interface ExportSource {
  /** What stands behind `from`. */
  readonly from: string;
  /** What stands behind `order by`, in the names of the columns. */
  readonly order: string;
  /** The SQL of columns; those that are not here stand in `from` under their own names, `…_at` is made of `…_epoch_us`. */
  readonly computed: Readonly<Record<string, string>>;
}

/** The source of a table: of this run, or, for `runs` alone, of all. */
export function exportSource(table: TableName, schema: Schema, run?: ExportedRun): ExportSource {
  switch (table) {
    case 'outcomes':
      return outcomes(schema, run!);
    case 'endpoints':
      return view(table, 'method, endpoint', run!);
    case 'timeline':
      return timeline(schema, run!);
    case 'drift':
      return view(table, DRIFT_ORDER, run!);
    case 'skipped':
      return view(table, 'reason', run!);
    case 'percentiles':
      return view(table, 'endpoint is not null, method, endpoint, measure', run!);
    case 'tallies':
      return view(table, TALLIES_ORDER, run!);
    case 'intervals':
      return intervals(run!);
    case 'runs':
      return runs(schema, run);
    default:
      return table satisfies never;
  }
}

const DRIFT_ORDER = `change = 'same', change = 'explained', requests desc, method, endpoint, recorded_status, status`;

const TALLIES_ORDER = 'method, endpoint, outcome, reason, status, change, change_reason';

function view(name: string, order: string, { id }: ExportedRun): ExportSource {
  return { from: `${name} where run_id = ${id}`, order, computed: {} };
}

function outcomes(schema: Schema, { id, startUs, warmupUs }: ExportedRun): ExportSource {
  const compared = hasColumn(schema, 'outcome', 'comparison');
  const waits = hasColumn(schema, 'outcome', 'session_wait_us');
  return {
    from: `outcome o
      left join result x on x.id = o.result
      left join request q on q.run_id = o.run_id and q.id = o.request_id
      left join endpoint e on e.run_id = o.run_id and e.id = q.endpoint_id
      ${compared ? 'left join comparison c on c.id = o.comparison' : ''}
      where o.run_id = ${id}`,
    order: 'seq',
    computed: {
      run_id: 'o.run_id',
      seq: 'o.seq',
      due_epoch_us: `${startUs} + o.due_us`,
      due_s: 'o.due_us / 1e6',
      method: 'e.method',
      target: 'q.target',
      endpoint: 'e.path',
      outcome: 'x.kind',
      reason: 'x.reason',
      status: 'o.status',
      response_time_ms: `(o.lag_us + ${waits ? 'coalesce(o.session_wait_us, 0) + ' : ''}o.service_us) / 1e3`,
      service_time_ms: 'o.service_us / 1e3',
      ttfb_ms: 'o.ttfb_us / 1e3',
      lag_ms: 'o.lag_us / 1e3',
      bytes: 'o.bytes',
      recorded_status: 'o.recorded_status',
      recorded_ms: 'o.recorded_us / 1e3',
      change: compared ? 'c.change' : 'null',
      change_reason: compared ? 'c.reason' : 'null',
      worker: 'o.worker',
      warmup: `o.due_us < ${warmupUs}`,
      session_wait_ms: waits ? 'o.session_wait_us / 1e3' : 'null',
    },
  };
}

function timeline(schema: Schema, run: ExportedRun): ExportSource {
  const computed = {
    begins_epoch_us: `${run.startUs} + second * 1000000`,
    ...(!hasColumn(schema, 'timeline', 'warmup') && { warmup: '0' }),
  };
  return { ...view('timeline', 'second, warmup desc', run), computed };
}

function intervals(run: ExportedRun): ExportSource {
  const begins_epoch_us = `${run.startUs} + cast(round(start_s * 1e6) as integer)`;
  return { ...view('intervals', 'start_s', run), computed: { begins_epoch_us } };
}

function runs(schema: Schema, run?: ExportedRun): ExportSource {
  const has = (name: string) => hasColumn(schema, 'run', name);
  const orNull = (name: string, sql: string) => (has(name) ? sql : 'null');
  return {
    from: run ? `run where id = ${run.id}` : 'run',
    order: 'run_id',
    computed: {
      run_id: 'id',
      state: `case ${has('stopped') ? `when stopped is not null then 'stopped'` : ''}
        when state = 'running' and not is_alive(host, pid, heartbeat_ms) then 'cut-off' else state end`,
      valid: 'json_array_length(invalid) = 0',
      invalid_reasons: `(select group_concat(value, '; ') from json_each(invalid))`,
      stopped_by: orNull('stopped', `stopped ->> '$.condition'`),
      checks_failed: orNull('checks', CHECKS_FAILED),
      started_epoch_us: epochUs('started_at'),
      sending_started_epoch_us: orNull('sending_started_at', epochUs('sending_started_at')),
      finished_epoch_us: epochUs('finished_at'),
      protocol: orNull('transport', `transport ->> '$.protocol'`),
      rate_made: RATE_MADE,
      warmup_s: orNull('warmup_us', 'warmup_us / 1e6'),
      duration_s: 'duration_us / 1e6',
      logs: `(select json_group_array(value ->> '$.path') from json_each(logs))`,
      ...ofSummary(['planned', 'answered', 'failed', 'dropped', 'bytes']),
      ...Object.fromEntries(RESPONSE_TIMES.map(([name, key]) => [name, responseTimeMs(key)])),
      compared: `summary ->> '$.drift.compared'`,
      unexplained: `summary ->> '$.drift.unexplained'`,
      reprise_version: `versions ->> '$.reprise'`,
      pruned_epoch_us: orNull('pruned_at', epochUs('pruned_at')),
      not_stored: has('not_stored') ? 'not_stored' : '0',
    },
  };
}

const CHECKS_FAILED = `(select count(*) from json_each(checks) where not value ->> 'passed')`;

const RATE_MADE = `case when summary is null then null
  when (summary ->> '$.sendingUs') = 0 then 0.0
  else (summary ->> '$.sent') / ((summary ->> '$.sendingUs') / 1e6) end`;

const RESPONSE_TIMES = ['mean', 'p50', 'p90', 'p95', 'p99', 'p999', 'max'].map(
  (key) => [`${key === 'p999' ? 'p99_9' : key}_response_time_ms`, key] as const,
);

function ofSummary(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, `summary ->> '$.${name}'`]));
}

function responseTimeMs(key: string): string {
  return `(summary ->> '$.responseTimeUs.${key}') / 1e3`;
}

/** Of a time that is stored as text, to the millisecond. */
function epochUs(column: string): string {
  return `cast(round(unixepoch(${column}, 'subsec') * 1000) as integer) * 1000`;
}

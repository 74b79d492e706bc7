import { hostname } from 'node:os';
import type { Run, RunState } from '../model.ts';

/** A row of table `run`, as SQLite gives it. */
export interface RunRow {
  readonly id: number;
  readonly name: string | null;
  readonly state: Exclude<RunState, 'cut-off' | 'stopped'>;
  readonly started_at: string;
  readonly finished_at: string | null;
  readonly heartbeat_ms: number;
  readonly host: string;
  readonly pid: number;
  readonly target: string;
  readonly model: 'open' | 'closed';
  readonly rate_asked: number | null;
  readonly duration_us: number | null;
  /** Absent in a database that an older reprise wrote; as are `sending_started_at`, `notes`, `stopped`, `generator`, `checks` and `transport`. */
  readonly warmup_us?: number;
  readonly sending_started_at?: string | null;
  readonly format: string;
  readonly workers: number;
  readonly lines: number | null;
  readonly logs: string;
  readonly options: string;
  readonly versions: string;
  readonly invalid: string;
  readonly notes?: string;
  readonly stopped?: string | null;
  readonly generator?: string | null;
  readonly checks?: string;
  readonly pruned_at?: string | null;
  readonly transport?: string | null;
  readonly sessions?: string | null;
  readonly not_stored?: number;
  readonly client_reasons?: string;
  readonly comparison?: string | null;
  readonly repetition?: string | null;
  readonly summary: string | null;
}

export function toRun(row: RunRow): Run {
  return {
    id: row.id,
    name: row.name,
    state: stateOf(row),
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    target: row.target,
    model: row.model,
    rateAsked: row.rate_asked,
    durationUs: row.duration_us,
    warmupUs: row.warmup_us ?? 0,
    format: row.format,
    logs: JSON.parse(row.logs),
    options: JSON.parse(row.options),
    versions: JSON.parse(row.versions),
    workers: row.workers,
    invalid: JSON.parse(row.invalid),
    notes: JSON.parse(row.notes ?? '[]'),
    stopped: JSON.parse(row.stopped ?? 'null'),
    checks: JSON.parse(row.checks ?? '[]'),
    notStored: row.not_stored ?? 0,
    prunedAt: row.pruned_at ?? null,
    generator: JSON.parse(row.generator ?? 'null'),
    transport: JSON.parse(row.transport ?? 'null'),
    clientReasons: JSON.parse(row.client_reasons ?? '[]'),
    sessions: JSON.parse(row.sessions ?? 'null'),
    comparison: JSON.parse(row.comparison ?? 'null'),
    repetition: JSON.parse(row.repetition ?? 'null'),
  };
}

function stateOf(row: RunRow): RunState {
  if (row.stopped) return 'stopped';
  const isAlive = runIsAlive(row.host, row.pid, row.heartbeat_ms);
  return row.state === 'running' && !isAlive ? 'cut-off' : row.state;
}

/** Whether the process that writes a run is there still: asked of the machine where it is ours, else by heartbeat. */
export function runIsAlive(host: string, pid: number, heartbeatMs: number): boolean {
  if (Date.now() - heartbeatMs > HEARTBEAT_LOST_MS) return false;
  return host !== hostname() || processExists(pid);
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The recorder writes one every second; a machine may stall, or another program lock the database, but not for this long. */
const HEARTBEAT_LOST_MS = 120_000;

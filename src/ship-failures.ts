import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { nowUs } from './clock.ts';
import { messageOf, ReplayError } from './errors.ts';
import type { Cell, Run } from './model.ts';
import type { Shipped } from './notify/ship.ts';
import type { ShipLine } from './notify/ship-line.ts';
import { type ShipReceiver, spoolName } from './notify/ship-receiver.ts';
import { Spool } from './notify/spool.ts';
import { RunReader } from './store/run-reader.ts';
import { whileLocked } from './store/while-locked.ts';
import { versions } from './versions.ts';

export interface ShipOptions {
  readonly database: string;
  /** Several where a run was made again. */
  readonly runIds: readonly number[];
  readonly receivers: readonly ShipReceiver[];
  /** How long they may take, all at the same time. */
  readonly waitUs: number;
  /** Once aborted, nothing more is sent; what is left waits for the next run. */
  readonly signal?: AbortSignal;
  /** The most that may wait for a receiver. Absent: 64 MiB. */
  readonly mostBytes?: number;
}

/**
 * Sends each request of runs that went wrong to receivers of logs: what failed, what was answered 5xx, and what changed against
 * the log for no known reason. It takes them from the database when the run is over, so that they cost the load nothing, and a few at
 * a time. Resolves, always, to what is to be said of it, in sentences that hold no secret.
 */
export async function shipFailures(options: ShipOptions): Promise<string[]> {
  if (options.receivers.length === 0) return [];
  const untilUs = nowUs() + options.waitUs;
  const said = await Promise.all(
    options.receivers.map((receiver) =>
      shipTo(receiver, options, untilUs).catch((error) => [
        `${receiver.shown}: failed requests could not be sent: ${messageOf(error)}`,
      ]),
    ),
  );
  return said.flat();
}

async function shipTo(receiver: ShipReceiver, options: ShipOptions, untilUs: number): Promise<string[]> {
  const { database, mostBytes = MOST_BYTES, signal } = options;
  const { ship } = await import('./notify/ship.ts');
  const folder = join(`${database}.spool`, spoolName(receiver));
  // Nobody else need read what a target said.
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const reader = new RunReader(database);
  const terms = { timeoutMs: TIMEOUT_MS, untilUs, signal, version: versions.reprise };
  const shipAll = async (sends: boolean) => {
    const spool = new Spool(folder, mostBytes, Date.now());
    const shipped = await ship(receiver, spool, batchesOfAll(reader, options.runIds), { ...terms, sends });
    return sentences(receiver, spool, shipped);
  };
  try {
    return await whileLocked(join(folder, 'lock'), () => shipAll(true)).catch((error) => {
      // Another run is at it.
      if (error instanceof ReplayError && error.code === 'guard') return shipAll(false);
      throw error;
    });
  } finally {
    reader.close();
  }
}

function sentences(
  { shown }: ShipReceiver,
  { folder, lines, droppedLines }: Spool,
  { refused, refusedWhy, lost, why }: Shipped,
): string[] {
  const counted = (count: number) => `${count} ${count === 1 ? 'line' : 'lines'}`;
  const said: string[] = [];
  if (refused > 0) said.push(`${counted(refused)} will never be taken: ${refusedWhy}`);
  if (why !== null) said.push(`${counted(lines)} left in ${folder} for the next run: ${why}`);
  if (droppedLines > 0) said.push(`${counted(droppedLines)} of earlier runs made room and are lost`);
  if (lost > 0) said.push(`${counted(lost)} found no room in ${folder} and are lost`);
  return said.map((sentence) => `${shown}: ${sentence}`);
}

const MOST_BYTES = 64 * 1024 * 1024;
const TIMEOUT_MS = 10_000;

function* batchesOfAll(reader: RunReader, runIds: readonly number[]): Generator<ShipLine[]> {
  for (const runId of runIds) yield* batchesOf(reader, runId);
}

/** What went wrong of a run, in the order of the plan. What was dropped never reached the target, and is not there. */
function* batchesOf(reader: RunReader, runId: number): Generator<ShipLine[]> {
  const run = reader.find(String(runId));
  const bodies = new Map(reader.answers(runId).map(({ seq, body }) => [seq, body]));
  const { pages } = reader.exported('outcomes', { columns: COLUMNS, where: WENT_WRONG }, String(runId));
  let batch: ShipLine[] = [];
  let characters = 0;
  for (const page of pages) {
    const rows = page[0]?.length ?? 0;
    for (let i = 0; i < rows; i++) {
      const cells = Object.fromEntries(COLUMNS.map((name, column) => [name, page[column]![i]!]));
      const line = lineOf(run, cells as Cells, bodies);
      batch.push(line);
      characters += line.url.length + line.endpoint.length + (line.body?.length ?? 0);
      if (batch.length < MOST_LINES && characters < MOST_CHARACTERS) continue;
      yield batch;
      batch = [];
      characters = 0;
    }
  }
  if (batch.length > 0) yield batch;
}

const WENT_WRONG = `outcome = 'failed' or status >= 500 or change = 'unexplained'`;

const COLUMNS = [
  ...(['seq', 'due_epoch_us', 'method', 'target', 'endpoint', 'outcome', 'reason', 'status'] as const),
  ...(['response_time_ms', 'recorded_status', 'warmup'] as const),
];

type Cells = Readonly<Record<(typeof COLUMNS)[number], Cell>>;

const MOST_LINES = 500;
const MOST_CHARACTERS = 256 * 1024;
/** Of an answer. */
const EXCERPT = 1000;

function lineOf(run: Run, cells: Cells, bodies: ReadonlyMap<number, string | null>): ShipLine {
  const text = (cell: Cell) => (cell === null ? '' : String(cell));
  const number = (cell: Cell) => (cell === null ? null : Number(cell));
  const seq = Number(cells.seq);
  return {
    timestamp_ns: `${Math.round(Number(cells.due_epoch_us))}000`,
    url: `${run.target}${text(cells.target)}`,
    method: text(cells.method),
    status: number(cells.status) || null,
    recorded_status: number(cells.recorded_status) || null,
    outcome: text(cells.outcome),
    reason: cells.reason === null ? null : String(cells.reason),
    endpoint: text(cells.endpoint),
    response_time_ms: number(cells.response_time_ms),
    warmup: Number(cells.warmup) === 1,
    body: bodies.get(seq)?.slice(0, EXCERPT) ?? null,
    run_id: run.id,
    run_name: run.name,
    target: run.target,
    seq,
    started_at: run.startedAt,
  };
}

import { join } from 'node:path';
import {
  allocateOutcomes,
  type Cell,
  type ExportedTable,
  NONE,
  type OutcomeBatch,
  type StoredRequest,
} from '../../src/model.ts';
import type { TableName } from '../../src/store/export-columns.ts';
import type { Selection } from '../../src/store/export-rows.ts';
import type { NewRun, RunEnd } from '../../src/store/messages.ts';
import { Recorder } from '../../src/store/recorder.ts';
import { RunReader } from '../../src/store/run-reader.ts';
import { Accumulator } from '../../src/summarize/accumulator.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { query } from './query.ts';

/** The path of a database that is not there yet. */
export const newDatabase = (): string => join(temporaryDirectory('store'), 'runs.db');

export function sampleRun(rest: Partial<NewRun> = {}): NewRun {
  return {
    name: null,
    startedAt: '2026-01-31T12:00:00.000Z',
    target: 'http://127.0.0.1:8080',
    model: 'open',
    rateAsked: 100,
    durationUs: 10_000_000,
    warmupUs: 0,
    format: 'nginx',
    logs: [{ path: 'access.log', bytes: 12, modifiedAt: '2026-01-30T00:00:00.000Z', sha256FirstMiB: 'ab' }],
    options: { once: false, headers: [['A', 'b']] },
    versions: { reprise: '1.2.3', node: '26.0.0' },
    workers: 2,
    ...rest,
  };
}

export function sampleEnd(rest: Partial<RunEnd> = {}): RunEnd {
  return {
    state: 'finished',
    rateAsked: 100,
    invalid: [],
    notes: [],
    checks: [],
    stopped: null,
    generator: null,
    transport: null,
    clientReasons: [],
    sessions: null,
    lines: 10,
    skipped: [],
    summary: new Accumulator().summary(),
    tallies: [],
    intervals: [],
    ...rest,
  };
}

/** Requests 1…n, two to an endpoint. */
export function sampleRequests(count: number): StoredRequest[] {
  return Array.from({ length: count }, (_, i) => {
    const id = Math.floor(i / 2) + 1;
    return { id: i + 1, endpoint: { id, method: 'GET', path: `/e${id}` }, target: `/e${id}?${i + 1}` };
  });
}

/** Columns of a batch that a test gives; those that it leaves out hold nothing. */
export type Columns = { readonly [Name in keyof OutcomeBatch]?: ArrayLike<number> };

export function batchOf(count: number, columns: Columns, worker = 0, capacity = count): OutcomeBatch {
  const batch = allocateOutcomes(worker, capacity, count);
  for (const name of ['lagUs', 'ttfbUs', 'serviceUs', 'recordedUs'] as const) batch[name].fill(NONE);
  batch.requestId.fill(1);
  batch.endpointId.fill(1);
  for (const [name, values] of Object.entries(columns)) {
    (batch[name as 'seq'] as Float64Array).set(Array.from(values as ArrayLike<number>));
  }
  return batch;
}

/** Answered outcomes, one a millisecond from `firstSeq` on. */
export function answers(firstSeq: number, count: number): OutcomeBatch {
  const each = (value: (i: number) => number) => Array.from({ length: count }, (_, i) => value(i));
  return batchOf(count, {
    seq: each((i) => firstSeq + i),
    dueAtUs: each((i) => (firstSeq + i) * 1000),
    lagUs: each(() => 10),
    ttfbUs: each(() => 200),
    serviceUs: each(() => 300),
    status: each(() => 200),
  });
}

/** Records a whole run; gives its id. */
export async function recordRun(
  path: string,
  {
    run,
    end,
    requests = sampleRequests(2),
    batches = [],
  }: {
    readonly run?: Partial<NewRun>;
    readonly end?: Partial<RunEnd>;
    readonly requests?: readonly StoredRequest[];
    readonly batches?: readonly OutcomeBatch[];
  } = {},
): Promise<number> {
  const recorder = await Recorder.open({ path, run: sampleRun(run) });
  recorder.requests(requests);
  for (const batch of batches) recorder.outcomes(batch);
  await recorder.end(sampleEnd(end));
  return recorder.runId;
}

/** Reads from a database, and closes it. */
export function reading<T>(path: string, read: (reader: RunReader) => T): T {
  const reader = new RunReader(path);
  try {
    return read(reader);
  } finally {
    reader.close();
  }
}

/** The rows of a run in a view, as objects, in the order of the columns behind the run. */
export function rowsOf(path: string, view: string, runId = 1) {
  return query(path, `select * from ${view} where run_id = ${runId} order by 2, 3`);
}

/** What is exported of a table, as objects. */
export function exportedRows(path: string, table: TableName, selection: Selection = {}, run?: string) {
  return reading(path, (reader) => objectsOf(reader.exported(table, selection, run)));
}

/** The rows of an exported table as objects. */
export function objectsOf({ columns, pages }: ExportedTable): Record<string, Cell>[] {
  return Array.from(pages).flatMap((page) =>
    page[0].map((_, row) => Object.fromEntries(columns.map(({ name }, i) => [name, page[i][row]]))),
  );
}

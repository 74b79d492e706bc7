/** What it costs to store an outcome: the recorder's own code, in this thread, into a file. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allocateOutcomes, type OutcomeBatch } from '../src/model.ts';
import { openDatabase } from '../src/store/open-database.ts';
import { RunWriter } from '../src/store/run-writer.ts';
import { table } from './table.ts';

const BATCH = 512;
const BATCHES = 4000;

export function storing(): string {
  const folder = mkdtempSync(join(tmpdir(), 'reprise-bench-'));
  try {
    const path = join(folder, 'bench.db');
    const db = openDatabase(path);
    const writer = new RunWriter(db, RUN);
    const batches = Array.from({ length: BATCHES }, (_, i) =>
      fill(allocateOutcomes(0, BATCH, BATCH), i * BATCH),
    );
    const before = process.cpuUsage();
    const startMs = performance.now();
    for (const batch of batches) writer.outcomes(batch);
    const rows = BATCH * BATCHES;
    const { user, system } = process.cpuUsage(before);
    const rate = rows / ((performance.now() - startMs) / 1000);
    db.pragma('wal_checkpoint(truncate)');
    db.close();
    return table(
      ['', 'CPU µs an outcome', 'outcomes/s', 'bytes an outcome'],
      [
        [
          `${rows.toLocaleString('en')} outcomes in batches of ${BATCH}`,
          ((user + system) / rows).toFixed(2),
          Math.round(rate).toLocaleString('en'),
          (statSync(path).size / rows).toFixed(1),
        ],
      ],
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const RUN = {
  name: null,
  startedAt: new Date().toISOString(),
  target: 'http://127.0.0.1:1',
  model: 'open',
  rateAsked: 50_000,
  durationUs: 40e6,
  warmupUs: 0,
  format: 'nginx',
  logs: [],
  options: {},
  versions: {},
  workers: 1,
} as const;

/** Outcomes as they come: nearly in the order of the plan, with times of hundreds of microseconds. */
function fill(batch: OutcomeBatch, from: number): OutcomeBatch {
  for (let i = 0; i < BATCH; i++) {
    const seq = from + (i ^ 3);
    batch.seq[i] = seq;
    batch.dueAtUs[i] = seq * 20;
    batch.lagUs[i] = 20 + (seq % 60);
    batch.ttfbUs[i] = 300 + (seq % 700);
    batch.serviceUs[i] = 320 + (seq % 700);
    batch.bytes[i] = 1000 + (seq % 9000);
    batch.requestId[i] = 1 + (seq % 5000);
    batch.recordedUs[i] = 200 + (seq % 5000);
    batch.recordedStatus[i] = 200;
    batch.status[i] = seq % 50 === 0 ? 404 : 200;
  }
  return batch;
}

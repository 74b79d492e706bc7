import { allocateOutcomes, COMPARISONS, type OutcomeBatch, type StoredRequest } from '../src/model.ts';
import { seededUniform } from '../src/seeded-uniform.ts';
import { openDatabase } from '../src/store/open-database.ts';
import { RunWriter } from '../src/store/run-writer.ts';
import { Accumulator } from '../src/summarize/accumulator.ts';

const BATCH = 4096;
const ENDPOINTS = 300;
const REQUESTS = 20_000;
const RATE = 5000;

/** Writes a run of so many outcomes with the recorder's own code; `stored`: with what it came to, or as one that was cut off. */
export function writeBigRun(
  path: string,
  outcomes: number,
  { stored, seed }: { readonly stored: boolean; readonly seed: number },
): void {
  const db = openDatabase(path);
  const durationUs = (outcomes / RATE) * 1e6;
  const writer = new RunWriter(db, { ...RUN, durationUs, startedAt: new Date().toISOString() });
  writer.sendingStarted(new Date().toISOString());
  writer.requests(REQUEST_ROWS);
  const accumulator = new Accumulator();
  const random = drawn(seed);
  for (let from = 0; from < outcomes; from += BATCH) {
    const batch = fill(allocateOutcomes(0, BATCH, Math.min(BATCH, outcomes - from)), from, random);
    accumulator.add(batch);
    writer.outcomes(batch);
  }
  if (stored) {
    writer.end({
      state: 'finished',
      stopped: null,
      rateAsked: RATE,
      invalid: [],
      notes: [],
      checks: [],
      generator: null,
      notStored: 0,
      transport: null,
      clientReasons: [],
      sessions: null,
      lines: REQUESTS,
      skipped: [],
      summary: accumulator.summary(durationUs),
      tallies: accumulator.tallies(),
      intervals: accumulator.intervals(),
    });
  } else db.prepare('update run set heartbeat_ms = 0 where id = ?').run(writer.runId);
  db.pragma('wal_checkpoint(truncate)');
  db.close();
}

const RUN = {
  name: 'big',
  target: 'http://127.0.0.1:1',
  model: 'open',
  rateAsked: RATE,
  warmupUs: 0,
  format: 'nginx',
  logs: [{ path: 'access.log', bytes: 1, sha256FirstMiB: '00' }],
  options: {},
  versions: {},
  workers: 1,
} as const;

const REQUEST_ROWS: readonly StoredRequest[] = Array.from({ length: REQUESTS }, (_, i) => {
  const id = 1 + (i % ENDPOINTS);
  return {
    id: i + 1,
    endpoint: { id, method: 'GET', path: `/e${id}/:id` },
    target: `/e${id}/${i}?page=${i % 7}`,
  };
});

function drawn(seed: number): () => number {
  let n = 0;
  return () => seededUniform(seed, n++);
}

/** Outcomes nearly in the order of the plan, with a long tail, and one in two hundred answered otherwise than recorded. */
function fill(batch: OutcomeBatch, from: number, random: () => number): OutcomeBatch {
  for (let i = 0; i < batch.count; i++) {
    const seq = from + i;
    const request = 1 + (seq % REQUESTS);
    const serviceUs = Math.round(300 + 700 * random() + (random() < 0.02 ? 30_000 * random() : 0));
    const isChanged = random() < 0.005;
    batch.seq[i] = seq;
    batch.dueAtUs[i] = (seq * 1e6) / RATE;
    batch.lagUs[i] = Math.round(20 + 60 * random());
    batch.ttfbUs[i] = serviceUs - 20;
    batch.serviceUs[i] = serviceUs;
    batch.bytes[i] = 1000 + (seq % 9000);
    batch.requestId[i] = request;
    batch.endpointId[i] = 1 + ((request - 1) % ENDPOINTS);
    batch.recordedUs[i] = 200 + (seq % 5000);
    batch.recordedStatus[i] = 200;
    batch.status[i] = isChanged ? 500 : 200;
    batch.comparison[i] = isChanged ? UNEXPLAINED : SAME;
  }
  return batch;
}

const SAME = COMPARISONS.indexOf('same');
const UNEXPLAINED = COMPARISONS.indexOf('unexplained');

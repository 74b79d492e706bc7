import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Arrival, type OutcomeBatch, RESULTS } from '../../src/model.ts';
import type { SenderEnd } from '../../src/send/messages.ts';
import type { SenderPoolOptions } from '../../src/send/pool-terms.ts';
import { SenderPool } from '../../src/send/sender-pool.ts';
import { type CountingServer, startCountingServer } from '../helpers/counting-server.ts';
import { endWithTest } from '../helpers/end-with-test.ts';
import { arrivals, requestAt } from './sample-arrivals.ts';
import { transportTo } from './transport-to.ts';

test('each worker takes its share of the plan, and together they send all of it', async (t) => {
  const { pool, server, sent } = await start(t, { workers: 3 });
  const result = await pool.run(pages(arrivals(50, 2000), arrivals(40, 2000, 100_000, 50)), 180_000);
  const { ends, ...books } = result;
  assert.deepEqual(books, { planned: 90, stoppedAtUs: null, lost: [] });
  assert.deepEqual(
    ends.map(({ load }) => load.worker),
    [0, 1, 2],
  );
  assert.deepEqual(
    sent.map(({ seq }) => seq).toSorted((a, b) => a - b),
    range(90),
  );
  assert.ok(sent.every(({ seq, worker, result }) => worker === seq % 3 && result === 'answered'));
  assert.deepEqual(
    server.requests.map(({ url }) => url).toSorted(),
    range(90)
      .map((i) => `/${i}`)
      .toSorted(),
  );
});

test('requests that come again are known to every worker, whether they are kept or too far in to be', async (t) => {
  const { pool, server } = await start(t, { workers: 2 });
  const positions = [0, 1, 2, 70_000, 70_001];
  const plan: Arrival[] = range(60).map((seq) => {
    return { seq, dueAtUs: seq * 2000, request: requestAt(positions[seq % positions.length]) };
  });
  await pool.run(pages(plan.slice(0, 20), plan.slice(20, 21), plan.slice(21)), null);
  const counts = Map.groupBy(server.requests, ({ url }) => url);
  assert.deepEqual([...counts].map(([url, { length }]) => [url, length]).toSorted(), [
    ...positions.map((position) => [`/${position}`, 12]).toSorted(),
  ]);
});

test('a sender that cannot start is named with its reason in words', async () => {
  await assert.rejects(
    SenderPool.start(
      { ...DEFAULTS, transport: transportTo('nowhere'), closedLoop: false },
      { onOutcomes() {} },
    ),
    { code: 'worker', message: 'sender 0 could not start: Invalid URL', hint: /--verbose/ },
  );
});

test('an empty plan is done at once', async (t) => {
  const { pool, server } = await start(t, { workers: 2 });
  const { planned, stoppedAtUs, lost } = await pool.run(pages(), null);
  assert.deepEqual({ planned, stoppedAtUs, lost }, { planned: 0, stoppedAtUs: null, lost: [] });
  assert.equal(server.requests.length, 0);
});

test('a stop tells exactly how many outcomes are owed, whenever it comes', async (t) => {
  const { pool, server, sent } = await start(t, { workers: 2 });
  const running = pool.run(pages(arrivals(20_000, 500)), null);
  await server.received(300);
  pool.stop();
  const { planned, stoppedAtUs } = await running;
  assert.equal(planned, sent.length);
  assert.equal(answered(sent), server.requests.length);
  assert.ok(stoppedAtUs !== null && stoppedAtUs >= 150_000);
});

test('a stop before the run means that nothing is sent', async (t) => {
  const { pool, server } = await start(t, { workers: 2 });
  pool.stop();
  const { planned } = await pool.run(pages(arrivals(100, 1000)), null);
  assert.equal(planned, 0);
  assert.equal(server.requests.length, 0);
});

for (const model of ['open', 'closed']) {
  test(`the threads of a pool (${model}) that was stopped before its run end by themselves, and with them the process`, {
    timeout: 60_000,
  }, async (t) => {
    const server = await startCountingServer();
    t.after(() => server.close());
    const script = fileURLToPath(new URL('./stop-before-run.ts', import.meta.url));
    const child = spawn(process.execPath, [script, server.url, model], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    endWithTest(child);
    const [said, [status]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    assert.equal(status, 0);
    const { ends, ...books } = JSON.parse(said);
    assert.deepEqual(books, { planned: 0, stoppedAtUs: 0, lost: [] });
    // They never began.
    assert.ok(ends.every(({ load }: SenderEnd) => load.busy === null && load.loopDelayP99Us === null));
    assert.equal(server.requests.length, 0);
  });
}

test('a plan that breaks off is told of once what was sent has its outcome', async (t) => {
  const { pool, server, sent } = await start(t, { workers: 2 });
  async function* breaking() {
    yield arrivals(3000, 500);
    throw new Error('the log is gone');
  }
  await assert.rejects(pool.run(breaking(), null), /the log is gone/);
  assert.equal(answered(sent), server.requests.length);
  assert.equal(pool.inFlight, 0);
});

test('a closed loop ends when its time is over, however long its plan', async (t) => {
  const { pool, server, sent } = await start(t, { workers: 2, connections: 4, closedLoop: true });
  async function* endless() {
    for (let seq = 0; ; seq += 100) yield arrivals(100, 0, 0, seq);
  }
  const { planned, stoppedAtUs, lost } = await pool.run(endless(), 300_000);
  assert.deepEqual(lost, []);
  assert.ok(stoppedAtUs !== null && stoppedAtUs >= 295_000);
  assert.equal(sent.length, server.requests.length);
  assert.equal(planned, sent.length);
  assert.ok(server.connections <= 4);
});

test('what is followed begins before anything comes, is sent when it comes, and ends when its time is over', async (t) => {
  const { pool, server, sent } = await start(t, { workers: 2, following: true });
  async function* coming() {
    await pool.started.promise;
    for (let seq = 0; seq < 5; seq++) {
      yield [{ seq, dueAtUs: pool.elapsedUs, request: requestAt(seq) }];
      await server.received(seq + 1);
    }
    await new Promise(() => {});
  }
  const { planned, stoppedAtUs, lost } = await pool.run(coming(), 1_500_000);
  assert.deepEqual({ planned, stoppedAtUs, lost }, { planned: 5, stoppedAtUs: null, lost: [] });
  assert.deepEqual(
    server.requests.map(({ url }) => url),
    range(5).map((i) => `/${i}`),
  );
  assert.equal(sent.length, 5);
  assert.ok(pool.elapsedUs >= 1_495_000);
});

async function start(
  t: { after(end: () => Promise<void>): void },
  changes: Partial<SenderPoolOptions>,
): Promise<{ pool: SenderPool; server: CountingServer; sent: Sent[] }> {
  const closedLoop = changes.closedLoop ?? false;
  const server = await startCountingServer({ answer: () => ({ delayMs: closedLoop ? 5 : 0 }) });
  const sent: Sent[] = [];
  const pool = await SenderPool.start(
    { ...DEFAULTS, transport: transportTo(server.url), closedLoop, ...changes },
    { onOutcomes: (batch) => sent.push(...plain(batch)) },
  );
  t.after(async () => {
    await pool.close();
    await server.close();
  });
  return { pool, server, sent };
}

const DEFAULTS = {
  ...{ workers: 1, maxInFlight: 1000, connections: 4 },
  ...{ maxOverdueUs: 2_000_000, catchUp: 2, users: null, following: false },
};

interface Sent {
  readonly seq: number;
  readonly worker: number;
  readonly result: string;
}

function plain({ worker, count, seq, result }: OutcomeBatch): Sent[] {
  return range(count).map((i) => ({ seq: seq[i], worker, result: RESULTS[result[i]] }));
}

/** How many were sent: the target answers all, and a busy machine may drop some. */
function answered(sent: readonly Sent[]): number {
  return sent.filter(({ result }) => result === 'answered').length;
}

async function* pages(...all: readonly (readonly Arrival[])[]): AsyncGenerator<readonly Arrival[]> {
  yield* all;
}

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Arrival, MARKED, NONE, type OutcomeBatch, RESULTS } from '../../../src/model.ts';
import { abortedOutcomes } from '../../../src/send/aborted-outcomes.ts';
import type { SenderPoolOptions } from '../../../src/send/pool-terms.ts';
import { SenderPool } from '../../../src/send/sender-pool.ts';
import { startCountingServer } from '../../helpers/counting-server.ts';
import { type StartedThread, startedThreads } from '../../helpers/started-threads.ts';
import { arrivals, requestAt } from '../../send/sample-arrivals.ts';
import { transportTo } from '../../send/transport-to.ts';

const kill = ({ worker }: StartedThread) => void worker.terminate();
/** A message that it cannot understand is an error that nobody catches. */
const crash = ({ worker }: StartedThread) => worker.postMessage({ type: 'arrivals' });

for (const [how, lose, reason] of [
  ['that is ended', kill, /the thread ended by itself/],
  ['that breaks down', crash, /undefined/],
] as const) {
  test(`a sender ${how} is replaced: every arrival has one outcome, and none is sent twice`, async (t) => {
    const { pool, server, sent, threads } = await start(t, { workers: 2 });
    const running = pool.run(pages(arrivals(200, 5000), arrivals(100, 5000, 1_000_000, 200)), 1_500_000);
    await server.received(100);
    lose(threads.named('sender 1')[0]);
    const { planned, stoppedAtUs, lost } = await running;
    assert.deepEqual([planned, stoppedAtUs], [300, null]);
    assert.deepEqual(
      lost.map(({ worker, error }) => [worker, reason.test(String(error))]),
      [[1, true]],
    );
    assert.deepEqual(
      sent.map(({ seq }) => seq).toSorted((a, b) => a - b),
      range(300),
    );
    assert.equal(threads.named('sender 1').length, 2);
    assert.equal(threads.named('sender 0').length, 1);
    const urls = server.requests.map(({ url }) => url);
    assert.equal(new Set(urls).size, urls.length, 'nothing was sent twice');
    const aborted = sent.filter(({ result }) => result === 'aborted');
    assert.ok(aborted.every(({ seq, worker }) => worker === 1 && seq % 2 === 1));
    // What is due after the loss goes out all the same.
    const last = sent.filter(({ seq }) => seq >= 280);
    assert.ok(
      last.every(({ result }) => result === 'answered'),
      JSON.stringify(last),
    );
  });
}

test('what a lost sender waited for has failed as aborted', async (t) => {
  const { pool, server, sent, threads } = await start(t, { workers: 1 }, 60_000);
  const running = pool.run(pages(arrivals(20, 1000)), 1_000_000);
  await server.received(20);
  kill(threads.named('sender 0')[0]);
  const { planned, lost } = await running;
  assert.deepEqual([planned, lost.length], [20, 1]);
  assert.deepEqual(
    sent.map(({ seq, result }) => [seq, result]),
    range(20).map((seq) => [seq, 'aborted']),
  );
  assert.equal(pool.inFlight, 0);
});

for (const [what, changes] of [
  ['a closed loop', {}],
  ['users', { users: { count: 6, spawnIntervalUs: 0, waitUs: [1000, 20_000], seed: 1 } }],
] as const) {
  test(`${what} goes on with the sender that takes the place`, async (t) => {
    const { pool, server, sent, threads } = await start(
      t,
      { workers: 2, connections: 6, closedLoop: true, ...changes },
      5,
    );
    async function* endless() {
      for (let seq = 0; ; seq += 100) yield arrivals(100, 0, 0, seq);
    }
    const running = pool.run(endless(), 60_000_000);
    await server.received(100);
    let before = Infinity;
    threads.onStart(() => {
      before = sent.length;
    });
    crash(threads.named('sender 0')[0]);
    // Until the one that takes the place has done something.
    const isOfNew = ({ worker, result }: Sent) => worker === 0 && result === 'answered';
    while (!sent.slice(before).some(isOfNew)) await sleep(10);
    pool.stop();
    const { planned, lost } = await running;
    assert.equal(lost.length, 1);
    assert.equal(planned, sent.length);
    assert.equal(new Set(sent.map(({ seq }) => seq)).size, planned);
  });
}

test('a run whose senders die one after the other ends, and its books are in order', async (t) => {
  const { pool, sent, threads } = await start(t, { workers: 1 });
  threads.onStart((thread) => void thread.worker.once('online', () => crash(thread)));
  crash(threads.named('sender 0')[0]);
  const { planned, lost, stoppedAtUs } = await pool.run(pages(arrivals(30_000, 1000)), 30_000_000);
  assert.ok(lost.length > 1 && lost.length <= 11, `${lost.length}`);
  assert.ok(stoppedAtUs !== null);
  assert.equal(planned, sent.length);
});

test('what another login brought is in what is sent from then on, also by a sender that takes the place of another', async (t) => {
  const token = { written: 'token', value: { kind: 'captured', name: 'token' }, within: 'text' } as const;
  const filling = { placeholders: [token], seed: 1, captured: { token: 'first' } };
  const { pool, server, threads } = await start(t, { workers: 1, filling });
  const marked = { headers: ['X-Token', '\x000\x00'], marked: MARKED.head };
  const plan = arrivals(300, 5000).map((arrival) => ({
    ...arrival,
    request: requestAt(arrival.seq, marked),
  }));
  const running = pool.run(pages(plan), 1_500_000);
  await server.received(50);
  pool.capture({ token: 'second' });
  await server.received(100);
  kill(threads.named('sender 0')[0]);
  const { lost } = await running;
  assert.equal(lost.length, 1);
  const tokens = server.requests.map(({ rawHeaders }) => rawHeaders[rawHeaders.indexOf('X-Token') + 1]);
  const change = tokens.indexOf('second');
  assert.ok(change >= 50 && change <= 100, `${change}`);
  assert.deepEqual(new Set(tokens.slice(0, change)), new Set(['first']));
  assert.deepEqual(new Set(tokens.slice(change)), new Set(['second']));
  assert.ok(tokens.length > 150, 'the second sender sent some');
});

test('an aborted outcome tells of its request what is known, and no times', () => {
  const recorded = { status: 304, durationMs: 1.5 };
  const arrival = { seq: 7, dueAtUs: 5000.4, request: requestAt(3, { recorded, causes: 2 }) };
  const [batch, ...others] = abortedOutcomes(1, [arrival], null);
  assert.deepEqual(others, []);
  const values = [batch.worker, batch.count, batch.seq[0], batch.dueAtUs[0], batch.requestId[0]];
  assert.deepEqual(values, [1, 1, 7, 5000, 4]);
  assert.deepEqual([batch.recordedStatus[0], batch.recordedUs[0], batch.causes[0]], [304, 1500, 2]);
  assert.deepEqual(
    [batch.lagUs[0], batch.ttfbUs[0], batch.serviceUs[0], batch.status[0]],
    [NONE, NONE, NONE, 0],
  );
  assert.equal(abortedOutcomes(1, [arrival], 123)[0].dueAtUs[0], 123);
});

async function start(
  t: { after(end: () => Promise<void>): void },
  changes: Partial<SenderPoolOptions>,
  delayMs = 0,
) {
  const server = await startCountingServer({ answer: () => ({ delayMs }) });
  const threads = startedThreads();
  const sent: Sent[] = [];
  const options = { ...DEFAULTS, transport: transportTo(server.url, { timeoutMs: 60_000 }), ...changes };
  const pool = await SenderPool.start(options, { onOutcomes: (batch) => sent.push(...plain(batch)) });
  t.after(async () => {
    threads.release();
    await pool.close();
    await server.close();
  });
  return { pool, server, sent, threads };
}

const DEFAULTS: Omit<SenderPoolOptions, 'transport'> = {
  ...{
    workers: 1,
    maxInFlight: 1000,
    connections: 4,
    closedLoop: false,
    following: false,
  },
  ...{ maxOverdueUs: 60_000_000, catchUp: 2, users: null },
};

interface Sent {
  readonly seq: number;
  readonly worker: number;
  readonly result: string;
}

function plain({ worker, count, seq, result }: OutcomeBatch): Sent[] {
  return range(count).map((i) => ({ seq: seq[i], worker, result: RESULTS[result[i]] }));
}

async function* pages(...all: readonly (readonly Arrival[])[]): AsyncGenerator<readonly Arrival[]> {
  yield* all;
}

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}

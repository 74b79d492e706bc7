import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Arrival, OutcomeBatch } from '../../src/model.ts';
import { RESULTS } from '../../src/model.ts';
import type { SenderPoolOptions } from '../../src/send/pool-terms.ts';
import { SenderPool } from '../../src/send/sender-pool.ts';
import { shareOf } from '../../src/send/share-of.ts';
import { type Answer, type ReceivedRequest, startCountingServer } from '../helpers/counting-server.ts';
import { startedThreads } from '../helpers/started-threads.ts';
import { requestAt } from './sample-arrivals.ts';
import { transportTo } from './transport-to.ts';

/** `/<session>/<n>` in turn, one `everyUs` after the other. */
function sessionArrivals(sessions: number, each: number, everyUs: number): Arrival[] {
  return range(sessions * each).map((seq) => {
    const session = seq % sessions;
    const path = `/${session}/${Math.floor(seq / sessions)}`;
    return { seq, dueAtUs: seq * everyUs, request: requestAt(seq, { path, session }) };
  });
}

test('all of a session go to one worker; what is nobody’s goes round', () => {
  const page = sessionArrivals(7, 4, 1).map((arrival) =>
    arrival.seq % 7 === 6 ? { ...arrival, request: requestAt(arrival.seq) } : arrival,
  );
  const shares = range(3).map((worker) => shareOf(page, 3, worker));
  assert.equal(shares.flat().length, page.length);
  for (const [worker, share] of shares.entries()) {
    for (const { seq, request } of share) assert.equal((request.session ?? seq) % 3, worker);
  }
  assert.equal(shareOf(page, 1, 0), page);
});

test('a sender that dies is replaced: what waited for its session is sent by the new one, in order, and nothing twice', async (t) => {
  // Each session waits for its first answer, which never comes before the sender is gone.
  let isLost = false;
  const { pool, server, sent, threads } = await start(t, { workers: 2 }, ({ url }) =>
    isLost || !url.endsWith('/0') ? {} : { delayMs: 60_000 },
  );
  const plan = sessionArrivals(4, 10, 2000);
  async function* pages() {
    yield plan.slice(0, 17);
    yield plan.slice(17);
  }
  const running = pool.run(pages(), null);
  await server.received(4);
  // All are due by now, and wait.
  await new Promise((resolve) => setTimeout(resolve, 200));
  assert.equal(server.requests.length, 4);
  isLost = true;
  for (const name of ['sender 0', 'sender 1']) void threads.named(name)[0]!.worker.terminate();
  const { planned, lost } = await running;
  assert.deepEqual([planned, lost.length], [40, 2]);
  assert.deepEqual(
    sent.map(({ seq }) => seq).toSorted((a, b) => a - b),
    range(40),
  );
  const aborted = sent.filter(({ result }) => result === 'aborted').map(({ seq }) => seq);
  assert.deepEqual(
    aborted.toSorted((a, b) => a - b),
    [0, 1, 2, 3],
  );
  assert.ok(sent.every(({ seq, result }) => seq < 4 || result === 'answered'));
  const urls = server.requests.map(({ url }) => url);
  assert.equal(new Set(urls).size, 40);
  for (const session of range(4)) {
    const own = urls.filter((url) => url.startsWith(`/${session}/`));
    assert.deepEqual(
      own,
      range(10).map((n) => `/${session}/${n}`),
    );
    assert.equal(new Set(sent.filter(({ seq }) => seq % 4 === session).map(({ worker }) => worker)).size, 1);
  }
});

test('what waits for a session when the time of a closed loop is over is forgotten, and the books hold', async (t) => {
  const { pool, sent, server } = await start(t, { workers: 2, closedLoop: true, connections: 4 }, () => ({
    delayMs: 30,
  }));
  async function* pages() {
    for (let i = 0; ; i++) {
      yield sessionArrivals(3, 50, 0).map((arrival) => ({ ...arrival, seq: arrival.seq + i * 150 }));
    }
  }
  const { planned } = await pool.run(pages(), 300_000);
  assert.equal(planned, sent.length);
  assert.ok(planned >= 3 && planned < 60, `${planned}`);
  assert.equal(server.requests.length, planned);
  assert.ok(sent.every(({ result, waitUs }) => result === 'answered' && waitUs === 0));
});

test('so many wait at most as may be in flight; a stop sends what is due, and what waits is dropped in its time', async (t) => {
  const { pool, sent, server } = await start(
    t,
    { workers: 1, maxInFlight: 10, sessions: { ownConnections: false, maxWaitUs: 300_000 } },
    () => ({ delayMs: 1500 }),
  );
  async function* pages() {
    yield sessionArrivals(1, 50, 1000);
    // Enough for it to begin; the stop forgets it.
    yield [{ seq: 50, dueAtUs: 30_000_000, request: requestAt(50) }];
    await new Promise(() => {});
  }
  const running = pool.run(pages(), null);
  await server.received(1);
  setTimeout(() => pool.stop(), 200);
  const { planned } = await running;
  assert.equal(planned, 50);
  const counts: Record<string, number> = {};
  for (const { result } of sent) counts[result] = (counts[result] ?? 0) + 1;
  assert.deepEqual(counts, { answered: 1, 'in-flight-cap': 39, 'session-overdue': 10 });
  for (const { result, waitUs } of sent) {
    assert.equal(waitUs > 300_000, result === 'session-overdue');
    assert.ok(
      waitUs < 1_500_000,
      'they are dropped when they have waited so long, not when their turn comes',
    );
  }
});

async function start(
  t: { after(end: () => Promise<void>): void },
  changes: Partial<SenderPoolOptions>,
  answer: (request: ReceivedRequest) => Answer,
) {
  const server = await startCountingServer({ answer });
  const threads = startedThreads();
  const sent: Sent[] = [];
  const options: SenderPoolOptions = {
    ...{ workers: 1, maxInFlight: 1000, connections: 4, closedLoop: false, following: false, users: null },
    ...{ maxOverdueUs: 60_000_000, catchUp: 2 },
    sessions: { ownConnections: false, maxWaitUs: 60_000_000 },
    transport: transportTo(server.url, { timeoutMs: 60_000 }),
    ...changes,
  };
  const pool = await SenderPool.start(options, { onOutcomes: (batch) => sent.push(...plain(batch)) });
  t.after(async () => {
    threads.release();
    await pool.close();
    await server.close();
  });
  return { pool, server, sent, threads };
}

interface Sent {
  readonly seq: number;
  readonly worker: number;
  readonly result: string;
  readonly waitUs: number;
}

function plain({ worker, count, seq, result, sessionWaitUs }: OutcomeBatch): Sent[] {
  return range(count).map((i) => ({
    seq: seq[i]!,
    worker,
    result: RESULTS[result[i]!]!,
    waitUs: sessionWaitUs[i]!,
  }));
}

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}

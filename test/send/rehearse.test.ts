import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { rehearse } from '../../src/send/rehearse.ts';
import { SenderPool } from '../../src/send/sender-pool.ts';
import { startCountingServer } from '../helpers/counting-server.ts';
import { arrivals } from './sample-arrivals.ts';
import { transportTo } from './transport-to.ts';

const COMMON = { maxOverdueUs: 2_000_000, catchUp: 2, users: null, closedLoop: false } as const;

test('a rehearsal sends all its requests, to nobody but itself, and leaves nothing open', async (t) => {
  const server = await startCountingServer();
  t.after(() => server.close());
  const options = {
    ...COMMON,
    ...{ worker: 0, workers: 1, maxInFlight: 10, connections: 1, openAhead: true },
    transport: transportTo(server.url),
    taken: new Float64Array(1),
  };
  assert.equal(await rehearse(options, { requests: 300, withinMs: 60_000 }), 300);
  assert.equal(server.requests.length, 0);
  assert.equal(options.taken[0], 0);
  // What is destroyed is closed a moment later. The counting server stays.
  while (openSockets() > 1) await sleep(1);
  assert.equal(openSockets(), 1);
});

test('a rehearsal ends when its time is over, however far it has come', async () => {
  const options = {
    ...COMMON,
    ...{ worker: 0, workers: 1, maxInFlight: 10, connections: 1, openAhead: true },
    transport: transportTo('http://127.0.0.1:9'),
    taken: new Float64Array(1),
  };
  const answered = await rehearse(options, { requests: 1e5, withinMs: 20 });
  assert.ok(answered < 1e5, String(answered));
});

test('senders that rehearse send what was planned, and tell of nothing else', async (t) => {
  const server = await startCountingServer();
  t.after(() => server.close());
  const results: number[] = [];
  const pool = await SenderPool.start(
    {
      ...COMMON,
      ...{ workers: 2, maxInFlight: 100, connections: 2, following: false, rehearse: true },
      transport: transportTo(server.url),
    },
    { onOutcomes: ({ seq, count }) => results.push(...seq.subarray(0, count)) },
  );
  t.after(() => pool.close());
  async function* plan() {
    yield arrivals(20, 1000);
  }
  const { planned, lost } = await pool.run(plan(), 1_000_000);
  assert.deepEqual([planned, lost], [20, []]);
  assert.deepEqual(
    results.toSorted((a, b) => a - b),
    Array.from({ length: 20 }, (_, i) => i),
  );
  assert.equal(server.requests.length, 20);
});

function openSockets(): number {
  return process.getActiveResourcesInfo().filter((kind) => /TCP/.test(kind)).length;
}

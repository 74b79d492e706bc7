import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nowUs } from '../../src/clock.ts';
import { NONE } from '../../src/model.ts';
import { STEP_US } from '../../src/send/backlog.ts';
import { closedPort } from '../helpers/closed-port.ts';
import { startCountingServer } from '../helpers/counting-server.ts';
import { count, createSender } from './create-sender.ts';
import { arrivals, packed } from './sample-arrivals.ts';

test('every arrival has one outcome, and the target gets each when it is due', async (t) => {
  const server = await startCountingServer();
  t.after(() => server.close());
  const { sender, done } = createSender(server.url);
  await sender.prepare();
  sender.add(packed(arrivals(50, 5000)));
  const startUs = nowUs() + 20_000;
  sender.start(startUs, Infinity);
  sender.add(packed(arrivals(50, 5000, 250_000, 50)));
  sender.end();
  const { outcomes, forgotten } = await done;
  assert.equal(forgotten, 0);
  assert.deepEqual(
    outcomes.map(({ seq }) => seq).toSorted((a, b) => a - b),
    range(100),
  );
  assert.ok(
    outcomes.every(({ result, status, bytes }) => result === 'answered' && status === 200 && bytes === 3),
  );
  assert.equal(server.requests.length, 100);
  for (const { url, atUs } of server.requests) {
    assert.ok(atUs >= startUs + Number(url.slice(1)) * 5000, 'never before its time');
  }
  for (const { lagUs, ttfbUs, serviceUs } of outcomes) assert.ok(lagUs !== NONE && ttfbUs <= serviceUs);
});

test('what is more than two seconds overdue when its turn comes is dropped; what is less so is sent', async (t) => {
  const server = await startCountingServer();
  t.after(() => server.close());
  const { sender, done } = createSender(server.url);
  await sender.prepare();
  sender.add(packed(arrivals(10, 1000)));
  sender.add(packed(arrivals(10, 1000, 2_500_000, 10)));
  // As after a pause of three seconds: the first ten are too late, the others half a second late.
  sender.start(nowUs() - 3_000_000, Infinity);
  sender.end();
  const { outcomes } = await done;
  const bySeq = outcomes.toSorted((a, b) => a.seq - b.seq);
  assert.deepEqual(
    bySeq.map(({ result }) => result),
    [...[...range(10).map(() => 'overdue'), ...range(10).map(() => 'answered')]],
  );
  assert.equal(server.requests.length, 10);
  for (const { lagUs, serviceUs, dueAtUs, seq } of bySeq.slice(0, 10)) {
    assert.deepEqual({ lagUs, serviceUs, dueAtUs }, { lagUs: NONE, serviceUs: NONE, dueAtUs: seq * 1000 });
  }
  for (const { lagUs } of bySeq.slice(10)) assert.ok(lagUs >= 400_000);
});

test('a user whose turn a pause of the machine put off until after the end sends nothing more', async () => {
  const users = { count: 2, spawnIntervalUs: 0, waitUs: [0, 0], seed: 1 } as const;
  const { sender, done } = createSender('http://127.0.0.1:9', { users, closedLoop: true, openAhead: false });
  sender.add(packed(arrivals(10, 0)));
  sender.start(nowUs() - 1_000_000, nowUs() - 1);
  sender.end();
  assert.deepEqual(await done, { outcomes: [], forgotten: 10 });
});

test('what a pause of the machine held up goes at the pace of the backlog, not as one burst', async (t) => {
  const server = await startCountingServer();
  t.after(() => server.close());
  const { sender, done } = createSender(server.url, { catchUp: 2 });
  await sender.prepare();
  sender.add(packed(arrivals(100, 5000)));
  const resumedUs = nowUs();
  // As after a pause of half a second, at the end of which all hundred are due.
  const startUs = resumedUs - 500_000;
  sender.start(startUs, Infinity);
  sender.end();
  const { outcomes } = await done;
  assert.deepEqual(count(outcomes), { answered: 100 });
  for (const { dueAtUs, lagUs, seq } of outcomes) {
    const afterUs = startUs + dueAtUs + lagUs - resumedUs;
    assert.ok(afterUs >= dueAtUs / 2 - STEP_US - 1, `${seq} went ${afterUs} µs after the pause`);
  }
});

test('a burst uses connections whose answers have come, instead of opening one for each', async (t) => {
  const server = await startCountingServer();
  t.after(() => server.close());
  const { sender, done } = createSender(server.url, {
    ...{ catchUp: 'burst', maxInFlight: 1000, maxOverdueUs: 60_000_000 },
  });
  await sender.prepare();
  sender.add(packed(arrivals(1000, 100)));
  sender.start(nowUs() - 500_000, Infinity);
  sender.end();
  assert.deepEqual(count((await done).outcomes), { answered: 1000 });
  assert.ok(server.connections < 200, `${server.connections} connections`);
});

test('a backlog for a target that is slow gets the connections that it takes', async (t) => {
  const server = await startCountingServer({ answer: () => ({ delayMs: 300 }) });
  t.after(() => server.close());
  const { sender, done } = createSender(server.url, { catchUp: 'burst', maxInFlight: 500 });
  await sender.prepare();
  sender.add(packed(arrivals(300, 100)));
  sender.start(nowUs() - 100_000, Infinity);
  sender.end();
  // One after the other over the two that were opened before, they would take 45 s.
  assert.deepEqual(count((await done).outcomes), { answered: 300 });
  assert.ok(server.connections > 50, `${server.connections} connections`);
});

test('an arrival may be said to be overdue after less than a hiccup', async (t) => {
  const server = await startCountingServer();
  t.after(() => server.close());
  const { sender, done } = createSender(server.url, { maxOverdueUs: 100 });
  await sender.prepare();
  sender.add(packed(arrivals(10, 1)));
  sender.start(nowUs() - 1000, Infinity);
  sender.end();
  assert.deepEqual(count((await done).outcomes), { overdue: 10 });
});

test('past the cap on requests in flight, arrivals are dropped', async (t) => {
  const server = await startCountingServer({ answer: () => ({ delayMs: 300 }) });
  t.after(() => server.close());
  const { sender, done } = createSender(server.url, { maxInFlight: 3 });
  sender.add(packed(arrivals(10, 1000)));
  sender.start(nowUs(), Infinity);
  sender.end();
  const { outcomes } = await done;
  assert.deepEqual(count(outcomes), { answered: 3, 'in-flight-cap': 7 });
  assert.equal(server.requests.length, 3);
});

test('a stop forgets what is due later, says how many, and waits for what is in flight', async (t) => {
  const server = await startCountingServer({ answer: () => ({ delayMs: 200 }) });
  t.after(() => server.close());
  const { sender, done } = createSender(server.url);
  sender.add(packed(arrivals(20, 100_000)));
  sender.start(nowUs(), Infinity);
  await server.received(2);
  sender.stop(-1);
  const { outcomes, forgotten } = await done;
  assert.deepEqual(count(outcomes), { answered: server.requests.length });
  assert.equal(outcomes.length + forgotten, 20);
});

test('a stop before the start ends it with nothing sent', async (t) => {
  const server = await startCountingServer();
  t.after(() => server.close());
  const { sender, done } = createSender(server.url);
  await sender.prepare();
  sender.add(packed(arrivals(20, 1000)));
  sender.stop(-1);
  assert.deepEqual(await done, { outcomes: [], forgotten: 20 });
  assert.equal(server.requests.length, 0);
});

test('a closed loop keeps its connections busy, has no lag, and forgets what is left when its time is over', async (t) => {
  const server = await startCountingServer({ answer: () => ({ delayMs: 5 }) });
  t.after(() => server.close());
  const { sender, done } = createSender(server.url, { closedLoop: true, connections: 4 });
  sender.add(packed(arrivals(10_000, 0)));
  const startUs = nowUs();
  sender.start(startUs, startUs + 300_000);
  sender.end();
  const { outcomes, forgotten } = await done;
  assert.equal(outcomes.length + forgotten, 10_000);
  assert.equal(outcomes.length, server.requests.length);
  assert.ok(outcomes.length >= 8 && outcomes.length <= 260, `${outcomes.length} sent`);
  assert.ok(outcomes.every(({ lagUs, result }) => lagUs === 0 && result === 'answered'));
  assert.equal(server.connections, 4);
});

test('a target that is not there makes failures, each with its reason, and no arrival waits for another', async () => {
  const { sender, done } = createSender(`http://127.0.0.1:${await closedPort()}`);
  await sender.prepare();
  sender.add(packed(arrivals(20, 2000)));
  sender.start(nowUs(), Infinity);
  sender.end();
  assert.deepEqual(count((await done).outcomes), { 'connect-refused': 20 });
});

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Users, type UsersOptions } from '../../src/send/users.ts';

const OPTIONS: UsersOptions = { count: 7, spawnIntervalUs: 100, waitUs: [1000, 3000], seed: 1 };

/** Wakes users in turn, each answered 50 µs later; tells who woke when. */
function wake(users: Users, count: number): [number, number][] {
  return Array.from({ length: count }, () => {
    const user = users.take();
    users.pause(user, user.wakesAtUs + 50);
    return [user.number, user.wakesAtUs];
  });
}

test('users begin one after the other, each sender with its own', () => {
  const first = wake(new Users(OPTIONS, 0, 2), 4);
  const second = wake(new Users(OPTIONS, 1, 2), 3);
  assert.deepEqual(first, [
    [0, 0],
    [2, 200],
    [4, 400],
    [6, 600],
  ]);
  assert.deepEqual(second, [
    [1, 100],
    [3, 300],
    [5, 500],
  ]);
});

test('a pause is between its ends, any of them, and the same again with the same seed', () => {
  const pauses = (options: UsersOptions) => {
    const users = new Users({ ...options, count: 1 }, 0, 1);
    const woke = wake(users, 1000).map(([, at]) => at);
    return woke.slice(1).map((at, i) => at - woke[i] - 50);
  };
  const first = pauses(OPTIONS);
  assert.ok(first.every((us) => us >= 1000 && us <= 3000));
  const mean = first.reduce((sum, us) => sum + us, 0) / first.length;
  assert.ok(Math.abs(mean - 2000) < 4 * (2000 / Math.sqrt(12 * first.length)), `${mean}`);
  assert.ok(Math.min(...first) < 1050 && Math.max(...first) > 2950);
  assert.deepEqual(pauses(OPTIONS), first);
  assert.notDeepEqual(pauses({ ...OPTIONS, seed: 2 }), first);
});

test('a user has the same pauses however many senders share the users', () => {
  const of = (worker: number, workers: number) =>
    wake(new Users({ ...OPTIONS, spawnIntervalUs: 0 }, worker, workers), 300).filter(
      ([number]) => number === 4,
    );
  const alone = of(0, 1);
  const shared = of(1, 3);
  const both = Math.min(alone.length, shared.length);
  assert.ok(both > 20);
  assert.deepEqual(alone.slice(0, both), shared.slice(0, both));
});

test('while all wait for answers, none is next', () => {
  const users = new Users({ ...OPTIONS, count: 1 }, 0, 1);
  const user = users.take();
  assert.equal(users.nextUs, Infinity);
  users.pause(user, 10);
  assert.ok(users.nextUs >= 1010);
});

test('users that take over later begin then, those whose time is to come at their time', () => {
  const users = new Users(OPTIONS, 0, 1);
  users.beginFrom(350);
  assert.deepEqual(
    wake(users, 7).map(([, wakesAtUs]) => wakesAtUs),
    [350, 350, 350, 350, 400, 500, 600],
  );
});

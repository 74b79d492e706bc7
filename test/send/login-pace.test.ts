import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LoginPace } from '../../src/send/login-pace.ts';

/** The seconds at which logins begin when every one of them is refused again at once. */
function beginnings(seconds: number): number[] {
  const pace = new LoginPace();
  const begun: number[] = [];
  for (let us = 0; us <= seconds * 1e6; us += 10_000) {
    if (!pace.mayBegin(us)) continue;
    pace.begun(us);
    begun.push(us / 1e6);
  }
  return begun;
}

test('a target that refuses whatever it is sent gets fewer and fewer logins, at last one a minute', () => {
  const begun = beginnings(300);
  assert.deepEqual(begun.slice(0, 5), [0, 0.1, 0.3, 0.7, 1.5]);
  assert.equal(begun.filter((at) => at > 120 && at <= 240).length, 2);
});

test('after a calm minute the next ones come as soon as the first', () => {
  const pace = new LoginPace();
  for (const at of [0, 1, 2, 4, 80]) pace.begun(at * 1e6);
  assert.equal(pace.mayBegin(80.09e6), false);
  assert.equal(pace.mayBegin(80.11e6), true);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Backlog, type CatchUp, STEP_US } from '../../src/send/backlog.ts';

const MS = 1000;

/** Sends what is due on a clock of its own, which stands still for a sender in the hiccups; returns when each went. */
function sentAt(
  due: readonly number[],
  catchUp: CatchUp,
  ...hiccups: readonly (readonly [fromUs: number, toUs: number])[]
): number[] {
  const backlog = new Backlog(catchUp);
  let now = 0;
  const awake = (us: number) => hiccups.find(([from, to]) => us >= from && us < to)?.[1] ?? us;
  return due.map((dueUs) => {
    now = awake(Math.max(now, dueUs));
    while (backlog.holdsUp(now - dueUs)) {
      const waitUs = backlog.waitUs(dueUs, now);
      if (waitUs === 0) break;
      now = awake(now + waitUs);
    }
    return now;
  });
}

const every = (us: number, count: number) => Array.from({ length: count }, (_, i) => i * us);
const SECOND = 1000 * MS;

test('without a hiccup everything goes when it is due', () => {
  assert.deepEqual(sentAt(every(10 * MS, 100), 2), every(10 * MS, 100));
});

test('what a hiccup held up goes at twice the rate until it is level, the rest when it is due', () => {
  const due = every(10 * MS, 500);
  const sent = sentAt(due, 2, [SECOND, 2 * SECOND]);
  for (const [i, dueUs] of due.entries()) {
    const expected = dueUs < SECOND || dueUs >= 3 * SECOND ? dueUs : 2 * SECOND + (dueUs - SECOND) / 2;
    assert.equal(sent[i], expected, `due at ${dueUs}`);
  }
  const inTheFirstTenth = sent.filter((us) => us >= 2 * SECOND && us < 2.1 * SECOND).length;
  assert.equal(inTheFirstTenth, 20, 'a tenth of a second has twice its ten');
});

test('it goes out in steps of half a millisecond, which are no faster than its pace, and nothing goes before it is due', () => {
  const due = every(20, 10_000);
  const sent = sentAt(due, 2, [0, 100 * MS]);
  for (const [i, us] of sent.entries()) {
    const pacedUs = Math.max(due[i]!, 100 * MS + due[i]! / 2);
    assert.ok(us <= pacedUs && us >= Math.max(due[i]!, pacedUs - STEP_US), `due at ${due[i]}: ${us}`);
  }
  const turns = new Set(sent.filter((us) => us < 150 * MS)).size;
  assert.ok(turns <= 101, `${turns} turns`);
});

test('at four times the rate it is level sooner: after a third of the hiccup', () => {
  const due = every(10 * MS, 500);
  const sent = sentAt(due, 4, [SECOND, 2 * SECOND]);
  const level = due.findIndex((dueUs, i) => dueUs >= SECOND && sent[i] === dueUs);
  assert.ok(Math.abs(due[level] - (2 + 1 / 3) * SECOND) <= 10 * MS, `${due[level]}`);
});

test('a burst goes at once', () => {
  const sent = sentAt(every(10 * MS, 300), 'burst', [SECOND, 2 * SECOND]);
  assert.equal(sent.filter((us) => us === 2 * SECOND).length, 101);
});

test('a hiccup while it catches up begins anew from there', () => {
  const due = every(10 * MS, 600);
  const sent = sentAt(due, 2, [SECOND, 2 * SECOND], [2.2 * SECOND, 2.6 * SECOND]);
  // By 2.2 s it had come to what was due at 1.4 s; that goes on from 2.6 s.
  assert.equal(sent[due.indexOf(1.5 * SECOND)], 2.65 * SECOND);
  assert.equal(sent.filter((us) => us > 2.6 * SECOND && us <= 2.7 * SECOND).length, 20);
  assert.equal(sent.at(-1), due.at(-1));
});

test('bursts of the plan stay bursts, and silence is shortened like the rest', () => {
  const due = [0, 0, 0, 100, 100, 400, 400].map((ms) => ms * MS);
  assert.deepEqual(
    sentAt(due, 2, [0, 400 * MS]),
    [400, 400, 400, 450, 450, 600, 600].map((ms) => ms * MS),
  );
});

test('jitter is no backlog: what is late by less goes at once', () => {
  const due = every(MS, 20);
  const sent = sentAt(due, 2, [5 * MS, 13 * MS]);
  assert.deepEqual(sent.slice(5, 15), [...new Array(9).fill(13 * MS), 14 * MS]);
});

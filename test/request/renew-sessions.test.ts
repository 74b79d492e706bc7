import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renewSessions } from '../../src/request/renew-sessions.ts';
import type { Pass } from '../../src/request/repeat-passes.ts';
import { SESSION_NUMBERS } from '../../src/request/session-key.ts';
import { requestAt } from '../send/sample-arrivals.ts';

test('clients keep apart within a pass, and begin anew in each', async () => {
  const own = [5, SESSION_NUMBERS - 1, 5, undefined];
  async function* pass(): AsyncGenerator<ReturnType<typeof requestAt>[]> {
    yield own.slice(0, 2).map((session, i) => requestAt(i, { session }));
    yield own.slice(2).map((session, i) => requestAt(i + 2, { session }));
  }
  async function* passes(): AsyncGenerator<Pass> {
    for (let i = 0; i < 50; i++) yield pass();
  }
  const all: (number | undefined)[][] = [];
  for await (const renewed of renewSessions(passes())) {
    const sessions: (number | undefined)[] = [];
    for await (const page of renewed) sessions.push(...page.map(({ session }) => session));
    all.push(sessions);
  }
  assert.deepEqual(all[0], own);
  for (const [a, b, c, nobody] of all as [number, number, number, undefined][]) {
    assert.equal(a, c);
    assert.notEqual(a, b);
    assert.equal(nobody, undefined);
    assert.ok(
      [a, b].every((session) => Number.isSafeInteger(session) && session >= 0 && session < SESSION_NUMBERS),
    );
  }
  const numbers = all.flatMap(([a, b]) => [a!, b!]);
  assert.equal(new Set(numbers).size, numbers.length);
});

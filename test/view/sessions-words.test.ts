import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Percentiles, SessionsKept } from '../../src/model.ts';
import { sessionsWords } from '../../src/view/sessions-words.ts';
import { sampleReport, sampleRun } from './samples.ts';

const NONE: Percentiles = {
  ...{ count: 0, mean: null, p50: null, p90: null, p95: null, p99: null, p999: null, max: null },
};

function words(sessions: SessionsKept | null, waits: Partial<Percentiles>): string[] {
  const run = sampleRun({ sessions });
  return sessionsWords(run, { ...sampleReport({ run }).summary, sessionWaitUs: { ...NONE, ...waits } });
}

const few = { begun: 3, forgottenIdle: 0, forgottenForRoom: 0, cookies: 0, cookiesRefused: 0 };

test('a run that kept no clients apart says nothing of sessions', () => {
  assert.deepEqual(words(null, {}), []);
});

test('how many sessions there were, who waited and how long, and what was forgotten, each only where there is any', () => {
  assert.deepEqual(words(few, {}), [
    '3 begun',
    'no request waited for the answer before it',
    '0 cookies set',
  ]);
  const many = { begun: 5000, forgottenIdle: 12, forgottenForRoom: 7, cookies: 1234, cookiesRefused: 2 };
  assert.deepEqual(words(many, { count: 2000, p50: 1500, p99: 250_000, max: 2e6 }), [
    '5,000 begun',
    '2,000 requests waited for the answer before them: p50 1.50 ms, p99 250 ms, max 2.00 s',
    '1,234 cookies set, 2 refused',
    '12 forgotten after 30 min',
    '7 forgotten for want of room',
  ]);
  const [, one, cookie] = words({ ...few, cookies: 1 }, { count: 1, p50: 900, p99: 900, max: 900 });
  assert.match(one!, /^1 request waited for the answer before it: p50 900 µs/);
  assert.equal(cookie, '1 cookie set');
});

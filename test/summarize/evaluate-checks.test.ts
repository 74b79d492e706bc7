import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COMPARISONS } from '../../src/model.ts';
import { Accumulator } from '../../src/summarize/accumulator.ts';
import { type Evidence, evaluateChecks } from '../../src/summarize/evaluate-checks.ts';
import { parseCheck } from '../../src/summarize/parse-check.ts';
import { batchOf, dropped, type OneOutcome } from './outcomes.ts';

const ENDPOINTS = [
  { id: 1, method: 'GET', path: '/api/cart' },
  { id: 2, method: 'GET', path: '/api/users/:id' },
  { id: 3, method: 'POST', path: '/api/cart' },
];

function evidence(outcomes: readonly OneOutcome[], compared: readonly string[] = []): Evidence {
  const accumulator = new Accumulator();
  const batch = batchOf(outcomes);
  compared.forEach((name, i) => {
    batch.comparison[i] = COMPARISONS.indexOf(name as 'same');
  });
  accumulator.add(batch);
  return { tallies: accumulator.tallies(), endpoints: ENDPOINTS, rateAsked: 100, rateMade: 96 };
}

const slow = (endpointId: number, count: number, serviceUs: number): OneOutcome[] =>
  Array.from({ length: count }, () => ({ endpointId, serviceUs, lagUs: 1000, ttfbUs: serviceUs / 2 }));

function check(text: string, run: Evidence, baseline: Evidence | null = null) {
  const [{ passed, actual, limit, samples, why }] = evaluateChecks([parseCheck(text)], run, baseline);
  return { passed, actual: actual === null ? null : Number(actual.toPrecision(2)), limit, samples, why };
}

const RUN = evidence([...slow(1, 90, 10_000), ...slow(2, 10, 100_000)]);

for (const [text, passed, actual, samples] of [
  ['p50<12ms', true, 11_000, 100],
  ['p50<11ms', false, 11_000, 100],
  ['p95<200ms', true, 100_000, 100],
  ['service.p50<=10.1ms', true, 10_000, 100],
  ['ttfb.max<51ms', true, 50_000, 100],
  ['lag.mean>1ms', false, 1000, 100],
  ['lag.mean>=1ms', true, 1000, 100],
  ['p50(GET /api/users/:id)<50ms', false, 100_000, 10],
  ['p50(/api/*)<50ms', true, 11_000, 100],
  ['rate>95%', true, 96, 100],
  ['rate>97/s', false, 96, 100],
] as const) {
  test(`${text}: ${passed ? 'holds' : 'does not'}`, () => {
    const { limit, ...rest } = check(text, RUN);
    assert.deepEqual(rest, { passed, actual, samples, why: null });
  });
}

const MIXED = evidence(
  [
    { status: 200 },
    { status: 404 },
    { status: 500 },
    { status: 503, endpointId: 2 },
    { result: 'timeout' },
    { result: 'connect-timeout' },
    { result: 'reset' },
    dropped('overdue'),
  ],
  ['same', 'no-conditions', 'unexplained', 'unexplained'],
);

for (const [text, actual, samples] of [
  ['2xx>0%', 0.13, 8],
  ['4xx>0%', 0.13, 8],
  ['5xx>0%', 0.25, 8],
  ['status(503)>0%', 0.13, 8],
  ['status(503, GET /api/users/:id)>0%', 1, 1],
  ['failed>0%', 0.38, 8],
  ['timeout>0%', 0.25, 8],
  ['dropped>0%', 0.13, 8],
  ['drift>0%', 0.75, 4],
  ['unexplained>0%', 0.5, 4],
] as const) {
  test(`${text}: a share of all that were planned, or that could be compared`, () => {
    const { limit, ...rest } = check(text, MIXED);
    assert.deepEqual(rest, { passed: true, actual, samples, why: null });
  });
}

for (const [text, why] of [
  ['p99(GET /nope)<1s', 'no such endpoint was replayed'],
  ['5xx(POST /api/cart)<=100%', 'nothing was measured'],
  ['ttfb.p50(GET /api/users/:id)<1m', 'nothing was measured'],
  ['unexplained(GET /api/cart)<=100%', 'nothing was measured'],
] as const) {
  test(`${text}: what found no samples has failed`, () => {
    const run = evidence([{}, { endpointId: 2, result: 'reset' }]);
    const { passed, actual, samples, why: said } = check(text, run);
    assert.deepEqual(
      { passed, actual, samples, said },
      { passed: false, actual: null, samples: 0, said: why },
    );
  });
}

test('a dead target has no status, and no check of one holds', () => {
  const dead = evidence([{ result: 'connect-refused' }, { result: 'connect-refused' }]);
  assert.equal(check('5xx<1%', dead).passed, false);
  assert.equal(check('failed<1%', dead).passed, false);
  assert.equal(check('failed<1%', dead).actual, 1);
});

test('a limit may be that of another run, with something added', () => {
  const before = evidence(slow(1, 100, 9000));
  const { limit, passed } = check('p50<baseline+20%', RUN, before);
  assert.ok(passed && Math.abs(limit! - 12_000) < 100, `${limit}`);
  assert.equal(check('p50<baseline+5%', RUN, before).passed, false);
  assert.equal(check('p50<baseline+2ms', RUN, before).passed, true);
  assert.equal(check('5xx<=baseline', RUN, before).passed, true);
  assert.equal(check('rate>=baseline', RUN, before).passed, true);
});

test('what the baseline does not have is nothing to compare with', () => {
  const before = evidence(slow(2, 10, 9000));
  const { passed, limit, why } = check('p50(GET /api/cart)<baseline+20%', RUN, before);
  assert.deepEqual(
    { passed, limit, why },
    { passed: false, limit: null, why: 'the baseline has nothing like it' },
  );
});

test('5xx is what the server calls its own error, and what lies beyond', () => {
  const run = evidence([{ status: 200 }, { status: 599 }, { status: 600 }, { status: 999 }]);
  assert.equal(check('5xx<1%', run).actual, 0.75);
});

test('nothing holds against a baseline that is not valid', () => {
  const { passed, why } = check('p50<baseline+10%', RUN, { ...RUN, isValid: false });
  assert.deepEqual({ passed, why }, { passed: false, why: 'the baseline is not valid' });
  assert.equal(check('p50<1s', RUN, { ...RUN, isValid: false }).passed, true);
});

test('what is exactly at a limit is not beyond it', () => {
  const run = evidence(
    Array.from({ length: 1000 }, (_, i) => ({ status: i < 7 ? 500 : 200, serviceUs: 1100 })),
  );
  for (const text of ['5xx<=0.7%', '5xx>=0.7%', '2xx<=99.3%', '2xx>=99.3%', 'service.max>=1.1ms'])
    assert.equal(check(text, run).passed, true, text);
  for (const text of ['5xx<0.7%', '5xx>0.7%', '2xx<99.3%', '2xx>99.3%', 'service.max<1.1ms'])
    assert.equal(check(text, run).passed, false, text);
});

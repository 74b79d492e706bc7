import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseStatusMix } from '../../practice/parse-status-mix.ts';

test('a mix of statuses is read with its weights, in its order', () => {
  assert.deepEqual(parseStatusMix('200:90,404:6,500:4'), [
    { status: 200, weight: 90 },
    { status: 404, weight: 6 },
    { status: 500, weight: 4 },
  ]);
});

test('a status alone weighs 1', () => {
  assert.deepEqual(parseStatusMix('200'), [{ status: 200, weight: 1 }]);
  assert.deepEqual(parseStatusMix('200:3,503'), [
    { status: 200, weight: 3 },
    { status: 503, weight: 1 },
  ]);
});

test('weights may be fractions, and spaces stand where they please', () => {
  assert.deepEqual(parseStatusMix(' 200 : 99.5 , 500:.5 '), [
    { status: 200, weight: 99.5 },
    { status: 500, weight: 0.5 },
  ]);
});

const WRONG: readonly [text: string, error: typeof TypeError | typeof RangeError, message: RegExp][] = [
  ['', TypeError, /^a status is missing in ''/],
  ['200,', TypeError, /^a status is missing in '200,'/],
  ['ok:1', TypeError, /^'ok' is no status: write a number/],
  ['5xx:1', TypeError, /^'5xx' is no status/],
  ['-200', TypeError, /^'-200' is no status/],
  ['2e2', TypeError, /^'2e2' is no status/],
  [':5', TypeError, /^'' is no status/],
  ['199', RangeError, /^status 199 is out of range: 200 to 599/],
  ['600:1', RangeError, /^status 600 is out of range/],
  ['101', RangeError, /^status 101 is out of range/],
  ['200:', TypeError, /^the weight in '200:' is no positive number/],
  ['200:-1', TypeError, /^the weight in '200:-1' is no positive number/],
  ['200:90%', TypeError, /^the weight in '200:90%' is no positive number/],
  ['200:0', RangeError, /^the weight in '200:0' must be above 0/],
  [`200:${'9'.repeat(400)}`, RangeError, /must be above 0, and finite$/],
  ['200:1:2', TypeError, /^'200:1:2' has too many colons/],
  ['200:1,404:1,200:2', TypeError, /^status 200 stands twice/],
];

for (const [text, error, message] of WRONG) {
  const shown = text.length > 30 ? `${text.slice(0, 30)}…` : text;
  test(`'${shown}' is rejected as a mix of statuses, with one line that says why`, () => {
    assert.throws(() => parseStatusMix(text), isOneLine(error, message));
  });
}

function isOneLine(error: typeof TypeError | typeof RangeError, message: RegExp) {
  return (thrown: unknown): boolean => {
    assert.ok(thrown instanceof error);
    assert.match(thrown.message, message);
    assert.doesNotMatch(thrown.message, /\n/);
    return true;
  };
}

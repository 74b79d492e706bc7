import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CAUSE, COMPARISONS, type Comparison } from '../../src/model.ts';
import { explainChange, explainChanges } from '../../src/summarize/explain-change.ts';
import { batchOf, dropped } from './outcomes.ts';

const { noConditions, noRange, noCredentials, noBody, credentialsAdded, toLogin, toOtherAddress } = CAUSE;
/** What a combined log of nginx lacks in every line. */
const BARE = noConditions | noRange | noCredentials;

const CASES: readonly (readonly [sentence: string, number, number, number, Comparison])[] = [
  ['the same status is the same, whatever was sent', 304, 304, BARE, 'same'],
  ['where the log has no status there is nothing to compare', 0, 500, BARE, 'none'],

  ['304 becomes 200 without a condition', 304, 200, noConditions, 'no-conditions'],
  ['412 becomes a success without a condition', 412, 204, noConditions, 'no-conditions'],
  ['304 becomes 200 though the condition was sent', 304, 200, noRange | noCredentials, 'unexplained'],
  ['304 becomes 404: no condition makes that', 304, 404, BARE, 'unexplained'],
  ['304 becomes 500: no condition makes that', 304, 500, BARE, 'unexplained'],
  ['200 becomes 304: to send no condition does not make that', 200, 304, BARE, 'unexplained'],

  ['206 becomes 200 without a Range', 206, 200, noRange, 'no-range'],
  ['416 becomes 200 without a Range', 416, 200, noRange, 'no-range'],
  ['206 becomes 200 though the Range was sent', 206, 200, noConditions | noCredentials, 'unexplained'],
  ['206 becomes 404', 206, 404, BARE, 'unexplained'],

  ['200 becomes 401 without credentials', 200, 401, noCredentials, 'no-credentials'],
  ['200 becomes 403 without credentials', 200, 403, noCredentials, 'no-credentials'],
  ['a page becomes a redirect to the log-in', 200, 302, noCredentials | toLogin, 'no-credentials'],
  ['200 becomes 401 though credentials were sent', 200, 401, noConditions | noRange, 'unexplained'],
  ['a redirect to the log-in though credentials were sent', 200, 302, toLogin, 'unexplained'],
  ['a redirect to somewhere else', 200, 302, BARE, 'unexplained'],
  ['200 becomes 500: no credentials make that', 200, 500, BARE, 'unexplained'],

  ['401 becomes 200 with credentials of the command line', 401, 200, credentialsAdded, 'credentials-added'],
  ['401 becomes 200 without', 401, 200, BARE, 'unexplained'],

  ['201 becomes 400 without its body', 201, 400, noBody, 'no-body'],
  ['201 becomes 422 without its body', 201, 422, noBody, 'no-body'],
  ['201 becomes 400 though its body was sent', 201, 400, BARE, 'unexplained'],
  ['201 becomes 500 without its body', 201, 500, noBody, 'unexplained'],

  ['200 becomes a redirect to the same path elsewhere', 200, 301, toOtherAddress, 'other-address'],

  ['408 was no verdict', 408, 200, 0, 'no-verdict'],
  ['499 was none, where a parser says it', 499, 500, 0, 'no-verdict'],
  ['444 was none, where a parser says it', 444, 200, 0, 'no-verdict'],
  ['a target that answers 408 now has changed', 200, 408, BARE, 'unexplained'],

  ['an error that is gone has changed as well', 500, 200, BARE, 'unexplained'],
];

for (const [sentence, recorded, replayed, causes, expected] of CASES) {
  test(`${sentence}: ${expected}`, () => {
    assert.equal(explainChange(recorded, replayed, causes), expected);
  });
}

test('whatever is recorded and replayed, only an equal status is the same, and only nothing is none', () => {
  for (const recorded of [0, 200, 206, 301, 304, 401, 404, 408, 500]) {
    for (let replayed = 200; replayed < 600; replayed++) {
      for (let causes = 0; causes < 256; causes++) {
        const comparison = explainChange(recorded, replayed, causes);
        if ((comparison === 'same') !== (recorded === replayed)) assert.fail(`${recorded} ${replayed}`);
        if ((comparison === 'none') !== (recorded === 0)) assert.fail(`${recorded} ${replayed}`);
      }
    }
  }
});

test('a server error that was none before is never explained away, but where there was no verdict', () => {
  for (const recorded of [200, 206, 301, 304, 401, 403, 404, 412, 416]) {
    for (let causes = 0; causes < CAUSE.toLogin; causes++) {
      for (const replayed of [500, 502, 503, 504]) {
        assert.equal(explainChange(recorded, replayed, causes), 'unexplained');
      }
    }
  }
});

test('outcomes are compared where they were answered', () => {
  const batch = batchOf([
    { recordedStatus: 200, status: 200 },
    { recordedStatus: 304, status: 200, causes: BARE },
    { recordedStatus: 200, status: 500, causes: BARE },
    { recordedStatus: 0, status: 500 },
    { recordedStatus: 200, result: 'timeout' },
    dropped('overdue', { recordedStatus: 200 }),
  ]);
  explainChanges(batch);
  assert.deepEqual(
    Array.from(batch.comparison, (index) => COMPARISONS[index]),
    ['same', 'no-conditions', 'unexplained', 'none', 'none', 'none'],
  );
});

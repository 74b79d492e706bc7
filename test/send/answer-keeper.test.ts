import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AnswerKeeper, type KeptAnswer, MOST_BODY_BYTES } from '../../src/send/answer-keeper.ts';

function keep(
  keeper: AnswerKeeper,
  seq: number,
  status: number,
  body = `${seq}`,
  endpointId = 1,
  result = 0,
): void {
  const answer = keeper.begin(status, { 'x-a': ['1', '2'] });
  answer?.add(Buffer.from(body));
  const account = { endpointId, requestId: seq, recordedStatus: 0, recordedUs: 0, causes: 0 };
  if (answer) keeper.end(answer, account, seq, result);
}

const told = (answers: readonly KeptAnswer[]) =>
  answers.map(({ place, endpointId, status, seq, body }) =>
    [place, endpointId, status, seq, `${body}`].join(' '),
  );
const bodyText = ({ body }: KeptAnswer) => Buffer.from(body).toString();

test('the first of each endpoint and status is told at once, the last at the end', () => {
  const keeper = new AnswerKeeper('sample', 1e6);
  keep(keeper, 0, 200);
  keep(keeper, 1, 200);
  keep(keeper, 2, 500);
  keep(keeper, 3, 200, '3', 2);
  const firsts = keeper.take(false);
  assert.deepEqual(
    firsts.map(({ place, endpointId, status, seq }) => [place, endpointId, status, seq]),
    [
      ['first', 1, 200, 0],
      ['first', 1, 500, 2],
      ['first', 2, 200, 3],
    ],
  );
  assert.deepEqual(firsts.map(bodyText), ['0', '2', '3']);
  assert.deepEqual(firsts[0].headers, ['x-a', '1', 'x-a', '2']);
  assert.deepEqual(keeper.take(false), []);
  keep(keeper, 4, 200);
  keep(keeper, 5, 404);
  assert.deepEqual(
    keeper.take(true).map(({ place, endpointId, status, seq }) => [place, endpointId, status, seq]),
    [
      ['first', 1, 404, 5],
      ['last', 1, 500, 2],
      ['last', 2, 200, 3],
      ['last', 1, 404, 5],
      ['last', 1, 200, 4],
    ],
  );
});

test('of those that failed alone, others are not even looked at', () => {
  const keeper = new AnswerKeeper('failed', 1e6);
  for (const status of [200, 302, 399, 400, 503]) keep(keeper, status, status);
  assert.deepEqual(told(keeper.take(false)).length, 2);
});

test('an answer that broke off is another than one that came to its end', () => {
  const keeper = new AnswerKeeper('sample', 1e6);
  keep(keeper, 0, 200);
  keep(keeper, 1, 200, 'half', 1, 4);
  assert.deepEqual(
    keeper.take(false).map(({ result }) => result),
    [0, 4],
  );
});

test('of a body no more than its beginning is kept, and its length is known', () => {
  const keeper = new AnswerKeeper('sample', 1e6);
  keep(keeper, 0, 200, 'x'.repeat(MOST_BODY_BYTES + 5));
  const [{ body, bodyBytes }] = keeper.take(false);
  assert.deepEqual([body.length, bodyBytes], [MOST_BODY_BYTES, MOST_BODY_BYTES + 5]);
});

test('what all of them take has a limit; what is left out is counted', () => {
  const keeper = new AnswerKeeper('sample', 10 * MOST_BODY_BYTES);
  for (let seq = 0; seq < 100; seq++) keep(keeper, seq, 200, 'x'.repeat(MOST_BODY_BYTES), seq);
  const kept = keeper.take(false);
  assert.ok(kept.length >= 8 && kept.length <= 10);
  assert.equal(keeper.left, 100 - kept.length);
});

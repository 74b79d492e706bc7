import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseStopCondition } from '../../src/summarize/stop-condition.ts';
import { StopWatch } from '../../src/summarize/stop-watch.ts';
import { batchOf, dropped, type OneOutcome } from './outcomes.ts';

const S = 1_000_000;

interface SecondOf {
  readonly ok?: number;
  readonly errors?: number;
  readonly refused?: number;
  readonly timeouts?: number;
  readonly dropped?: number;
  readonly slow?: number;
  /** 100 unless it is said. */
  readonly due?: number;
}

/** Lets a run pass before a watch, second by second; tells what stopped it. */
function stopped(condition: string, seconds: readonly SecondOf[], { warmupS = 0, endsS = Infinity } = {}) {
  const watch = new StopWatch([parseStopCondition(condition)], warmupS * S);
  const many = (count: number | undefined, outcome: OneOutcome) => new Array(count ?? 0).fill(outcome);
  for (const [i, { ok, errors, refused, timeouts, slow, ...rest }] of seconds.entries()) {
    const at = { dueAtUs: i * S + 1000, lagUs: 10, serviceUs: 500 };
    watch.add(
      batchOf([
        ...many(ok, at),
        ...many(errors, { ...at, status: 503 }),
        ...many(refused, { ...at, result: 'connect-refused' }),
        // What ends in this second has begun before.
        ...many(timeouts, { ...at, dueAtUs: at.dueAtUs - 5 * S, serviceUs: 5 * S, result: 'timeout' }),
        ...many(slow, { ...at, dueAtUs: at.dueAtUs - 3 * S, serviceUs: 3 * S }),
        ...many(rest.dropped, dropped('in-flight-cap', at)),
      ]),
    );
    const reason = watch.check((i + 1.5) * S, endsS * S, (second) => seconds[second].due ?? 100);
    if (reason) return [reason.firstSecond, reason.lastSecond, Number(reason.share.toFixed(3))];
  }
  return null;
}

const times = <T>(count: number, value: T): T[] => new Array(count).fill(value);
const GOOD = { ok: 100 };
const SILENT = {};

for (const [says, condition, seconds, expected] of [
  ['a good run goes on', '5xx>20% for 5s', times(20, GOOD), null],
  ['exactly the limit is not over it', '5xx>20% for 5s', times(20, { ok: 80, errors: 20 }), null],
  [
    'over the limit stops it once the time is full',
    '5xx>20% for 5s',
    times(20, { ok: 79, errors: 21 }),
    [0, 4, 0.21],
  ],
  [
    'the first second is the one in which it turned bad',
    '5xx>20% for 5s',
    [...times(10, GOOD), ...times(10, { ok: 70, errors: 30 })],
    [10, 13, 0.24],
  ],
  [
    'requests are weighed, not seconds: four bad ones among a thousand are nothing',
    '5xx>20% for 5s',
    [...times(4, { errors: 1, due: 1 }), { ok: 1000, due: 1000 }, ...times(4, GOOD)],
    null,
  ],
  [
    'nor does one good answer in a quiet second save a run that fails',
    '5xx>20% for 5s',
    [{ errors: 500, due: 500 }, ...times(3, { ok: 1, due: 1 }), { errors: 500, due: 500 }],
    [0, 4, 0.997],
  ],
  ['a target that hangs from the start', '5xx>20% for 5s', times(9, SILENT), [0, 4, 1]],
  ['a target that begins to hang', 'p99>2s for 3s', [...times(5, GOOD), ...times(5, SILENT)], [5, 5, 0.333]],
  ['a target that refuses', '5xx>20% for 5s', times(9, { refused: 100 }), [0, 4, 1]],
  ['failures', 'failed>50% for 3s', [...times(3, GOOD), ...times(5, { ok: 10, refused: 90 })], [3, 4, 0.6]],
  ['drops', 'dropped>10% for 2s', times(4, { ok: 80, dropped: 20 }), [0, 1, 0.2]],
  ['one status', '503>0% for 2s', [GOOD, { ok: 99, errors: 1 }], [1, 1, 0.005]],
  ['a percentile is a share', 'p90>2s for 2s', [GOOD, { ok: 70, slow: 30 }], [1, 1, 0.15]],
  ['under which it is not', 'p90>2s for 2s', times(9, { ok: 91, slow: 9 }), null],
  ['time that was waited in vain counts', 'p99>2s for 2s', [GOOD, { ok: 90, timeouts: 10 }], [1, 1, 0.05]],
  ['who was refused did not wait', 'p99>2s for 2s', times(9, { ok: 50, refused: 50 }), null],
  ['where nothing is due, silence is no reason', 'failed>1% for 2s', [GOOD, ...times(9, { due: 0 })], null],
  ['a slow start is not yet a dead target', '5xx>20% for 5s', [SILENT, SILENT, ...times(9, GOOD)], null],
  [
    'one slow answer at a low rate is no silence',
    '5xx>20% for 5s',
    [{ ok: 1, due: 1 }, { due: 1 }, { ok: 1, due: 0 }, { due: 1 }, { ok: 1, due: 0 }],
    null,
  ],
] as const) {
  test(`${condition}: ${says}`, () => {
    assert.deepEqual(stopped(condition, seconds), expected);
  });
}

test('the warm-up is not judged, nor is what comes after the last request', () => {
  const bad = times(10, { errors: 100 });
  assert.deepEqual(stopped('5xx>20% for 2s', bad, { warmupS: 4 }), [4, 5, 1]);
  assert.equal(stopped('5xx>20% for 2s', [...times(3, GOOD), ...times(9, SILENT)], { endsS: 3 }), null);
});

test('of several conditions, any stops the run and is named', () => {
  const watch = new StopWatch(['failed>50% for 1s', '5xx>50% for 1s'].map(parseStopCondition), 0);
  watch.add(batchOf([{ status: 500 }]));
  assert.equal(watch.check(1.5 * S, Infinity, () => 1)?.condition, '5xx>50% for 1s');
});

for (const [text, says] of [
  ['5xx', /is no condition; such as '5xx>20% for 5s'/],
  ['5xx>20%', /is no condition/],
  ['5xx<20% for 5s', /is no condition/],
  ['5xx>20ms for 5s', /5xx is compared with 0% to 99%/],
  ['5xx>100% for 5s', /0% to 99%/],
  ['p99>2% for 5s', /a percentile, up to p99\.9, is compared with a time/],
  ['p100>2s for 5s', /a percentile/],
  ['6xx>1% for 5s', /'6xx' is none of 5xx, 503, failed, dropped, p99/],
  ['mean>1% for 5s', /'mean' is none of/],
  ['5xx>20% for 0s', /the time is from 1s to 10m/],
  ['5xx>20% for 11m', /the time is from 1s to 10m/],
] as const) {
  test(`${text} is no condition, and the message has one that is`, () => {
    assert.throws(
      () => parseStopCondition(text),
      (error: Error) => {
        assert.match(error.message, says);
        assert.match(error.message, /such as '5xx>20% for 5s'/);
        return error instanceof TypeError;
      },
    );
  });
}

test('conditions are read with or without spaces, in seconds or minutes', () => {
  const { share, seconds } = parseStopCondition(' failed > 12.5% for 2m ');
  assert.deepEqual([share, seconds], [0.125, 120]);
});

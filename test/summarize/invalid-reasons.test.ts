import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Percentiles, SenderLoad } from '../../src/model.ts';
import { Accumulator } from '../../src/summarize/accumulator.ts';
import { type Evidence, invalidReasons } from '../../src/summarize/invalid-reasons.ts';

const empty = new Accumulator().summary();

interface Case extends Omit<Partial<Evidence>, 'summary'> {
  readonly summary?: Partial<Evidence['summary']>;
}

/** A good run of 1000 requests in 10 s, but for what is told. */
function reasons({ summary, ...rest }: Case): string[] {
  const good = { ...empty, planned: 1000, sent: 1000, answered: 1000, sendingUs: 10e6 };
  return invalidReasons({
    expected: 1000,
    plannedUs: 10e6,
    logEnded: null,
    lost: [],
    senders: [],
    unasked: 0,
    ...rest,
    summary: { ...good, ...summary },
  });
}

const MINUTE = { plannedUs: 60e6, summary: { sendingUs: 60e6 } };

function lag(p99: number): Percentiles {
  return { count: 1000, mean: 10, p50: 10, p90: 20, p95: 50, p99, p999: p99, max: p99 };
}

function sender(worker: number, loopDelayP99Us: number | null): SenderLoad {
  return { worker, busy: 0.2, loopDelayP99Us, loopDelayMaxUs: loopDelayP99Us, handedLateUs: 0 };
}

for (const [sentence, evidence, expected] of [
  ['a run that made its rate and lost nothing is valid', {}, []],
  [
    'requests that found no socket did not load the target',
    { summary: { answered: 940, failed: 60, failures: [['no-socket', 60]] } },
    ['60 of 1,000 requests found no socket and never left'],
  ],
  [
    'a few of them are no reason',
    { summary: { answered: 950, failed: 50, failures: [['no-socket', 50]] } },
    [],
  ],
  ['one answer in a thousand that nobody asked for is no reason', { unasked: 1 }, []],
  [
    'one in a hundred is',
    { unasked: 10 },
    ['answers cannot be told apart (10 times the target said more than it was asked for)'],
  ],
  ['failures alone make no run invalid', { summary: { answered: 1, failed: 999 } }, []],
  [
    'a lost sender is a reason',
    { lost: ['1: out of memory', '2: x'] },
    ['a sender was lost (1: out of memory)', 'a sender was lost (2: x)'],
  ],
  [
    'where nothing was planned nothing else is said',
    { summary: { planned: 0, sent: 0, answered: 0, sendingUs: 0 }, expected: 0 },
    ['nothing was sent'],
  ],
  ['requests of the warm-up are accounted for', { summary: { warmup: 9 }, expected: 1009 }, []],
  [
    'a run that ended while it warmed up says so',
    { summary: { planned: 0, sent: 0, answered: 0, sendingUs: 0, warmup: 9 }, expected: 9 },
    ['it ended before its warm-up did'],
  ],
  [
    'outcomes that are missing are a reason',
    { expected: 1001 },
    ['1001 requests were planned, 1000 are accounted for'],
  ],
  [
    'outcomes that are too many are a reason',
    { expected: 999 },
    ['999 requests were planned, 1000 are accounted for'],
  ],
  ['no answer at all is a reason', { summary: { answered: 0, failed: 1000 } }, ['nothing was answered']],
  [
    'a rate that was not made is a reason',
    { summary: { sent: 949, dropped: 51 } },
    ['the rate was not made (94.9/s of 100/s)'],
  ],
  [
    'a log that could not be repeated, as it was to be, is a reason',
    { logEnded: { atUs: 9.96e6, ofUs: 20e6, why: 'it is gone' } },
    ['the log ended after 10 s of 20 s; it is gone'],
  ],
  ['a log that ended a moment too soon is none', { logEnded: { atUs: 19.5e6, ofUs: 20e6, why: '' } }, []],
  ['a rate nearly made is made', { summary: { sent: 951, dropped: 49 } }, []],
  [
    'sending that took longer than planned made a lower rate',
    { summary: { sendingUs: 20e6 } },
    ['the rate was not made (50/s of 100/s)'],
  ],
  [
    'a short run whose last request was late by a hiccup made its rate',
    { summary: { sendingUs: 1.4e6 }, plannedUs: 1e6 },
    [],
  ],
  [
    'a short run in which much was dropped did not',
    { summary: { sent: 500, answered: 500, dropped: 500, sendingUs: 1e6 }, plannedUs: 1e6 },
    ['the rate was not made (500/s of 1,000/s)'],
  ],
  ['in a short run one hiccup is no reason', { summary: { lagUs: lag(900_000) } }, []],
  [
    'but lateness that is more than a hiccup is',
    { summary: { lagUs: lag(1_200_000) } },
    ['lag p99 was 1,200 ms; 1,000 ms is the limit'],
  ],
  [
    'in a longer run a tenth of a second is not yet',
    { ...MINUTE, summary: { ...MINUTE.summary, lagUs: lag(100_000) } },
    [],
  ],
  [
    'but more than that is a reason',
    { ...MINUTE, summary: { ...MINUTE.summary, lagUs: lag(101_000) } },
    ['lag p99 was 101 ms; 100 ms is the limit'],
  ],
  [
    'a sender whose event loop hardly turned measured nothing, in a closed loop as well',
    { ...MINUTE, expected: null, plannedUs: null, senders: [sender(0, 20_000), sender(1, 130_000)] },
    ['the event-loop delay p99 of sender 1 was 130 ms; 100 ms is the limit'],
  ],
  ['one that was never measured is no reason', { senders: [sender(0, null)] }, []],
  [
    'a closed loop has neither a plan nor a rate',
    { expected: null, plannedUs: null, summary: { planned: 3, sent: 3, answered: 3 } },
    [],
  ],
  [
    'a closed loop that got no answer is invalid',
    { expected: null, plannedUs: null, summary: { answered: 0, failed: 1000 } },
    ['nothing was answered'],
  ],
] as const satisfies [string, Case, string[]][]) {
  test(sentence, () => {
    assert.deepEqual(reasons(evidence), expected);
  });
}

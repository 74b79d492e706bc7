import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Percentiles, SenderLoad } from '../../src/model.ts';
import { type GeneratorEvidence, generatorFindings } from '../../src/summarize/generator-findings.ts';

const LATE = { lagUs: lag(50_000), drops: [], failures: [] } as const;

/** Two senders of two on four processors that had time to spare, and lag of 80 µs, but for what is told. */
function findings(changes: Partial<Omit<GeneratorEvidence, 'senders'>> & { sender?: Partial<SenderLoad> }) {
  const { sender, ...rest } = changes;
  const idle = { busy: 0.3, loopDelayP99Us: 1200, loopDelayMaxUs: 4000, handedLateUs: 0 };
  return generatorFindings({
    senders: [
      { worker: 0, ...idle },
      { worker: 1, ...idle, ...sender },
    ],
    summary: { lagUs: lag(80), drops: [], failures: [] },
    trend: null,
    closed: false,
    workers: 2,
    cores: 4,
    moreSockets: 'raise it',
    ...rest,
  });
}

function lag(p99: number): Percentiles {
  return { count: 1000, mean: 10, p50: 10, p90: 20, p95: 50, p99, p999: p99, max: p99 };
}

const FULL = 'sender 1 was busy 97% of the time (loop delay p99 12 ms)';
const PAUSED = 'the machine paused, or others had its 4 processors; give the generator a machine of its own';
const GREW =
  'lag grew from 2 ms to 250 ms from the first third of the run to the last, while service time did not (3 ms, 3.1 ms): ' +
  'the generator fell behind, not the target';

const times = (lagUs: number, serviceUs: number) => ({ lagUs, serviceUs });

for (const [sentence, evidence, expected] of [
  ['a generator with time to spare is not spoken of', {}, []],
  ['nor one that had none, but sent in time', { sender: { busy: 0.97 } }, []],
  ['nor one whose loop paused while nothing was due', { sender: { loopDelayMaxUs: 400_000 } }, []],
  [
    'a sender that had no time to spare and sent late was the bottleneck',
    { summary: LATE, sender: { busy: 0.97, loopDelayP99Us: 12_000 } },
    [`${FULL}: it was the bottleneck; use --workers 3`],
  ],
  [
    'where more workers are of no use, it says what is',
    { summary: LATE, cores: 2, sender: { busy: 0.97, loopDelayP99Us: 12_000 } },
    [`${FULL}: it was the bottleneck; use a machine with more processors`],
  ],
  [
    'requests that were dropped as overdue were late, whatever the lag of the others',
    {
      summary: { lagUs: lag(80), drops: [['overdue', 3]], failures: [] },
      sender: { busy: 0.97, loopDelayP99Us: 12_000 },
    },
    [`${FULL}: it was the bottleneck; use --workers 3`],
  ],
  [
    'those that were dropped at the cap were not',
    { summary: { lagUs: lag(80), drops: [['in-flight-cap', 3]], failures: [] } },
    [],
  ],
  [
    'a sender that was late with time to spare was held up by others',
    { summary: LATE, sender: { loopDelayP99Us: 20_000, loopDelayMaxUs: 90_000 } },
    [
      `sender 1 was held up (loop delay p99 20 ms, at most 90 ms), though it was busy only 30% of the time: ${PAUSED}`,
    ],
  ],
  [
    'once is enough, where it was as long as the lag',
    { summary: LATE, sender: { loopDelayMaxUs: 60_000 } },
    [
      `sender 1 was held up (loop delay p99 1.2 ms, at most 60 ms), though it was busy only 30% of the time: ${PAUSED}`,
    ],
  ],
  [
    'requests that came late to the sender were held up before it',
    { summary: LATE, sender: { handedLateUs: 350_000 } },
    [
      'requests came to sender 1 up to 350 ms after they were due: reading the log was the bottleneck; unpack it ' +
        'beforehand, or put the target on another machine',
    ],
  ],
  [
    'unless the sender stood still itself that long',
    { summary: LATE, sender: { handedLateUs: 700_000, loopDelayMaxUs: 1_700_000 } },
    [
      `sender 1 was held up (loop delay p99 1.2 ms, at most 1,700 ms), though it was busy only 30% of the time: ${PAUSED}`,
    ],
  ],
  ['lag of which no cause is known is left to the table', { summary: LATE }, []],
  [
    'lag that grows while the target is as fast as ever is the generator’s',
    { trend: { first: times(2000, 3000), last: times(250_000, 3100) } },
    [GREW],
  ],
  [
    'with the cause before it, where that is known',
    {
      trend: { first: times(2000, 3000), last: times(250_000, 3100) },
      summary: LATE,
      sender: { busy: 0.97, loopDelayP99Us: 12_000 },
    },
    [`${FULL}: it was the bottleneck; use --workers 3`, GREW],
  ],
  [
    'lag that grows with the service time is not',
    { trend: { first: times(2000, 3000), last: times(250_000, 9000) } },
    [],
  ],
  [
    'nor is lag that grows within the jitter of a machine',
    { trend: { first: times(50, 3000), last: times(900, 3000) } },
    [],
  ],
  ['a closed loop that waits for the target is not spoken of', { closed: true }, []],
  [
    'requests that found no socket are told with what gives more',
    {
      closed: true,
      summary: {
        lagUs: lag(0),
        drops: [],
        failures: [
          ['timeout', 9],
          ['no-socket', 1200],
        ],
      },
    },
    ['1,200 requests failed for want of a socket, which is no fault of the target: raise it'],
  ],
  [
    'a closed loop whose sender had no time to spare found its own limit',
    { closed: true, sender: { busy: 0.97, loopDelayP99Us: 12_000 } },
    [`${FULL}: it was the bottleneck, and the target may do more; use --workers 3`],
  ],
  [
    'where Node does not tell the processor time, nobody is called busy',
    { summary: LATE, sender: { busy: null, loopDelayP99Us: 12_000, loopDelayMaxUs: 15_000 } },
    [`sender 1 was held up (loop delay p99 12 ms, at most 15 ms): ${PAUSED}`],
  ],
] as const satisfies [string, Parameters<typeof findings>[0], string[]][]) {
  test(sentence, () => {
    assert.deepEqual(findings(evidence), expected);
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ClockWatch } from '../../src/summarize/clock-watch.ts';

const NOON_MS = Date.parse('2026-11-22T12:00:00Z');
const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** How far each clock went on between two looks, in ms, after ten seconds of nothing in particular. */
interface Step {
  readonly monotonic?: number;
  readonly wall?: number;
  readonly uptime?: number | null;
}

/** What is told after such steps, where the senders were held up by so much. */
function told(steps: readonly Step[], heldUpMs: readonly (number | null)[] = [0]): string[] {
  const watch = new ClockWatch(200_000);
  let [monotonic, wall, uptime]: [number, number, number | null] = [5000, NOON_MS, 77_000];
  const calm = Array.from({ length: 50 }, (): Step => ({}));
  let elapsed = -200;
  for (const step of [...calm, ...steps, ...calm]) {
    const went = step.monotonic ?? 200;
    watch.look({ monotonicUs: monotonic * 1000, wallMs: wall, uptimeMs: uptime }, (elapsed + 200) * 1000);
    monotonic += went;
    wall += step.wall ?? went;
    const { uptime: up = went } = step;
    uptime = up === null || uptime === null ? null : uptime + up;
    elapsed += went;
  }
  watch.look({ monotonicUs: monotonic * 1000, wallMs: wall, uptimeMs: uptime }, (elapsed + 200) * 1000);
  return watch.notes(heldUpMs.map((ms) => ({ loopDelayMaxUs: ms === null ? null : ms * 1000 })));
}

const WHEN = '10 s into the run (2026-11-22T12:00:10Z)';
const MONOTONIC = '; times of the run are by the monotonic clock, which knows nothing of it';
const STILL = ': it was stopped, or had no processor';

for (const [what, steps, heldUpMs, notes] of [
  ['calm clocks', [], [0], []],
  ['a hiccup of less than a second', [{ monotonic: 1100 }], [900], []],
  ['NTP that slews, 500 µs a second', Array(5000).fill({ wall: 200.1 }), [0], []],
  ['NTP that sets it by half a second', [{ wall: 700 }, { wall: -300 }], [0], []],
  // Both clocks went on, and nobody looked.
  [
    'a process that was stopped',
    [{ monotonic: 3400 }],
    [3300, 3350],
    [`the generator stood still for about 3.2 s, ${WHEN}${STILL}`],
  ],
  [
    'one that was stopped twice',
    [{ monotonic: 3200 }, { monotonic: 5200 }],
    [5000],
    [
      `the generator stood still for about 8 s in 2 times, 5 s at most, 13.2 s into the run (2026-11-22T12:00:13Z)${STILL}`,
    ],
  ],
  ['a main thread that was busy while a sender went on', [{ monotonic: 3400 }], [3300, 20], []],
  ['senders of which nothing is known', [{ monotonic: 3400 }], [null], []],
  ['no sender that came to its end', [{ monotonic: 3400 }], [], []],
  // The clock on the wall went on, the monotonic one did not.
  [
    'a machine that slept',
    [{ wall: 3 * MINUTE, uptime: 3 * MINUTE }],
    [0],
    [`the machine slept for about 3 min, ${WHEN}${MONOTONIC}`],
  ],
  [
    'a clock that was set forward',
    [{ wall: 60 * MINUTE }],
    [0],
    [`the clock of the machine was set forward by about 60 min, ${WHEN}${MONOTONIC}`],
  ],
  [
    'a clock that was set back',
    [{ wall: -120 * MINUTE }],
    [0],
    [`the clock of the machine was set back by about 2 h, ${WHEN}${MONOTONIC}`],
  ],
  [
    'a machine that slept, and whose clock was set right then',
    [{ wall: 3 * MINUTE - 10 * SECOND, uptime: 3 * MINUTE }],
    [0],
    [
      `the machine slept for about 3 min, ${WHEN}${MONOTONIC}`,
      `the clock of the machine was set back by about 10 s, ${WHEN}${MONOTONIC}`,
    ],
  ],
  [
    'a machine that does not tell sleep from a clock that is set',
    [{ wall: 3 * MINUTE, uptime: null }],
    [0],
    [`the machine slept, or its clock was set forward, by about 3 min, ${WHEN}${MONOTONIC}`],
  ],
  [
    'all at once: stopped while its clock was set back',
    [{ monotonic: 3200, wall: -60 * MINUTE }],
    [3000],
    [
      `the generator stood still for about 3 s, ${WHEN}${STILL}`,
      `the clock of the machine was set back by about 60 min, ${WHEN}${MONOTONIC}`,
    ],
  ],
] as [string, Step[], (number | null)[], string[]][]) {
  test(`${what}: ${notes.length === 0 ? 'nothing is said' : 'it is said how long, and when'}`, () => {
    assert.deepEqual(told(steps, heldUpMs), notes);
  });
}

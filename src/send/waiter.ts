import { COARSE_SLEEP, type Sleep } from './sleep.ts';

/** Waits until moments on the shared clock. One moment at a time; setting another takes the place of the first. */
export interface Waiter {
  /** Calls back in `us` microseconds, never before. Late by some tens of microseconds, not by a timer's millisecond. */
  readonly wait: (us: number) => void;
  /** Calls back once the event loop has turned: answers that have come are read before. */
  readonly turn: () => void;
  readonly cancel: () => void;
  /** How long, in µs, it turned the event loop in vain so far: time in which the thread could have done something else. */
  readonly spunUs: () => number;
}

/**
 * A timer of Node has a grain of 1 ms and may be late by as much again. So: a timer until shortly before the moment,
 * and from there turns of the event loop, which see the clock each time. The turns cost CPU; while nothing is in
 * flight no event can be missed, and the thread sleeps on a futex instead, which is exact and free. While something is, an
 * `alarm` lets the event loop sleep, and wakes it.
 */
export function createWaiter(
  onTime: () => void,
  nowUs: () => number,
  nothingInFlight: () => boolean,
  { wakeUpUs, alarm, ringUs }: Sleep = COARSE_SLEEP,
): Waiter {
  let dueUs = Infinity;
  let timer: NodeJS.Timeout | undefined;
  let turn: NodeJS.Immediate | undefined;
  let isAlarmSet = false;
  /** When the turn began that is under way. */
  let turnedUs = Number.NaN;
  let spunUs = 0;

  function approach(): void {
    timer = undefined;
    turn = undefined;
    const now = nowUs();
    const leftUs = dueUs - now;
    if (now - turnedUs < EMPTY_TURN_US) spunUs += now - turnedUs;
    turnedUs = Number.NaN;
    if (leftUs <= 0) {
      onTime();
    } else if (leftUs > COARSE_US) {
      timer = setTimeout(approach, Math.floor(Math.min((leftUs - FINE_US) / 1000, MAX_TIMEOUT_MS)));
    } else if (leftUs > 2 * wakeUpUs && nothingInFlight()) {
      Atomics.wait(NEVER_NOTIFIED, 0, 0, (leftUs - wakeUpUs) / 1000);
      turnAgain(nowUs());
    } else if (alarm !== null && leftUs > 2 * ringUs) {
      isAlarmSet = true;
      alarm.set(dueUs - ringUs);
    } else turnAgain(now);
  }

  function turnAgain(now: number): void {
    turnedUs = now;
    turn = setImmediate(approach);
  }

  alarm?.onRing(() => {
    if (!isAlarmSet) return;
    isAlarmSet = false;
    approach();
  });

  function cancel(): void {
    clearTimeout(timer);
    clearImmediate(turn);
    timer = undefined;
    turn = undefined;
    isAlarmSet = false;
    turnedUs = Number.NaN;
  }

  return {
    wait(us) {
      cancel();
      dueUs = nowUs() + us;
      approach();
    },
    turn() {
      cancel();
      dueUs = nowUs();
      turn = setImmediate(approach);
    },
    cancel,
    spunUs: () => spunUs,
  };
}

/** Further away than this a timer is set; it is set for `FINE_US` before the moment. */
const COARSE_US = 2500;
const FINE_US = 1500;
/** A turn in which nothing happens takes 1 to 2 µs; one that reads an answer, 15 and more. */
const EMPTY_TURN_US = 8;
const MAX_TIMEOUT_MS = 2 ** 31 - 1;
const NEVER_NOTIFIED = new Int32Array(new SharedArrayBuffer(4));

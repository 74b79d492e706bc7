import TinyQueue from 'tinyqueue';
import { seededUniform } from '../seeded-uniform.ts';

/** Users of a closed model: each sends, waits for the answer, pauses, and sends again. */
export interface UsersOptions {
  /** Over all senders. */
  readonly count: number;
  /** User n begins so much later than the first, times n; 0: all begin at once. */
  readonly spawnIntervalUs: number;
  /** A pause is as long as any time from the shortest to the longest. */
  readonly waitUs: readonly [shortest: number, longest: number];
  /** The same seed gives every user the same pauses. */
  readonly seed: number;
}

/** One of them, as long as a request of it is in flight. */
export interface User {
  readonly number: number;
  readonly pauses: number;
  /** When it sends next, from the start of the run. */
  readonly wakesAtUs: number;
}

/** The users of one sender that have nothing in flight, by when they send next: arithmetic, told the time. */
export class Users {
  readonly #options: UsersOptions;
  readonly #idle: TinyQueue<User>;

  /** Sender k of n has the users k, k + n, k + 2n, … */
  constructor(options: UsersOptions, worker: number, workers: number) {
    this.#options = options;
    const own = [];
    for (let number = worker; number < options.count; number += workers) {
      own.push({ number, pauses: 0, wakesAtUs: number * options.spawnIntervalUs });
    }
    this.#idle = new TinyQueue(own, (a, b) => a.wakesAtUs - b.wakesAtUs || a.number - b.number);
  }

  /** Users that were to begin before `us` begin then: those of a sender that takes the place of another. */
  beginFrom(us: number): void {
    while (this.nextUs < us) this.#idle.push({ ...this.take(), wakesAtUs: us });
  }

  /** When the next user sends; Infinity where all wait for answers. */
  get nextUs(): number {
    return this.#idle.peek()?.wakesAtUs ?? Infinity;
  }

  /** Takes that user; there must be one. */
  take(): User {
    return this.#idle.pop()!;
  }

  /** A user has its answer and begins to pause. */
  pause({ number, pauses }: User, nowUs: number): void {
    const { seed, waitUs } = this.#options;
    const [shortest, longest] = waitUs;
    const share = seededUniform(seed ^ Math.imul(number + 1, 0x9e3779b1), pauses);
    const wakesAtUs = nowUs + shortest + Math.round(share * (longest - shortest));
    this.#idle.push({ number, pauses: pauses + 1, wakesAtUs });
  }
}

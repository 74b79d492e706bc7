import PQueue from 'p-queue';
import { nowUs } from '../clock.ts';
import { callPatiently, type Patience } from './call-patiently.ts';
import type { ShipLine } from './ship-line.ts';
import { type ShipReceiver, shipCall } from './ship-receiver.ts';
import { linesOf, type Spool } from './spool.ts';

export interface ShipTerms extends Patience {
  /** Whether batches are sent; another run may be at it already, and then they only wait. */
  readonly sends: boolean;
  /** The version of reprise. */
  readonly version: string;
}

/** What became of the lines. */
export interface Shipped {
  readonly sent: number;
  /** Lines that the receiver will never take, and what it said. */
  readonly refused: number;
  readonly refusedWhy: string | null;
  /** Lines for which there was no room. */
  readonly lost: number;
  /** Why the others wait; null: none do. */
  readonly why: string | null;
}

/**
 * Sends batches of lines: first those that wait from earlier runs, then those of this one, one after the other, no more than
 * some a second. Each is on disk until the receiver has said that it has it, so that each arrives at least once, and twice where
 * an answer was lost. Once the receiver does not answer any more, or the time is up, the others go to disk alone.
 */
export async function ship(
  receiver: ShipReceiver,
  spool: Spool,
  batches: Iterable<readonly ShipLine[]>,
  terms: ShipTerms,
): Promise<Shipped> {
  const queue = new PQueue({ concurrency: 1, interval: 1000, intervalCap: MOST_A_SECOND });
  let sent = 0;
  let refused = 0;
  let refusedWhy: string | null = null;
  let lost = 0;
  let why: string | null = terms.sends ? null : 'another run sends them';

  async function deliver(name: string): Promise<void> {
    if (nowUs() >= terms.untilUs || terms.signal?.aborted) {
      why = 'the time was up';
      return;
    }
    const lines = spool.read(name);
    const reply =
      lines.length === 0
        ? ({ ok: true } as const)
        : await callPatiently(shipCall(receiver, lines, terms.version), terms);
    if (reply.ok) {
      sent += lines.length;
      lost += linesOf(name) - lines.length;
    } else if (OF_THE_LINES.has(reply.status ?? 0)) {
      refused += linesOf(name);
      refusedWhy = reply.why;
    } else {
      why = reply.why;
      return;
    }
    spool.remove(name);
  }

  for (const name of spool.batches) {
    if (why !== null) break;
    await queue.add(() => deliver(name));
  }
  for (const lines of batches) {
    const name = spool.put(lines);
    if (name === null) lost += lines.length;
    else if (why === null) await queue.add(() => deliver(name));
  }
  return { sent, refused, refusedWhy, lost, why: spool.lines > 0 ? why : null };
}

/** Ten requests a second, each of up to 500 lines: no receiver minds. */
const MOST_A_SECOND = 10;

/** Answers that are about the lines, and will be the same tomorrow: too old, too large, not to be read. */
const OF_THE_LINES: ReadonlySet<number> = new Set([400, 406, 413, 422]);

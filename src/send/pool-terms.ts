import type { OutcomeBatch } from '../model.ts';
import type { KeptAnswer } from './answer-keeper.ts';
import type { SenderEnd, SenderOptions } from './messages.ts';
import { share } from './share.ts';

/** What the senders of a run are to do, all together. */
export interface SenderPoolOptions extends Omit<SenderOptions, 'worker' | 'openAhead' | 'taken'> {
  /** Over all workers. */
  readonly maxInFlight: number;
  /** Over all workers. */
  readonly connections: number;
  /** Whether arrivals become known only when they are due: the run begins before there are any. */
  readonly following: boolean;
}

/** What the senders of a run tell while it goes on. */
export interface PoolEvents {
  readonly onOutcomes: (batch: OutcomeBatch) => void;
  readonly onAnswers?: (answers: readonly KeptAnswer[]) => void;
}

/** How the sending part of a run went. */
export interface SendResult {
  /** Arrivals that the senders owe an outcome: all that were handed to them, but for those that a stop made them forget. */
  readonly planned: number;
  /** When it was stopped early, from the start of the run. */
  readonly stoppedAtUs: number | null;
  /** Senders that died, with what they died of. */
  readonly lost: readonly { readonly worker: number; readonly error: unknown }[];
  /** How it went with those that did not. */
  readonly ends: readonly SenderEnd[];
}

/** What one sender is to do of that. */
export function ownOptions(
  options: SenderPoolOptions,
  worker: number,
): Omit<SenderOptions, 'openAhead' | 'taken'> {
  const { workers, maxInFlight, connections, following: _, ...shared } = options;
  return {
    ...shared,
    worker,
    workers,
    maxInFlight: share(maxInFlight, workers, worker),
    connections: share(connections, workers, worker),
  };
}

import type { OutcomeBatch } from '../model.ts';
import type { KeptAnswer } from './answer-keeper.ts';
import type { SenderEnd } from './messages.ts';

/** What a sender tells while it sends, and at its end. */
export interface SenderEvents {
  readonly onOutcomes: (batch: OutcomeBatch, inFlight: number) => void;
  readonly onAnswers: (answers: readonly KeptAnswer[]) => void;
  /** Everything that was handed over has its outcome, but for the arrivals that a stop made it forget. */
  readonly onDone: (end: SenderEnd) => void;
}

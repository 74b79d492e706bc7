import type { ChangeThresholds } from '../model.ts';

/** How the figures of two sides are tested. */
export interface TestTerms {
  /** Whether both sides were sent the same requests in the same order. */
  readonly paired: boolean;
  readonly thresholds: ChangeThresholds;
  /** Why nothing can be tested; null where it can. */
  readonly lacking: string | null;
}

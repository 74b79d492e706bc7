import type { LinePage } from '../model.ts';

/** The texts that a stretch of bytes completed. */
export type Split = Pick<LinePage, 'texts' | 'tooLong'>;

/** Cuts a log into what its parsers take for lines. */
export interface Splitter {
  push(chunk: Buffer): Split;
  /** What was held back as incomplete, where it may be handed on. */
  end(): Promise<Split>;
}

import { decodeBytes } from '../decode-bytes.ts';
import type { Line, SkipCount } from '../model.ts';
import { redactLine } from './redact-line.ts';

/** Counts the lines that are left out, and keeps the first of each reason as an example (secrets redacted). */
export class SkipCounter {
  readonly #byReason = new Map<SkipCount['reason'], { count: number; readonly example: Line }>();

  add(reason: SkipCount['reason'], line: Line): void {
    const known = this.#byReason.get(reason);
    if (known) known.count++;
    else this.#byReason.set(reason, { count: 1, example: exampleOf(line) });
  }

  /** Most first. */
  counts(): SkipCount[] {
    return [...this.#byReason]
      .map(([reason, rest]) => ({ reason, ...rest }))
      .sort((a, b) => b.count - a.count);
  }
}

function exampleOf(line: Line): Line {
  return { ...line, text: decodeBytes(redactLine(line.text.slice(0, MAX_EXAMPLE))) };
}

const MAX_EXAMPLE = 500;

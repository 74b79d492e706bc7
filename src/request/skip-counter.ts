import { decodeBytes } from '../decode-bytes.ts';
import { isSkipped, type Line, type LogRecord, type SkipCount, type Skipped } from '../model.ts';
import { redactLine } from './redact-line.ts';
import { redactTarget } from './redact-target.ts';

/** Counts the lines that are left out, and keeps the first of each reason as an example (secrets redacted). */
export class SkipCounter {
  readonly #byReason = new Map<SkipCount['reason'], { count: number; readonly example: Line }>();

  /** The example of a line that was read as a request is that request: what else it holds may be secret, in any form. */
  add(reason: SkipCount['reason'], line: Line, parsed: LogRecord | Skipped): void {
    const known = this.#byReason.get(reason);
    if (known) known.count++;
    else this.#byReason.set(reason, { count: 1, example: exampleOf(line, parsed) });
  }

  /** Most first. */
  counts(): SkipCount[] {
    return [...this.#byReason]
      .map(([reason, rest]) => ({ reason, ...rest }))
      .sort((a, b) => b.count - a.count);
  }
}

function exampleOf(line: Line, parsed: LogRecord | Skipped): Line {
  const text = isSkipped(parsed)
    ? redactLine(line.text.slice(0, MAX_EXAMPLE))
    : `${parsed.method} ${redactTarget(parsed.target)}`.slice(0, MAX_EXAMPLE);
  return { ...line, text: decodeBytes(text) };
}

const MAX_EXAMPLE = 500;

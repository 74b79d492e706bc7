import { decodeBytes } from '../decode-bytes.ts';
import { isSkipped, type Line, type LogRecord, type SkipCount, type Skipped } from '../model.ts';
import { createRedactor, type Redactor } from './redactor.ts';

/** Counts the lines that are left out, and keeps the first of each reason as an example (secrets redacted). */
export class SkipCounter {
  readonly #redactor: Redactor;
  readonly #byReason = new Map<SkipCount['reason'], { count: number; readonly example: Line }>();

  constructor(redactor: Redactor = createRedactor()) {
    this.#redactor = redactor;
  }

  /** The example of a line that was read as a request is that request: what else it holds may be secret, in any form. */
  add(reason: SkipCount['reason'], line: Line, parsed: LogRecord | Skipped): void {
    const known = this.#byReason.get(reason);
    if (known) known.count++;
    else this.#byReason.set(reason, { count: 1, example: this.#exampleOf(line, parsed) });
  }

  /** Most first. */
  counts(): SkipCount[] {
    return [...this.#byReason]
      .map(([reason, rest]) => ({ reason, ...rest }))
      .sort((a, b) => b.count - a.count);
  }

  /** Cut only then: of what is cut in two nobody could tell what it was. */
  #exampleOf(line: Line, parsed: LogRecord | Skipped): Line {
    const { line: whole, target, text } = this.#redactor;
    const shown = isSkipped(parsed) ? whole(line.text) : `${text(parsed.method)} ${target(parsed.target)}`;
    return { ...line, file: text(line.file), text: decodeBytes(shown.slice(0, MAX_EXAMPLE)) };
  }
}

const MAX_EXAMPLE = 500;

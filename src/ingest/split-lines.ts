import split2 from 'split2';
import type { Split, Splitter } from './splitter.ts';

/** Longer lines are no request of anybody's: a binary file, or a log whose line ends are lost. */
export const MAX_LINE_LENGTH = 1024 * 1024;

/**
 * Cuts bytes at LF or CRLF; they become characters one to one (latin1). NUL bytes before a line are left out, however many:
 * they fill the place of what was there before a log was emptied in place under a server that writes on (`copytruncate`).
 */
export function splitLines(): Splitter {
  let texts: string[] = [];
  let tooLong: number[] = [];
  let skipping = false;
  let atLineStart = true;

  function keep(line: string): void {
    // At the end of the input the splitter hands out what it held of a line that it had given up.
    if (splitter.overflow) return;
    const ended = line.endsWith('\r') ? line.slice(0, -1) : line;
    const text = isHole(ended, 0) ? withoutHole(ended) : ended;
    if (text.length > MAX_LINE_LENGTH) keepPlaceOfTooLong();
    else texts.push(text);
  }

  function keepPlaceOfTooLong(): void {
    tooLong.push(texts.length);
    texts.push('');
  }

  /** Of the lines that the chunk begins and ends with: only they may be of any length, those between have their end in it. */
  function withoutHoles(text: string): string {
    const last = text.lastIndexOf('\n') + 1;
    let kept = text;
    if (last > 0 && isHole(text, last)) kept = text.slice(0, last) + withoutHole(text.slice(last));
    if (atLineStart && isHole(kept, 0)) kept = withoutHole(kept);
    if (kept !== '') atLineStart = kept.endsWith('\n');
    return kept;
  }

  function take(): Split {
    const split = { texts, tooLong };
    texts = [];
    tooLong = [];
    return split;
  }

  // The mapper keeps every line and passes none on: the stream below never fills up, so each write ends its work
  // before it returns. An object stream of single lines would cost more than parsing them.
  const splitter = split2('\n', keep, OPTIONS) as ReturnType<typeof split2> & { overflow: boolean };

  return {
    push(chunk) {
      splitter.write(withoutHoles(chunk.toString('latin1')));
      if (splitter.overflow && !skipping) keepPlaceOfTooLong();
      skipping = splitter.overflow;
      return take();
    },
    async end() {
      await new Promise<void>((resolve) => splitter.end(resolve));
      return take();
    },
  };
}

/** What is not ended yet may end with the CR of its line end. */
const OPTIONS = { decodeStrings: false, maxLength: MAX_LINE_LENGTH + 1, skipOverflow: true };

function isHole(text: string, at: number): boolean {
  return text.charCodeAt(at) === 0;
}

function withoutHole(text: string): string {
  return text.replace(/^\0+/, '');
}

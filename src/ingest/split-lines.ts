import split2 from 'split2';
import type { Split, Splitter } from './splitter.ts';

/** Longer lines are no request of anybody's: a binary file, or a log whose line ends are lost. */
export const MAX_LINE_LENGTH = 1024 * 1024;

/** Cuts bytes at LF or CRLF; they become characters one to one (latin1). */
export function splitLines(): Splitter {
  let texts: string[] = [];
  let tooLong: number[] = [];
  let skipping = false;

  function keep(line: string): void {
    // At the end of the input the splitter hands out what it held of a line that it had given up.
    if (splitter.overflow) return;
    if (line.length > MAX_LINE_LENGTH) keepPlaceOfTooLong();
    else texts.push(line.endsWith('\r') ? line.slice(0, -1) : line);
  }

  function keepPlaceOfTooLong(): void {
    tooLong.push(texts.length);
    texts.push('');
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
      splitter.write(chunk.toString('latin1'));
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

const OPTIONS = { decodeStrings: false, maxLength: MAX_LINE_LENGTH, skipOverflow: true };

import { createReadStream } from 'node:fs';
import split2 from 'split2';
import { ReplayError } from '../errors.ts';
import type { LinePage } from '../model.ts';

/** Longer lines are no request of anybody's: a binary file, or a log whose line ends are lost. */
export const MAX_LINE_LENGTH = 1024 * 1024;

/**
 * Reads a log as pages of lines, one page a chunk of the file, so that what is asynchronous costs nothing per line.
 * `-` is standard input. Line ends are LF or CRLF; bytes become characters one to one (latin1).
 */
export async function* readLines(file: string): AsyncGenerator<LinePage> {
  const source = file === '-' ? process.stdin : createReadStream(file, { highWaterMark: CHUNK });
  source.setEncoding('latin1');
  let texts: string[] = [];
  let tooLong = 0;
  let firstNumber = 1;
  let skipping = false;

  function keep(line: string): void {
    // At the end of the input the splitter hands out what it held of a line that it had given up.
    if (splitter.overflow) return;
    if (line.length > MAX_LINE_LENGTH) keepPlaceOfTooLong();
    else texts.push(line.endsWith('\r') ? line.slice(0, -1) : line);
  }

  function keepPlaceOfTooLong(): void {
    tooLong++;
    texts.push('');
  }

  function takePage(): LinePage {
    const page = { file, firstNumber, texts, tooLong };
    firstNumber += texts.length;
    texts = [];
    tooLong = 0;
    return page;
  }

  // The mapper keeps every line and passes none on: the stream below never fills up, so each write ends its work
  // before it returns. An object stream of single lines would cost more than parsing them.
  const splitter = split2('\n', keep, SPLIT_OPTIONS) as ReturnType<typeof split2> & { overflow: boolean };

  try {
    for await (const chunk of source) {
      splitter.write(chunk);
      if (splitter.overflow && !skipping) keepPlaceOfTooLong();
      skipping = splitter.overflow;
      if (texts.length > 0) yield takePage();
    }
  } catch (cause) {
    throw cannotRead(file, cause);
  }
  await new Promise<void>((resolve) => splitter.end(resolve));
  if (texts.length > 0) yield takePage();
}

const CHUNK = 256 * 1024;
const SPLIT_OPTIONS = { decodeStrings: false, maxLength: MAX_LINE_LENGTH, skipOverflow: true };

function cannotRead(file: string, cause: unknown): unknown {
  const code = (cause as NodeJS.ErrnoException)?.code;
  switch (code) {
    case undefined:
      return cause;
    case 'ENOENT':
      return new ReplayError(
        'input',
        `${file}: no such file`,
        'check the path, or use - for standard input',
        cause,
      );
    case 'EISDIR':
      return new ReplayError(
        'input',
        `${file}: is a directory`,
        `name the log files in it: ${file}/access.log`,
        cause,
      );
    case 'EACCES':
      return new ReplayError(
        'input',
        `${file}: may not be read`,
        'run as a user who may read it, or copy it',
        cause,
      );
    default:
      return new ReplayError(
        'input',
        `${file}: cannot be read (${code})`,
        'check the file and its disk',
        cause,
      );
  }
}

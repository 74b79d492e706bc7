import type { Line, LinePage, LogRecord, Skipped } from '../model.ts';
import { ParserFault } from './guard-format.ts';
import type { LogFormat } from './log-format.ts';

/** A stretch of a log, parsed. */
export interface ParsedPage {
  /** Lines read, blank ones included. */
  readonly lines: number;
  /** One for each line that is not blank. */
  readonly parsed: readonly ParsedLine[];
}

export interface ParsedLine {
  readonly line: Line;
  readonly result: LogRecord | Skipped;
}

/** Parses one pass over a log, page by page. */
export async function* parseLines(
  pages: AsyncIterable<LinePage>,
  format: LogFormat,
): AsyncGenerator<ParsedPage> {
  const parse = format.open();

  function parseAt(line: Line): LogRecord | Skipped {
    try {
      return parse(line.text);
    } catch (error) {
      throw error instanceof ParserFault ? error.at(line) : error;
    }
  }

  for await (const { file, firstNumber, texts, tooLong } of pages) {
    const parsed: ParsedLine[] = [];
    for (let i = 0; i < texts.length; i++) {
      const text = texts[i];
      const line = { file, number: firstNumber + i, text };
      if (text !== '') parsed.push({ line, result: parseAt(line) });
      else if (tooLong.includes(i)) parsed.push({ line, result: TOO_LONG });
    }
    yield { lines: texts.length, parsed };
  }
}

const TOO_LONG: Skipped = { skipped: 'too-long' };

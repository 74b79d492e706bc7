import type { Line, LinePage, LogRecord, Skipped } from '../model.ts';
import { ParserFault } from './guard-format.ts';
import type { LogFormat } from './log-format.ts';
import { readWrapped, type WrappedReader } from './unwrap/read-wrapped.ts';
import type { UnwrapOptions, Wrapper } from './unwrap/wrapper.ts';

/** A stretch of a log, parsed. */
export interface ParsedPage {
  /** One for each line that is not blank; of a line that came in parts, one for all of them. */
  readonly parsed: readonly ParsedLine[];
}

export interface ParsedLine {
  readonly line: Line;
  readonly result: LogRecord | Skipped;
}

export interface ParseOptions extends UnwrapOptions {
  /** What is around the lines. */
  readonly wrapper?: Wrapper | null;
}

/** Parses one pass over a log, page by page. */
export async function* parseLines(
  pages: AsyncIterable<LinePage>,
  format: LogFormat,
  { wrapper, ...options }: ParseOptions = {},
): AsyncGenerator<ParsedPage> {
  const parse = format.open(options);
  const wrapped = wrapper ? readWrapped(parse, wrapper.open(options)) : undefined;
  const read: (text: string) => LogRecord | Skipped | null = wrapped?.read ?? parse;
  let last: Line | undefined;

  function readAt(line: Line): LogRecord | Skipped | null {
    try {
      return read(line.text);
    } catch (error) {
      throw error instanceof ParserFault ? error.at(line) : error;
    }
  }

  for await (const { file, firstNumber, texts, tooLong } of pages) {
    const parsed: ParsedLine[] = [];
    for (let i = 0; i < texts.length; i++) {
      const text = texts[i];
      const line = { file, number: firstNumber + i, text };
      const result = text !== '' ? readAt(line) : tooLong.includes(i) ? TOO_LONG : null;
      if (result !== null) parsed.push({ line, result });
      last = line;
    }
    yield { parsed };
  }
  const rest = wrapped !== undefined && last !== undefined ? unfinished(wrapped, last) : [];
  if (rest.length > 0) yield { parsed: rest };
}

/** Lines of which only parts came stand where the log ends. */
function unfinished({ rest }: WrappedReader, line: Line): ParsedLine[] {
  try {
    return rest().map((result) => ({ line, result }));
  } catch (error) {
    throw error instanceof ParserFault ? error.at(line) : error;
  }
}

const TOO_LONG: Skipped = { skipped: 'too-long' };

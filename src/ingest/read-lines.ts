import type { LinePage } from '../model.ts';
import { decodeText } from './decode-text.ts';
import { detectLayout, type Layout } from './detect-layout.ts';
import { peekBytes } from './peek-bytes.ts';
import { readChunks } from './read-chunks.ts';
import { splitJson } from './split-json.ts';
import { splitLines } from './split-lines.ts';
import type { Splitter } from './splitter.ts';
import { unpack } from './unpack.ts';
import type { Warn } from './warn.ts';

/**
 * Reads a log as pages of lines, one page a chunk of the file, so that what is asynchronous costs nothing per line.
 * `-` is standard input; it ends where `signal` aborts. Packed logs are unpacked. Of JSON text that runs over many lines, each entry is a line.
 */
export async function* readLines(
  file: string,
  warn: Warn = () => {},
  signal?: AbortSignal,
): AsyncGenerator<LinePage> {
  const text = decodeText(unpack(readChunks(file, signal), file, warn), warn);
  const { head, chunks } = await peekBytes(text, (head) => detectLayout(head) !== undefined);
  const splitter = createSplitter(detectLayout(head) ?? 'lines', warn);
  let firstNumber = 1;
  for await (const chunk of chunks) {
    const { texts, tooLong } = splitter.push(chunk);
    if (texts.length > 0) yield { file, firstNumber, texts, tooLong };
    firstNumber += texts.length;
  }
  const { texts, tooLong } = await splitter.end();
  if (texts.length > 0) yield { file, firstNumber, texts, tooLong };
}

function createSplitter(layout: Layout, warn: Warn): Splitter {
  return layout === 'lines' ? splitLines() : splitJson(layout, warn);
}

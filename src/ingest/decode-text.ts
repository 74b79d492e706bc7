import { peekBytes } from './peek-bytes.ts';
import type { Warn } from './warn.ts';

/** Takes the mark off that editors put before UTF-8, and makes UTF-8 of UTF-16, which Windows writes. */
export async function* decodeText(bytes: AsyncGenerator<Buffer>, warn: Warn): AsyncGenerator<Buffer> {
  const { head, chunks } = await peekBytes(bytes, tellsEncoding);
  const encoding = encodingOf(head);
  if (encoding === null) {
    yield* chunks;
  } else if (encoding === 'utf-8') {
    const { value } = await chunks.next();
    if (value.length > 3) yield value.subarray(3);
    yield* chunks;
  } else {
    warn(`is ${encoding.toUpperCase()}: it is read as UTF-8, so bytes may differ from what clients sent`);
    const decoder = new TextDecoder(encoding);
    for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
    yield Buffer.from(decoder.decode());
  }
}

/** No mark is longer than three bytes, and none begins with anything else: a pipe is not waited for in vain. */
function tellsEncoding(head: Buffer): boolean {
  return head.length >= 3 || (head.length > 0 && head[0] < 0xef);
}

function encodingOf(head: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' | null {
  const start = head.toString('latin1', 0, 3);
  if (start === '\xef\xbb\xbf') return 'utf-8';
  if (start.startsWith('\xff\xfe')) return 'utf-16le';
  return start.startsWith('\xfe\xff') ? 'utf-16be' : null;
}

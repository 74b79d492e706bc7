/** Bytes whose beginning is known; `chunks` begins with it. */
export interface Peeked {
  readonly head: Buffer;
  readonly chunks: AsyncGenerator<Buffer>;
}

/**
 * Looks at the beginning of a stream, and no further than it must: a pipe may be slow to bring more. An error that
 * comes so early comes again where the chunks are read, behind what was had before it.
 */
export async function peekBytes(
  chunks: AsyncGenerator<Buffer>,
  isEnough: (head: Buffer) => boolean,
): Promise<Peeked> {
  let head: Buffer = Buffer.alloc(0);
  let rest = chunks;
  try {
    while (!isEnough(head)) {
      const { value, done } = await chunks.next();
      if (done) break;
      head = head.length === 0 ? value : Buffer.concat([head, value]);
    }
  } catch (error) {
    rest = failing(error);
  }
  return { head, chunks: startOver(head, rest) };
}

async function* startOver(head: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  try {
    if (head.length > 0) yield head;
    yield* rest;
  } finally {
    // Who stops at the head must not leave the file open.
    await rest.return(undefined);
  }
}

// biome-ignore lint/correctness/useYield: it fails in the place of the chunks that did not come.
async function* failing(error: unknown): AsyncGenerator<Buffer> {
  throw error;
}

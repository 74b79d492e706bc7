/** The head of a request, as it was on the wire, one character per byte. */
export interface RequestHead {
  readonly method: string;
  readonly url: string;
  readonly rawHeaders: readonly string[];
  /** Whether the connection stays open for another request once this one is answered. */
  readonly keepAlive: boolean;
  /** Whether the client waits for a word before it sends the body. */
  readonly expectsContinue: boolean;
}

/** What a reader tells of, in the order of the wire: a head, the pieces of its body, its end, and the next head. */
export interface RequestListener {
  head(head: RequestHead): void;
  body(piece: Buffer): void;
  end(): void;
  /** No more is read after this. */
  malformed(reason: string): void;
}

/** Reads the bytes of a connection, however they are cut. */
export interface RequestReader {
  push(bytes: Buffer): void;
  /** Whether the bytes so far end where a request does. */
  isBetweenRequests(): boolean;
}

/**
 * Reads HTTP/1.1 requests, to the byte. Node's own parser cannot be used to see what a replay sends: it refuses bytes
 * above 0x7f in a request target (github.com/nodejs/llhttp/issues/259), which nginx and apache accept and log. This
 * one accepts those, and refuses what no sound client sends: bad syntax, controls, bare line feeds, bodies of
 * ambiguous length.
 */
export function createRequestReader(listener: RequestListener): RequestReader {
  let step: Step = readHead;
  let rest: Buffer = Buffer.alloc(0);
  let bodyLeft = 0;

  function readHead(): Step | undefined {
    const text = takeUntil('\r\n\r\n');
    if (text === undefined) return undefined;
    const { head, framing } = parseHead(text);
    listener.head(head);
    if (framing === 'chunked') return readChunkSize;
    bodyLeft = framing;
    return readBody;
  }

  function readBody(): Step | undefined {
    takePiece();
    if (bodyLeft > 0) return undefined;
    listener.end();
    return readHead;
  }

  function readChunkSize(): Step | undefined {
    const line = takeUntil('\r\n');
    if (line === undefined) return undefined;
    if (!/^[0-9a-f]{1,8}$/i.test(line)) throw new Malformed('chunk size');
    bodyLeft = Number.parseInt(line, 16);
    return bodyLeft === 0 ? readTrailer : readChunk;
  }

  function readChunk(): Step | undefined {
    takePiece();
    return bodyLeft > 0 ? undefined : readChunkEnd;
  }

  function readChunkEnd(): Step | undefined {
    const line = takeUntil('\r\n');
    if (line === undefined) return undefined;
    if (line !== '') throw new Malformed('chunk end');
    return readChunkSize;
  }

  function readTrailer(): Step | undefined {
    const line = takeUntil('\r\n');
    if (line === undefined) return undefined;
    if (line !== '') return readTrailer;
    listener.end();
    return readHead;
  }

  function takeUntil(end: string): string | undefined {
    const at = rest.indexOf(end, 0, 'latin1');
    if (at > MAX_HEAD || (at === -1 && rest.length > MAX_HEAD)) throw new Malformed('head too long');
    if (at === -1) return undefined;
    const text = rest.toString('latin1', 0, at);
    rest = rest.subarray(at + end.length);
    return text;
  }

  function takePiece(): void {
    const piece = rest.subarray(0, bodyLeft);
    rest = rest.subarray(piece.length);
    bodyLeft -= piece.length;
    if (piece.length > 0) listener.body(piece);
  }

  function push(bytes: Buffer): void {
    rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    try {
      for (let next: Step | undefined = step; next !== undefined; next = next()) step = next;
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      step = ignoreAll;
      listener.malformed(error.message);
    }
  }

  function ignoreAll(): undefined {
    rest = Buffer.alloc(0);
  }

  return { push, isBetweenRequests: () => step === readHead && rest.length === 0 };
}

/** Does what it can with the bytes that are there; gives the step that follows, or nothing when it needs more bytes. */
type Step = () => Step | undefined;

class Malformed extends Error {}

const MAX_HEAD = 1024 * 1024;
const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const REQUEST_LINE = new RegExp(`^(${TOKEN}) ([^\\x00-\\x20\\x7f]+) HTTP/1\\.([01])$`);
const HEADER = new RegExp(`^(${TOKEN}):[ \\t]*([^\\x00-\\x08\\x0a-\\x1f\\x7f]*)$`);

function parseHead(text: string): { head: RequestHead; framing: 'chunked' | number } {
  const [line, ...lines] = text.split('\r\n');
  const words = REQUEST_LINE.exec(line!);
  if (words === null) throw new Malformed(`request line ${JSON.stringify(line)}`);
  const [, method, url, minor] = words as unknown as [string, string, string, string];
  const rawHeaders = lines.flatMap((line) => {
    const header = HEADER.exec(line);
    if (header === null) throw new Malformed(`header ${JSON.stringify(line)}`);
    return [header[1]!, header[2]!.replace(/[ \t]+$/, '')];
  });
  const connection = valuesOf(rawHeaders, 'connection').join().toLowerCase();
  const keepAlive = minor === '1' ? !/\bclose\b/.test(connection) : /\bkeep-alive\b/.test(connection);
  const expectsContinue = valuesOf(rawHeaders, 'expect').join().toLowerCase() === '100-continue';
  return { head: { method, url, rawHeaders, keepAlive, expectsContinue }, framing: framingOf(rawHeaders) };
}

function framingOf(rawHeaders: readonly string[]): 'chunked' | number {
  const lengths = valuesOf(rawHeaders, 'content-length');
  const codings = valuesOf(rawHeaders, 'transfer-encoding');
  if (lengths.length + codings.length > 1) throw new Malformed('two lengths');
  if (codings.length === 1) {
    if (codings[0]!.toLowerCase() !== 'chunked') throw new Malformed(`transfer encoding ${codings[0]}`);
    return 'chunked';
  }
  const length = lengths[0] ?? '0';
  if (!/^\d{1,15}$/.test(length)) throw new Malformed(`content length ${length}`);
  return Number(length);
}

function valuesOf(rawHeaders: readonly string[], name: string): string[] {
  return rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1]!.toLowerCase() === name);
}

import { decodeBytes } from '../decode-bytes.ts';
import { createRedactor, type Redactor } from './redactor.ts';
import { unpackStart } from './unpack-start.ts';

/** An answer for people. */
export interface ReadableAnswer {
  /** A line for each. */
  readonly headers: string;
  /** The beginning of the body; null where it is no text, or is packed in a way that is not known. */
  readonly body: string | null;
}

/** Makes readable text of an answer, with secrets replaced; of its body `most` bytes at most. */
export async function redactAnswer(
  headers: readonly string[],
  body: Uint8Array,
  most: number,
  redactor: Redactor = createRedactor(),
): Promise<ReadableAnswer> {
  const lines = headers.flatMap((name, i) => {
    if (i % 2 === 1) return [];
    return [redactor.header([name, headers[i + 1] ?? '']).join(': ')];
  });
  return {
    headers: decodeBytes(lines.join('\n')),
    body: await textOf(body, encodingOf(headers), most, redactor),
  };
}

async function textOf(
  body: Uint8Array,
  encoding: string,
  most: number,
  redactor: Redactor,
): Promise<string | null> {
  const plain = await unpackStart(body, encoding, most);
  if (plain === null) return null;
  const text = Buffer.from(wholeCharacters(plain)).toString('latin1');
  return BINARY.test(text) ? null : decodeBytes(redactor.body(text));
}

function encodingOf(headers: readonly string[]): string {
  const at = headers.findIndex((name, i) => i % 2 === 0 && /^content-encoding$/i.test(name));
  return at === -1 ? 'identity' : (headers[at + 1] ?? '');
}

/** Without the beginning of a character at its end, of which the rest was cut off. */
function wholeCharacters(bytes: Uint8Array): Uint8Array {
  let start = bytes.length - 1;
  while (start >= 0 && start > bytes.length - 4 && (bytes[start]! & 0xc0) === 0x80) start--;
  const lead = bytes[start] ?? 0;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  return start >= 0 && start + length > bytes.length ? bytes.subarray(0, start) : bytes;
}

/** Control characters that no text has. */
const BINARY = /[\x00-\x08\x0e-\x1a\x1c-\x1f]/;

import type { JsonLayout } from './detect-layout.ts';
import type { Split, Splitter } from './splitter.ts';
import type { Warn } from './warn.ts';

/** Longer entries are given up. More than a line may have: a HAR holds the answers too. */
export const MAX_ENTRY_LENGTH = 16 * 1024 * 1024;

/**
 * Cuts JSON text into its entries, each a text of one line, without parsing it: strings and the depth of nesting are
 * all that counts. Bytes become characters one to one; line breaks between tokens, and the indents behind them, go.
 */
export function splitJson(layout: JsonLayout, warn: Warn): Splitter {
  let texts: string[] = [];
  let tooLong: number[] = [];
  /** How many brackets are open; entries begin where that is `entryDepth` and `within` says that it is their list. */
  let depth = 0;
  const entryDepth = layout === 'objects' ? 0 : layout === 'array' ? 1 : 3;
  let within = layout === 'objects';
  /** Within an entry: a number or word, which ends with what follows, or anything that ends with its last byte. */
  let open = false;
  let bare = false;
  let inString = false;
  let escaped = false;
  let indent = false;
  const held = createHolder();
  const keys = createKeyReader();
  let stray = false;

  function push(chunk: Buffer): Split {
    const { length } = chunk;
    let from = 0;
    for (let i = 0; i < length; i++) {
      const byte = chunk[i];
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) {
          inString = false;
          if (open && depth === entryDepth) finish(chunk, from, i + 1);
        } else if (!within && depth <= 2) keys.add(byte);
        continue;
      }
      const kind = KINDS[byte];
      if (indent) {
        if (kind === SPACE) continue;
        indent = false;
        from = i;
      }
      if (kind === OTHER) {
        if (open) continue;
        if (within && depth === entryDepth) begin(i, true);
        else if (depth === 0) stray = true;
        continue;
      }
      switch (kind) {
        case SPACE:
        case COMMA:
          if (bare) finish(chunk, from, i);
          else if (open && (byte === LF || byte === CR)) {
            held.add(chunk, from, i);
            indent = true;
          }
          break;
        case STRING:
          if (bare) finish(chunk, from, i);
          if (!open && within && depth === entryDepth) begin(i, false);
          else if (depth === 0) stray = true;
          keys.start();
          inString = true;
          break;
        case OPEN:
          if (bare) finish(chunk, from, i);
          if (within) {
            if (!open) begin(i, false);
          } else if (isList(byte)) {
            within = true;
          } else if (depth === 0 && (layout === 'array' || byte === BRACKET)) {
            stray = true;
          }
          if (!within) keys.enter(depth);
          depth++;
          break;
        case CLOSE:
          if (bare) finish(chunk, from, i);
          if (depth === 0) stray = true;
          else depth--;
          if (within && depth === entryDepth && open) finish(chunk, from, i + 1);
          else if (within && depth < entryDepth) within = false;
          break;
      }
    }
    if (open && !indent) held.add(chunk, from, length);

    function begin(at: number, isBare: boolean): void {
      open = true;
      bare = isBare;
      from = at;
    }
    return take();
  }

  /** Whether the bracket that comes now opens the list of entries. */
  function isList(byte: number): boolean {
    if (byte !== BRACKET) return false;
    return layout === 'array' ? depth === 0 : depth === 2 && keys.path() === 'log/entries';
  }

  function finish(chunk: Buffer, from: number, to: number): void {
    held.add(chunk, from, to);
    const text = held.take();
    if (text === null) tooLong.push(texts.length);
    texts.push(text ?? '');
    open = false;
    bare = false;
  }

  function take(): Split {
    const split = { texts, tooLong };
    texts = [];
    tooLong = [];
    return split;
  }

  return {
    push,
    async end() {
      if (bare && depth === 0) finish(Buffer.alloc(0), 0, 0);
      if (open) warn('ends within an entry of its JSON text, which is left out');
      else if (depth > 0) warn('ends before its JSON text does');
      if (stray) warn('holds other text beside its JSON text, which is left out');
      return take();
    },
  };
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const BRACKET = 0x5b;
const LF = 0x0a;
const CR = 0x0d;

const [OTHER, SPACE, COMMA, STRING, OPEN, CLOSE] = [0, 1, 2, 3, 4, 5];
const KINDS = new Uint8Array(256);
for (const byte of ' \t\r\n') KINDS[byte.charCodeAt(0)] = SPACE;
for (const byte of ',') KINDS[byte.charCodeAt(0)] = COMMA;
KINDS[QUOTE] = STRING;
for (const byte of '[{') KINDS[byte.charCodeAt(0)] = OPEN;
for (const byte of ']}') KINDS[byte.charCodeAt(0)] = CLOSE;

/** Holds the pieces of an entry until it is whole, or too long. */
function createHolder() {
  let pieces: string[] = [];
  let length = 0;
  return {
    add(chunk: Buffer, from: number, to: number): void {
      length += to - from;
      if (length <= MAX_ENTRY_LENGTH) pieces.push(chunk.toString('latin1', from, to));
      else pieces = [];
    },
    /** null: it was too long. */
    take(): string | null {
      const text = length > MAX_ENTRY_LENGTH ? null : pieces.length === 1 ? pieces[0] : pieces.join('');
      pieces = [];
      length = 0;
      return text;
    },
  };
}

/** Knows under which keys of the two outermost objects the text is. */
function createKeyReader() {
  let last = '';
  const path: string[] = [];
  return {
    start(): void {
      last = '';
    },
    add(byte: number): void {
      if (last.length < 16) last += String.fromCharCode(byte);
    },
    enter(depth: number): void {
      if (depth > 0 && depth <= 2) path[depth - 1] = last;
    },
    path: (): string => `${path[0]}/${last}`,
  };
}

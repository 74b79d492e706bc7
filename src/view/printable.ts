import { decodeBytes } from '../decode-bytes.ts';

/**
 * Makes text safe to print: whatever could move the cursor, start an escape sequence, break the line, turn the
 * reading direction or stay unseen is shown as an escape (`\x1b`, `\n`, `\u{202e}`). Marks that pile up on one
 * letter end after the third.
 */
export function printable(text: string): string {
  return text.replace(UNSAFE, escapeCharacter).replace(PILED_MARKS, '$1');
}

/** The same for text from a log, which has one character per byte. */
export function printableBytes(text: string): string {
  return printable(decodeBytes(text));
}

/** Controls, formats (bidi, zero width), lone surrogates, private and unassigned ones, invisible ones, odd spaces. */
const UNSAFE = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/gu;
const PILED_MARKS = /(\p{M}{3})\p{M}+/gu;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0)!;
  const hex = code.toString(16);
  return SHORT[character] ?? (code <= 0xff ? `\\x${hex.padStart(2, '0')}` : `\\u{${hex}}`);
}

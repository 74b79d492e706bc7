import type { Paint } from './paint.ts';
import { visibleWidth } from './visible-width.ts';
import { LABEL_WIDTH } from './wrap.ts';

/**
 * Lays out a shell command after a label, ready to be copied: words are quoted where a shell would touch them, and a
 * long command goes on in the next line after a backslash. A `>` stays what it is. A single word is never cut, even
 * if it makes the line too long: a command that is not whole is worth nothing.
 */
export function commandLines(label: string, words: readonly string[], width: number, paint: Paint): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words.map(quoted)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && visibleWidth(longer) > width - LABEL_WIDTH - 2) {
      lines.push(`${line} \\`);
      line = `  ${word}`;
    } else line = longer;
  }
  lines.push(line);
  return lines.map(
    (text, i) => paint({ text: (i === 0 ? label : '').padEnd(LABEL_WIDTH), tone: 'faint' }) + text,
  );
}

/** The same in one line, without a label. */
export function shellLine(words: readonly string[]): string {
  return words.map(quoted).join(' ');
}

function quoted(word: string): string {
  if (/^[\w./:@%+=,…-]+$/.test(word) || word === '>') return word;
  // Bytes that would act on the terminal go in the $'…' form, which bash, zsh and ksh turn back into those bytes.
  if (/[\p{C}\p{Zl}\p{Zp}]/u.test(word)) return `$'${Array.from(Buffer.from(word), escapeByte).join('')}'`;
  return `'${word.replaceAll("'", "'\\''")}'`;
}

function escapeByte(byte: number): string {
  const character = String.fromCharCode(byte);
  if (/[\w./:@%+=,~ -]/.test(character)) return character;
  return `\\x${byte.toString(16).padStart(2, '0')}`;
}

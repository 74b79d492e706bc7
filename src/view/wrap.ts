import { cutMiddle } from './cut-middle.ts';
import { type Cell, cellText, type Paint } from './paint.ts';
import { visibleWidth } from './visible-width.ts';

/** Columns of a label at the left, its gap with it. */
export const LABEL_WIDTH = 10;

/** Lays out items after a label, on as many lines as they take; an item longer than a line loses its middle. */
export function wrapItems(label: Cell, items: readonly Cell[], width: number, paint: Paint): string[] {
  const room = width - LABEL_WIDTH;
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const item of items) {
    const text = cutMiddle(cellText(item), room);
    const needed = visibleWidth(text);
    if (used > 0 && used + 2 + needed > room) {
      lines.push(line);
      line = '';
      used = 0;
    }
    line += (used > 0 ? '  ' : '') + paint(typeof item === 'string' ? text : { text, tone: item.tone });
    used += (used > 0 ? 2 : 0) + needed;
  }
  lines.push(line);
  return lines.map((text, i) => {
    const left = i === 0 ? paint(label) + ' '.repeat(LABEL_WIDTH - visibleWidth(cellText(label))) : INDENT;
    return (left + text).trimEnd();
  });
}

/** Breaks a sentence into lines between its words. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && visibleWidth(longer) > width) {
      lines.push(cutMiddle(line, width));
      line = word;
    } else line = longer;
  }
  lines.push(cutMiddle(line, width));
  return lines;
}

const INDENT = ' '.repeat(LABEL_WIDTH);

import { visibleWidth } from './visible-width.ts';

/** Cuts printable text to `width` columns by taking out its middle, since paths differ at both ends: `/shop/…/edit`. */
export function cutMiddle(text: string, width: number): string {
  if (visibleWidth(text) <= width) return text;
  const room = Math.max(0, width - 1);
  const tail = takeWidth(Array.from(text.slice(-FAR)).reverse(), Math.floor(room / 2));
  const head = takeWidth(Array.from(text.slice(0, FAR)), room - visibleWidth(tail.join('')));
  return `${head.join('')}…${tail.reverse().join('')}`;
}

/** More than any terminal shows: what lies farther from both ends need not be looked at. */
const FAR = 4000;

function takeWidth(characters: readonly string[], width: number): string[] {
  let taken = 0;
  let used = 0;
  for (const character of characters) {
    used += visibleWidth(character);
    if (used > width) break;
    taken++;
  }
  return characters.slice(0, taken);
}

import type { SkipCount } from '../model.ts';
import { cutMiddle } from './cut-middle.ts';
import { formatCount } from './format-units.ts';
import type { Paint } from './paint.ts';
import { printable } from './printable.ts';
import { LABEL_WIDTH, wrapItems, wrapText } from './wrap.ts';

/** How many lines were left out and why, and how to have them in where there is a way. */
export function skipLines(
  skipped: readonly SkipCount[],
  lines: number | null,
  width: number,
  paint: Paint,
): string[] {
  const kinds = skipped.filter(({ count }) => count > 0);
  if (kinds.length === 0) return [];
  const total = kinds.reduce((sum, { count }) => sum + count, 0);
  const ofAll = lines === null ? '' : ` of ${formatCount(lines)}`;
  const counts = kinds.map(({ reason, count }) => `${reason} ${formatCount(count)}`);
  const hints = kinds.flatMap(({ reason }) =>
    HINTS[reason] === undefined ? [] : [`${reason}: ${HINTS[reason]}`],
  );
  return [
    ...wrapItems('skipped', [`${formatCount(total)}${ofAll} lines:`, ...counts], width, paint),
    ...hints.flatMap((hint) =>
      wrapText(hint, width - LABEL_WIDTH).map((line) => ' '.repeat(LABEL_WIDTH) + line),
    ),
  ];
}

const HINTS: Readonly<Partial<Record<SkipCount['reason'], string>>> = {
  method: 'not among --methods (GET,HEAD,OPTIONS unless others are named)',
  'body-missing': "not in the log; --body 'POST /path=@file' supplies it, --body-missing empty sends none",
};

/** The first line that was left out for each reason, for the reader to judge. */
export function skipExamples(skipped: readonly SkipCount[], width: number, paint: Paint): string[] {
  return skipped.flatMap(({ reason, example: { file, number, text } }) => [
    ...wrapItems(
      '',
      [{ text: `${reason}, first at ${printable(file)}:${number}`, tone: 'faint' }],
      width,
      paint,
    ),
    `${' '.repeat(LABEL_WIDTH + 2)}${cutMiddle(printable(text), width - LABEL_WIDTH - 2)}`,
  ]);
}

import { type FindSpans, joined, type Span } from './match-spans.ts';
import { REDACTED } from './redacted.ts';

/**
 * Replaces what a user's expressions match in a text of which `shown` has been replaced some already: both what they match in
 * the text as it was, and what they match in the rest that is shown. So no expression undoes what is known without it.
 */
export function redactSpans(text: string, shown: string, find: FindSpans): string {
  const inShown = find(shown);
  const inText = shown === text ? [] : find(text);
  if (inShown.length === 0 && inText.length === 0) return shown;
  const kept = keptPieces(text, shown);
  const spans = joined([...inShown, ...inText.flatMap((span) => moved(span, kept))]).filter(
    (span) => !isMark(shown, span),
  );
  let redacted = '';
  let done = 0;
  for (const [from, to] of spans) {
    redacted += shown.slice(done, from) + REDACTED;
    done = to;
  }
  return (redacted + shown.slice(done)).replace(SEVERAL, REDACTED);
}

const SEVERAL = new RegExp(`(?:${REDACTED}){2,}`, 'g');

/** What is shown already as replaced need not be so twice. */
function isMark(shown: string, [from, to]: Span): boolean {
  const at = shown.lastIndexOf(REDACTED, from);
  return at !== -1 && to <= at + REDACTED.length;
}

interface Piece {
  readonly textAt: number;
  readonly shownAt: number;
  readonly length: number;
}

/** Which pieces of the text stand in what is shown, and where: those between what was replaced. */
function keptPieces(text: string, shown: string): Piece[] {
  const pieces: Piece[] = [];
  let textAt = 0;
  let shownAt = 0;
  const all = shown.split(REDACTED);
  for (const [i, whole] of all.entries()) {
    // A number in JSON is replaced by a text in quotes.
    const piece = whole.slice(i > 0 && whole.startsWith('"') && !text.includes(whole, textAt) ? 1 : 0);
    const found =
      i === 0 ? 0 : i === all.length - 1 ? text.length - piece.length : text.indexOf(piece, textAt);
    const at = found < textAt || !text.startsWith(piece, found) ? -1 : found;
    if (at !== -1) {
      pieces.push({ textAt: at, shownAt: shownAt + whole.length - piece.length, length: piece.length });
      textAt = at + piece.length;
    }
    shownAt += whole.length + REDACTED.length;
  }
  return pieces;
}

/** Where a stretch of the text stands in what is shown; in none, one, or several pieces. */
function moved([from, to]: Span, pieces: readonly Piece[]): Span[] {
  return pieces.flatMap(({ textAt, shownAt, length }): Span[] => {
    const begin = Math.max(from, textAt);
    const end = Math.min(to, textAt + length);
    return begin < end ? [[begin - textAt + shownAt, end - textAt + shownAt]] : [];
  });
}

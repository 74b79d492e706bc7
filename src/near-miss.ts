import { closestMatch } from 'leven';

/** The word that was meant by one that is not among these, for a hint; none where nothing is near. */
export function nearMiss(word: string, words: readonly string[]): string | undefined {
  return closestMatch(word, words, { maxDistance: Math.ceil(word.length / 3) });
}

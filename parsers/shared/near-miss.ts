/** The word that was meant by a word that is not among these; none where nothing is near. */
export function nearMiss(word: string, words: readonly string[]): string | undefined {
  const lower = word.toLowerCase().slice(0, LONGEST);
  const most = Math.max(1, Math.floor(lower.length / 3));
  let nearest: string | undefined;
  let least = most + 1;
  for (const candidate of words) {
    const changes = distance(lower, candidate.toLowerCase());
    if (changes < least) [nearest, least] = [candidate, changes];
  }
  return nearest;
}

const LONGEST = 64;

/** How many letters have to be put in, left out or changed (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}

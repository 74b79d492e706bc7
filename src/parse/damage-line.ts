/** Numbers from 0 to 1 that look random and are the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Pieces that mean something to one format or another. */
const PIECES = [
  '"',
  '\\',
  '\\x',
  '\\x4',
  '\\u',
  '\\ud800',
  '\\u00e9',
  ' ',
  '  ',
  '[',
  ']',
  '{',
  '}',
  ',',
  ':',
  '-',
  '\xff',
  '\0',
  '1e999',
  '%',
  '/',
  '?',
  '\t',
];

/** One of the lines, damaged in one to four places. */
export function damage(lines: readonly string[], random: () => number): string {
  let line = pick(lines, random);
  for (let times = 1 + Math.floor(random() * 4); times > 0; times--) line = damageOnce(line, lines, random);
  return line;
}

function damageOnce(line: string, lines: readonly string[], random: () => number): string {
  const at = Math.floor(random() * (line.length + 1));
  const length = Math.floor(random() * 12);
  const piece = pick(PIECES, random);
  switch (Math.floor(random() * 6)) {
    case 0:
      return line.slice(0, at) + line.slice(at + length);
    case 1:
      return line.slice(0, at) + piece + line.slice(at);
    case 2:
      return line.slice(0, at) + String.fromCharCode(Math.floor(random() * 256)) + line.slice(at + 1);
    case 3:
      return line.slice(0, at) + pick(lines, random).slice(at);
    case 4:
      return line.slice(0, at);
    default:
      return line.replaceAll(piece, '');
  }
}

function pick<T>(list: readonly T[], random: () => number): T {
  return list[Math.floor(random() * list.length)]!;
}

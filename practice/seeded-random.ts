/** Gives numbers in [0, 1), each independent of the last; the same seed gives the same numbers on every machine. */
export type Random = () => number;

/**
 * Makes a generator from a seed, any whole number that is exact (a safe integer). It is sfc32 ("small fast counter"
 * of Chris Doty-Humphrey's PractRand): 128 bits of state, a period of at least 2³², and 32-bit arithmetic only, which
 * JavaScript does fast and exactly. The practice server knows nothing of the rest, so it has its own.
 */
export function seededRandom(seed: number): Random {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`a seed is a whole number, not ${seed}`);
  let a = seed | 0;
  let b = Math.floor(seed / 2 ** 32) | 0;
  let c = 0x9e3779b9 | 0;
  let counter = 1;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  };
  // Seeds that differ in one bit give unrelated numbers only after some rounds.
  for (let round = 0; round < 15; round++) next();
  return next;
}

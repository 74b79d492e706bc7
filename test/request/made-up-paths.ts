/** Made-up names, the same every time: no two alike. */

const SYLLABLES = 'ba be bi bo bu da de di do du fa fe fi fo fu ga ge gi go gu la le li lo lu'.split(' ');

/** Single words of small letters. */
export function words(count: number, from = 0): string[] {
  return Array.from({ length: count }, (_, i) => word(from * 1000 + i));
}

/** Several words with hyphens between, as titles are in addresses. */
export function slugs(count: number, from = 0): string[] {
  return Array.from({ length: count }, (_, i) => {
    const n = from * 1000 + i;
    return `${word(n)}-${word(n * 31)}${n % 3 === 0 ? `-${word(n * 7)}` : ''}`;
  });
}

/** The same in another order. */
export function shuffled<T>(list: readonly T[], seed: number): T[] {
  const copy = [...list];
  let state = seed;
  for (let i = copy.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const j = state % (i + 1);
    [copy[i], copy[j]] = [copy[j]!, copy[i]!];
  }
  return copy;
}

function word(n: number): string {
  let rest = n;
  let text = '';
  for (let i = 0; i < 4; i++) {
    text += SYLLABLES[rest % SYLLABLES.length];
    rest = Math.floor(rest / SYLLABLES.length);
  }
  return text;
}

/**
 * A number in [0, 1) for each seed and n, in whatever order it is asked for: two rounds of a 32-bit finalizer (Stafford's
 * mix13 halves, as in splitmix32).
 */
export function seededUniform(seed: number, n: number): number {
  const high = mix(mix(seed ^ 0x9e3779b9) ^ (n >>> 0) ^ mix(Math.floor(n / 2 ** 32)));
  const low = mix(high ^ 0x85ebca6b ^ n);
  return (high * 2 ** 21 + (low >>> 11)) / 2 ** 53;
}

function mix(value: number): number {
  let x = (value + 0x9e3779b9) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
}

/**
 * Counts how many different texts there were: exactly while they are few, and then by HyperLogLog (Flajolet et al.,
 * 2007), within about 1%, in 16 KiB whatever their number.
 */
export class DistinctCounter {
  #seen: Set<string> | null = new Set();
  readonly #registers = new Uint8Array(REGISTERS);

  add(text: string): void {
    if (this.#seen === null) {
      this.#note(text);
      return;
    }
    if (this.#seen.has(text)) return;
    // A copy: a part of a log line keeps alive the whole stretch of the log that it was cut from.
    this.#seen.add(structuredClone(text));
    if (this.#seen.size <= MAX_EXACT) return;
    for (const one of this.#seen) this.#note(one);
    this.#seen = null;
  }

  get exact(): boolean {
    return this.#seen !== null;
  }

  get count(): number {
    return this.#seen?.size ?? Math.round(this.#estimate());
  }

  #note(text: string): void {
    const [index, bits] = hash(text);
    // How far the first 1 stands among random bits, at its farthest, tells how many looks there were.
    const rank = Math.clz32(bits) + 1;
    const register = index & (REGISTERS - 1);
    if (rank > this.#registers[register]!) this.#registers[register] = rank;
  }

  #estimate(): number {
    let sum = 0;
    let empty = 0;
    for (const rank of this.#registers) {
      sum += 2 ** -rank;
      if (rank === 0) empty++;
    }
    const raw = (ALPHA * REGISTERS * REGISTERS) / sum;
    return raw <= 2.5 * REGISTERS && empty > 0 ? REGISTERS * Math.log(REGISTERS / empty) : raw;
  }
}

const MAX_EXACT = 10_000;
const REGISTERS = 2 ** 14;
const ALPHA = 0.7213 / (1 + 1.079 / REGISTERS);

/** Two numbers of 32 well mixed bits each. */
function hash(text: string): readonly [number, number] {
  let a = 0x9e3779b9;
  let b = 0x85ebca6b;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x5bd1e995) ^ (b >>> 15);
  }
  return [mix(a ^ (b << 7)), mix(b ^ a)];
}

/** Every bit of the result depends on every bit of the input. */
function mix(value: number): number {
  let bits = value ^ (value >>> 16);
  bits = Math.imul(bits, 0x7feb352d);
  bits ^= bits >>> 15;
  bits = Math.imul(bits, 0x846ca68b);
  return bits ^ (bits >>> 16);
}

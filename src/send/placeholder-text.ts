import type { Placeholder } from '../model.ts';
import { seededUniform } from '../seeded-uniform.ts';

/**
 * The value of a placeholder that follows from the request's place in the plan or from the clock, before it is escaped. What
 * is random follows from the seed and `seq`, and from how the placeholder is written: a run that is repeated sends the same, and
 * what is written alike is alike throughout a request. UUIDs are those of version 4 by their form; for the first
 * 2³² requests no two are the same.
 */
export function placeholderText({ written, value }: Placeholder, seq: number, seed: number): string {
  switch (value.kind) {
    case 'seq':
      return String(seq);
    case 'uuid':
      return uuid(seed ^ hashOf(written), seq);
    case 'random':
      return String(
        value.from + Math.floor(seededUniform(seed ^ hashOf(written), seq) * (value.to - value.from + 1)),
      );
    case 'iso':
      return new Date().toISOString();
    case 'epoch':
      return String(Math.floor(Date.now() / 1000));
    case 'epochms':
      return String(Date.now());
    default:
      throw new TypeError(`${value.kind} does not follow from the request`);
  }
}

/** The first word is a one-to-one image of `seq`, up to 2³². */
function uuid(seed: number, seq: number): string {
  const [a, b, c, d] = [word(seed, seq), word(seed ^ B, seq), word(seed ^ C, seq), word(seed ^ D, seq)];
  const version = (b & 0xffff0fff) | 0x4000;
  const variant = (c & 0x3fffffff) | 0x80000000;
  return `${hex(a >>> 16)}${hex(a)}-${hex(b >>> 16)}-${hex(version)}-${hex(variant >>> 16)}-${hex(c)}${hex(d >>> 16)}${hex(d)}`;
}

const B = 0x3c6ef372;
const C = 0x1f83d9ab;
const D = 0x5be0cd19;

function word(seed: number, seq: number): number {
  return Math.floor(seededUniform(seed, seq) * 2 ** 32);
}

/** Of the lower 16 bits. */
function hex(bits: number): string {
  return BYTES[(bits >>> 8) & 0xff]! + BYTES[bits & 0xff]!;
}

const BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** FNV-1a, of 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}

import type { NameCount } from './name-count.ts';
import type { PathNode } from './path-tree.ts';

/**
 * Finds the places where values are keys made by a machine, and takes for one what by its form alone would be a name or a
 * number there: `beef` and `1234` among `96f3`, `a13f` and `c0f7`. Returns the names that are none.
 */
export function mergeCodes(
  node: PathNode,
  all: readonly NameCount[],
  names: readonly NameCount[],
  merged: Map<string, string>,
): readonly NameCount[] {
  const key = opaqueTemplate(all, names) ?? codeTemplate(names);
  if (key === undefined) return names;
  const { template, isOne, count } = key;
  for (const other of all) {
    if (other.key === template || !OPAQUE.includes(other.key) || other.values.size > count) continue;
    if (![...other.values].every(isOne)) continue;
    node.alias.set(other.key, template);
    merged.set(other.key, template);
  }
  // What comes far more often than a key does is a name that happens to be as long.
  for (const name of names)
    if (isOne(name.key) && name.count <= MAX_TIMES * key.meanCount) merged.set(name.key, template);
  node.variable.set('', template);
  return names.filter((name) => !merged.has(name.key));
}

interface Code {
  readonly template: string;
  /** Values that are one for certain, and requests of each. */
  readonly count: number;
  readonly meanCount: number;
  readonly isOne: (text: string) => boolean;
}

/** Where nearly all values are hashes or tokens, those of their lengths are, though they may not look like one. */
function opaqueTemplate(all: readonly NameCount[], names: readonly NameCount[]): Code | undefined {
  const [main] = all
    .filter(({ key }) => key === ':hash' || key === ':token')
    .sort((a, b) => b.values.size - a.values.size);
  if (main === undefined || main.values.size < ENOUGH) return undefined;
  const lengths = new Set([...main.values].map((text) => text.length));
  const isOne = (text: string) => lengths.has(text.length) && /^[\w=+~.-]+$/.test(text);
  const count = main.values.size;
  if (names.filter(({ key }) => isOne(key)).length * MAJORITY > count) return undefined;
  return { template: main.key, count, meanCount: main.count / count, isOne };
}

/** Where many names are letters mixed with digits, all of one length. */
function codeTemplate(names: readonly NameCount[]): Code | undefined {
  const codes = names.filter(({ key }) => CODE.test(key));
  const length = codes[0]?.key.length;
  if (codes.length < ENOUGH || codes.some(({ key }) => key.length !== length)) return undefined;
  const isHex = codes.every(({ key }) => HEX.test(key));
  const letters = isHex ? HEX : ALPHANUMERIC;
  // A word among codes that may be any letters is more likely a name: `about` among `x7k2p`.
  const isOne = (text: string) => text.length === length && letters.test(text) && (isHex || /\d/.test(text));
  const count = codes.length;
  const meanCount = codes.reduce((sum, code) => sum + code.count, 0) / count;
  return { template: isHex ? ':hash' : ':token', count, meanCount, isOne };
}

const OPAQUE = [':hash', ':token', ':id'];
const ENOUGH = 12;
const MAJORITY = 10;
const MAX_TIMES = 5;
const CODE = /^(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9]{3,}$/;
const HEX = /^(?:[0-9a-f]+|[0-9A-F]+)$/;
const ALPHANUMERIC = /^[A-Za-z0-9]+$/;

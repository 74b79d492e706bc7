import { mergeNames } from './merge-names.ts';
import { type PathNode, pathNode } from './path-tree.ts';
import { type Segment, segmentsOf } from './segment.ts';

/** A path of the sample, and how many requests had it. */
export interface SampledPath {
  readonly target: string;
  readonly count: number;
}

/**
 * Learns from a sample of a log which parts of its paths are names and which are values: a place in the path with many
 * different names that seldom come back is a placeholder. Depends on which paths there are and how often, not on their order.
 */
export function learnPaths(sample: Iterable<SampledPath>): PathNode {
  const paths = Array.from(sample, ({ target, count }) => ({ segments: segmentsOf(target).segments, count }));
  return learnFrom(paths, 0);
}

interface Path {
  readonly segments: readonly Segment[];
  readonly count: number;
}

function learnFrom(paths: readonly Path[], depth: number): PathNode {
  const node = pathNode();
  const here = paths.filter(({ segments }) => segments.length > depth);
  if (here.length === 0) return node;
  const byKey = Map.groupBy(here, ({ segments }) => segments[depth]!.template ?? segments[depth]!.text);
  const keys = mergeNames(
    node,
    [...byKey].map(([key, group]) => {
      const { template } = group[0]!.segments[depth]!;
      return {
        key,
        template,
        count: group.reduce((sum, { count }) => sum + count, 0),
        values: valuesOf(group, depth),
        next: nextKeys(group, depth + 1),
      };
    }),
  );
  const merged = new Map<string, Path[]>();
  for (const [key, group] of byKey) {
    const to = keys.get(key) ?? key;
    const paths = merged.get(to);
    if (paths === undefined) merged.set(to, group);
    else for (const path of group) paths.push(path);
  }
  // A copy: the text of a log line keeps alive the whole stretch of the log that it was cut from.
  for (const [key, group] of merged) node.children.set(structuredClone(key), learnFrom(group, depth + 1));
  return node;
}

function valuesOf(group: readonly Path[], depth: number): ReadonlySet<string> {
  return new Set(group.map(({ segments }) => segments[depth]!.text));
}

/** What follows, as far as that tells one place from another. */
function nextKeys(group: readonly Path[], depth: number): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { segments } of group) {
    const next = segments[depth];
    if (next !== undefined && next.text !== '') keys.add(next.template ?? next.text);
    if (keys.size >= MAX_NEXT) break;
  }
  return keys;
}

const MAX_NEXT = 50;

import { compileRe2 } from './path-pattern.ts';

/** A stretch of a text, from … up to. */
export type Span = readonly [from: number, to: number];

/** Finds what a user's expressions match in a text, in its order, without what they match of nothing. */
export type FindSpans = (text: string) => readonly Span[];

/** Compiles expressions (RE2), all of whose matches are meant. */
export function matchSpans(sources: readonly string[], option: string): FindSpans {
  const expressions = sources.map((source) => compileRe2(source, option));
  return (text) => {
    const spans: [number, number][] = [];
    for (const expression of expressions) {
      const matcher = expression.matcher(text);
      while (matcher.find())
        if (matcher.end() > matcher.start()) spans.push([matcher.start(), matcher.end()]);
    }
    return joined(spans);
  };
}

/** Those that touch or overlap are one. */
export function joined(spans: readonly Span[]): Span[] {
  const all: [number, number][] = [];
  for (const [from, to] of spans.toSorted(([a], [b]) => a - b)) {
    const last = all.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else all.push([from, to]);
  }
  return all;
}

import type { Layer, UnwrapOptions, Unwrapper } from './wrapper.ts';

/** Takes several wrappers off in turn, the outermost first. */
export function createUnwrapper(layers: readonly Layer[], options: UnwrapOptions): Unwrapper {
  const opened = layers.map((layer) => layer.open(options));
  /** Which of them the last line wore. */
  const worn = opened.map(() => false);

  function unwrap(line: string, from = 0): string | null {
    let text = line;
    for (let i = from; i < opened.length; i++) {
      const inner = opened[i]!.unwrap(text);
      worn[i] = inner !== undefined;
      if (inner === null) return null;
      if (inner !== undefined) text = inner;
    }
    return text;
  }

  return {
    unwrap: (line) => unwrap(line),
    // The outermost: container engines stamp to the nanosecond and name the zone, syslog within them does neither.
    writtenAtMs: () => {
      for (const [i, layer] of opened.entries()) {
        const ms = worn[i] ? layer.writtenAtMs?.() : undefined;
        if (ms !== undefined) return ms;
      }
      return undefined;
    },
    rest: () =>
      opened.flatMap(({ rest }, i) =>
        (rest?.() ?? []).map((text) => unwrap(text, i + 1)).filter((text) => text !== null),
      ),
    lossy: layers.some(({ lossy }) => lossy),
  };
}

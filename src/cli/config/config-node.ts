/** Where something stands in a file, both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** What a file of configuration holds, with where it stands. */
export type ConfigNode = ConfigScalar | ConfigList | ConfigMap;

export interface ConfigScalar {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** As it was written, where it is no text: `1e3`, `007`. */
  readonly text: string;
  readonly at: Place;
}

export interface ConfigList {
  readonly kind: 'list';
  readonly items: readonly ConfigNode[];
  readonly at: Place;
}

export interface ConfigMap {
  readonly kind: 'map';
  readonly entries: readonly ConfigEntry[];
  readonly at: Place;
}

export interface ConfigEntry {
  readonly key: string;
  readonly at: Place;
  readonly value: ConfigNode;
}

/** The entry with this key, if there is one. */
export function entryOf(map: ConfigMap, key: string): ConfigEntry | undefined {
  return map.entries.find((entry) => entry.key === key);
}

/** The same as plain values. */
export function plainOf(node: ConfigNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'list':
      return node.items.map(plainOf);
    case 'map':
      // No key of a file may mean what an object has by itself.
      return Object.assign(
        Object.create(null),
        Object.fromEntries(node.entries.map(({ key, value }) => [key, plainOf(value)])),
      );
    default:
      return node satisfies never;
  }
}

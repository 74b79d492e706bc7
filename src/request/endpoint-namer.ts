import type { EndpointRule } from './endpoint-rule.ts';
import { matchesRule } from './endpoint-rule.ts';
import { childKey, newcomerKey, type PathNode, pathNode } from './path-tree.ts';
import { type Segment, segmentsOf } from './segment.ts';

/** The path template of a request, and whether a rule made by hand says so. */
export interface EndpointName {
  readonly path: string;
  readonly byRule: boolean;
}

/** What endpoints beyond the greatest number of them count as. */
export const OTHER = '(other)';

/**
 * Names the endpoints of requests: by the first rule that fits, or else by the tree that was learned from a sample. A name
 * that the sample did not have is kept as it is, up to a number of them at each place. The same requests in the same
 * order get the same names.
 */
export class EndpointNamer {
  readonly #rules: readonly EndpointRule[];
  readonly #root: PathNode;
  /** By path, of requests that had a query: their targets are many, their paths few. */
  readonly #named = new Map<string, EndpointName>();
  #nodes = 0;

  constructor(rules: readonly EndpointRule[] = [], learned: PathNode = pathNode()) {
    this.#rules = rules;
    this.#root = learned;
  }

  name(method: string, target: string): EndpointName {
    const query = target.indexOf('?');
    if (query === -1) return this.#name(method, target);
    const key = `${method} ${target.slice(0, query)}`;
    const known = this.#named.get(key);
    if (known !== undefined) return known;
    const name = this.#name(method, target);
    if (this.#named.size >= MAX_REMEMBERED) this.#named.clear();
    this.#named.set(key, name);
    return name;
  }

  #name(method: string, target: string): EndpointName {
    const { segments, more } = segmentsOf(target);
    const rule = this.#rules.find((one) => matchesRule(one, method, segments, more));
    if (rule !== undefined) return { path: rule.path, byRule: true };
    if (!target.startsWith('/')) return { path: target.startsWith('*') ? '*' : OTHER, byRule: false };
    return { path: this.#walk(segments, more), byRule: false };
  }

  #walk(segments: readonly Segment[], more: boolean): string {
    let node = this.#root;
    let path = '';
    for (const { text, template } of segments) {
      const key = childKey(node, text, template) ?? newcomerKey(node, text, template);
      let child = node.children.get(key);
      if (child === undefined) {
        if (this.#nodes >= MAX_NEW_NODES) return OTHER;
        this.#nodes++;
        child = pathNode();
        // A copy: the text of a log line keeps alive the whole stretch of the log that it was cut from.
        node.children.set(structuredClone(key), child);
      }
      path += `/${key}`;
      node = child;
    }
    return more ? `${path}/${DEEPER}` : path;
  }
}

/** `…` in the bytes of UTF-8, as all paths are. */
const DEEPER = '\xe2\x80\xa6';
const MAX_REMEMBERED = 10_000;
/** Places that may be added to those of the sample: far more than there are endpoints. */
const MAX_NEW_NODES = 20_000;

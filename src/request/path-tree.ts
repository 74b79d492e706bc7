import { splitExtension } from './file-extension.ts';

/** A place in the tree of paths: what may follow it. */
export interface PathNode {
  /** By name or by template (`:id`). */
  readonly children: Map<string, PathNode>;
  /** Templates that stand for names which are not among the children: by extension, '' for names without one. */
  readonly variable: Map<string, string>;
  /** Templates that count as another here: `:id` where nearly all are `:hash`. */
  readonly alias: Map<string, string>;
  /** Whether some children are names with numbers in them: `page-:id`. */
  numbered: boolean;
  /** How many names came that the sample did not have. */
  newcomers: number;
}

export function pathNode(): PathNode {
  return { children: new Map(), variable: new Map(), alias: new Map(), numbered: false, newcomers: 0 };
}

/** Beyond this many names that the sample did not have, what is new at a place counts as one. */
const MAX_NEWCOMERS = 100;

/** The child that a segment leads to; undefined: it is new here. */
export function childKey(node: PathNode, segment: string, template: string | undefined): string | undefined {
  if (template !== undefined) {
    const alias = node.alias.get(template);
    if (alias !== undefined) return alias;
    if (node.children.has(template) || template.startsWith(':')) return template;
  } else if (node.children.has(segment)) return segment;
  if (node.numbered && /\d/.test(segment)) {
    const numbered = numberedName(segment);
    if (node.children.has(numbered)) return numbered;
  }
  return node.variable.get(splitExtension(segment)[1]);
}

/** The name under which a segment that is new at a place counts from now on. */
export function newcomerKey(node: PathNode, segment: string, template: string | undefined): string {
  if (++node.newcomers <= MAX_NEWCOMERS) return template ?? segment;
  const [, extension] = splitExtension(segment);
  const key = `:name${extension}`;
  node.variable.set(extension, key);
  return key;
}

/** A name with `:id` for its numbers: `page-12` is `page-:id`. */
export function numberedName(segment: string): string {
  const [stem, extension] = splitExtension(segment);
  return stem.replace(/\d+/g, ':id') + extension;
}

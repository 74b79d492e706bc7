import { isAlias, isMap, isScalar, isSeq, LineCounter, type ParsedNode, parseDocument } from 'yaml';
import { ConfigError } from './config-error.ts';
import type { ConfigEntry, ConfigMap, ConfigNode, Place } from './config-node.ts';

/**
 * Reads YAML 1.2 with where everything stands in it. What refers to an anchor is put in its place, up to a limit: a few lines
 * may refer to one another by the billion.
 */
export function parseYaml(text: string, file: string): ConfigMap {
  try {
    return parse(text, file);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ConfigError(file, null, 'it is nested too deeply', 'a profile is a list of keys and values');
  }
}

function parse(text: string, file: string): ConfigMap {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const [wrong] = [...document.errors, ...document.warnings];
  if (wrong?.code === 'DUPLICATE_KEY') {
    const [key] = /^[^\s:]*/.exec(text.slice(wrong.pos[0]))!;
    throw new ConfigError(
      file,
      placeAt(wrong.pos[0]),
      `${key}: it stands here a second time`,
      MENDS.DUPLICATE_KEY!,
    );
  }
  if (wrong !== undefined) {
    throw new ConfigError(
      file,
      placeAt(wrong.pos[0]),
      `${keyAt(text, wrong.pos[0])}${said(wrong.message)}`,
      MENDS[wrong.code] ?? MEND,
    );
  }
  let nodes = 0;
  // As the document goes on; YAML's own way looks through all of it for each of them.
  const anchors = new Map<string, ParsedNode>();

  function convert(node: ParsedNode | null, at: Place): ConfigNode {
    if (++nodes > MOST_NODES) {
      throw new ConfigError(file, at, `there is more in it than ${MOST_NODES} values`, 'write fewer anchors');
    }
    if (node === null) return { kind: 'scalar', value: null, text: '', at };
    const own = placeAt(node.range[0]);
    if (!isAlias(node) && node.anchor !== undefined) anchors.set(node.anchor, node);
    if (isAlias(node)) {
      const meant = anchors.get(node.source);
      if (meant === undefined) throw new ConfigError(file, own, `*${node.source} is no anchor`, MEND);
      return { ...convert(meant, own), at: own };
    }
    if (isSeq(node)) {
      return { kind: 'list', items: node.items.map((item) => convert(item as ParsedNode, own)), at: own };
    }
    if (isMap(node)) {
      return { kind: 'map', entries: node.items.map((pair) => entry(pair, own)), at: own };
    }
    const { value, source } = node;
    if (isPlain(value)) {
      return { kind: 'scalar', value, text: typeof value === 'string' ? value : (source ?? ''), at: own };
    }
    throw new ConfigError(file, own, 'it is neither a text, a number, true nor false', MEND);
  }

  function entry({ key, value }: { key: unknown; value: unknown }, within: Place): ConfigEntry {
    if (!isScalar(key) || key.value === null) {
      throw new ConfigError(file, within, 'a key is no word', 'a line is a key, a colon and a value');
    }
    const at = placeAt((key as unknown as ParsedNode).range[0]);
    return { key: String(key.source ?? key.value), at, value: convert(value as ParsedNode | null, at) };
  }

  const START = { line: 1, column: 1 };
  const root = convert(document.contents, START);
  if (root.kind === 'map') return root;
  if (root.kind === 'scalar' && root.value === null) return { kind: 'map', entries: [], at: START };
  throw new ConfigError(file, root.at, 'it holds no keys', 'a line is a key, a colon and a value: rate: 100');
}

function isPlain(value: unknown): value is string | number | boolean | null {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

/** The key of the line in which something is wrong, if it has one: `header: `. */
function keyAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const [, key] = /^\s*(?:- +)?([A-Za-z_][\w-]*):/.exec(text.slice(start, start + 100)) ?? [];
  return key === undefined ? '' : `${key}: `;
}

/** Its own words, in one line. */
function said(message: string): string {
  const text = message.replace(/\s+/g, ' ').trim();
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** More than anybody writes by hand. */
const MOST_NODES = 20_000;
const MEND = 'YAML is keys and values, a colon and a space between; quote what has : # { or * in it';
const MENDS: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'a key stands once in a profile: take one away, or make one list of both',
  TAB_AS_INDENT: 'YAML is indented by spaces: put spaces in the place of the tab',
  MULTIPLE_DOCS: 'a file is one document: take the line --- away; profiles are named under profiles:',
};

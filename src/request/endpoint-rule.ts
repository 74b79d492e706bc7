import { ReplayError } from '../errors.ts';
import { pathSegments } from './path-segments.ts';
import type { Segment } from './segment.ts';

/** An endpoint that was named by hand: `GET /shop/{id}/…`. */
export interface EndpointRule {
  /** null: any. */
  readonly method: string | null;
  /** As it was written, which is how it is reported; one character per byte, as all paths. */
  readonly path: string;
  /** What must stand in each segment: the texts between placeholders. One text alone is a name. */
  readonly segments: readonly (readonly string[])[];
  /** Whether anything may follow. */
  readonly open: boolean;
}

/**
 * Reads a rule: a method (or `*`; none is any) and a path in which `{name}` and `*` stand for a segment or a part of
 * one, and `…`, `...` or `**` at the end for all the rest, which may be nothing.
 */
export function parseEndpointRule(text: string): EndpointRule {
  const match = /^(?:(\S+)\s+)?(\/\S*)$/.exec(text.trim());
  if (!match) throw wrong(text, 'it is a method and a path');
  const [, method, path] = match as unknown as [string, string | undefined, string];
  if (method !== undefined && method !== '*' && !/^[A-Za-z][A-Za-z-]*$/.test(method))
    throw wrong(text, `${method} is no method`);
  if (/[?#]/.test(path)) throw wrong(text, 'endpoints have no query');
  const bytes = Buffer.from(path, 'utf8').toString('latin1');
  const { segments, more } = pathSegments(bytes);
  if (more) throw wrong(text, 'its path is too deep');
  const open = REST.has(segments.at(-1)!);
  if (open) segments.pop();
  if (segments.some((segment) => REST.has(segment))) throw wrong(text, '… stands at the end');
  return {
    method: method === undefined || method === '*' ? null : method.toUpperCase(),
    path: bytes,
    segments: segments.map((segment) => {
      const pieces = segment.split(PLACEHOLDER);
      if (pieces.some((piece) => /[{}]/.test(piece))) throw wrong(text, 'a brace has no other');
      return pieces;
    }),
    open,
  };
}

export function matchesRule(
  { method: own, segments: pieces, open }: EndpointRule,
  method: string,
  segments: readonly Segment[],
  more: boolean,
): boolean {
  if (own !== null && own !== method) return false;
  if (open ? segments.length < pieces.length : more || segments.length !== pieces.length) return false;
  return pieces.every((own, i) => fits(own, segments[i]!.text));
}

/** Whether a text is these pieces with something between each two of them. Takes time in proportion to its length. */
function fits(pieces: readonly string[], text: string): boolean {
  if (pieces.length === 1) return text === pieces[0];
  const last = pieces.at(-1)!;
  const end = text.length - last.length;
  if (!text.startsWith(pieces[0]!) || !text.endsWith(last)) return false;
  let at = pieces[0]!.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, at + 1);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return at < end;
}

const PLACEHOLDER = /\{[^{}]*\}|\*/;
/** In the bytes of UTF-8, for the first. */
const REST: ReadonlySet<string> = new Set(['\xe2\x80\xa6', '...', '**']);

function wrong(text: string, what: string): ReplayError {
  return new ReplayError(
    'usage',
    `--endpoint '${text}': ${what}`,
    "write it like --endpoint 'GET /shop/{id}/…'; {id} and * are one segment, … is all the rest",
  );
}

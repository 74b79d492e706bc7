import type { Endpoint } from '../model.ts';

/** Endpoints by their names, as reports have them: `GET /api/*`, `/shop/:id`, `* /static/*`. */
export interface EndpointPattern {
  /** null: any. */
  readonly method: string | null;
  /** The path, cut at its stars; each of them is any text, which may be none. */
  readonly pieces: readonly string[];
}

/** Throws a TypeError that says what would do. */
export function parseEndpointPattern(text: string): EndpointPattern {
  const match = /^(?:(\*|[A-Za-z][A-Za-z-]*)\s+)?([/*(]\S*)$/.exec(text.trim());
  if (!match)
    throw new TypeError(`'${text}' names no endpoints; write them as reports do: GET /api/*, /shop/:id`);
  const [, method = '*', path] = match;
  return { method: method === '*' ? null : method.toUpperCase(), pieces: path.split('*') };
}

export function isMeant(
  { method, pieces }: EndpointPattern,
  endpoint: Pick<Endpoint, 'method' | 'path'>,
): boolean {
  return (method === null || method === endpoint.method) && fits(pieces, endpoint.path);
}

/** Takes time in proportion to the length of the path. */
function fits(pieces: readonly string[], path: string): boolean {
  const [first, ...others] = pieces;
  const last = others.pop();
  if (last === undefined) return path === first;
  if (!path.startsWith(first)) return false;
  let at = first.length;
  for (const piece of others) {
    const found = path.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return path.length - last.length >= at && path.endsWith(last);
}

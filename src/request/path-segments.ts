/** Paths are told apart down to here; what is deeper counts as one. */
const MAX_DEPTH = 12;

/**
 * The segments of a target's path as endpoints see them: without the query, without path parameters (`;jsessionid=…`),
 * and with percent-encoding undone where it makes no difference (RFC 3986 §6.2.2.2: `%7Euser` is `~user`, `%C3%A9` is
 * é). Empty segments are kept: `/a/`, `/a` and `//a` may be three things to a server. Takes at most `MAX_DEPTH`
 * segments, and says whether there are more.
 */
export function pathSegments(target: string): { readonly segments: string[]; readonly more: boolean } {
  const path = pathOf(target);
  const segments = path.split('/', MAX_DEPTH + 2);
  if (path.startsWith('/')) segments.shift();
  const more = segments.length > MAX_DEPTH;
  if (more) segments.length = MAX_DEPTH;
  for (let i = 0; i < segments.length; i++) segments[i] = normalSegment(segments[i]);
  return { segments, more };
}

/** A target without scheme and host, query and fragment. */
function pathOf(target: string): string {
  const from = target.startsWith('/') ? 0 : (/^https?:\/\/[^/?#]*/i.exec(target)?.[0].length ?? 0);
  const end = target.slice(from).search(/[?#]/);
  return end === -1 ? target.slice(from) : target.slice(from, from + end);
}

function normalSegment(segment: string): string {
  const semicolon = segment.indexOf(';');
  const plain = semicolon === -1 ? segment : segment.slice(0, semicolon);
  return plain.includes('%') ? plain.replace(/%[0-9a-f]{2}/gi, undoEncoding) : plain;
}

function undoEncoding(encoded: string): string {
  const byte = String.fromCharCode(Number.parseInt(encoded.slice(1), 16));
  return /[A-Za-z0-9\-._~@=+,\x80-\xff]/.test(byte) ? byte : encoded.toUpperCase();
}

/**
 * A path that a server had decoded before it logged it, encoded again: what would end the path or be taken for an encoded byte.
 * Other bytes that were encoded are sent raw, or encoded where HTTP cannot carry them: the same path, in other words.
 */
export function encodePath(decoded: string): string {
  return SPECIAL.test(decoded) ? decoded.replace(ALL_SPECIAL, encode) : decoded;
}

const SPECIAL = /[%?#]/;
const ALL_SPECIAL = /[%?#]/g;

function encode(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

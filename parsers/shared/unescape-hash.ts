/** Undoes HAProxy's escaping of a logged value, `#HH` for a byte (a `#` itself is `#23`), once and from left to right. */
export function unescapeHash(text: string): string {
  if (!text.includes('#')) return text;
  return text.replace(/#([\dA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/**
 * Reads a header that a W3C extended log keeps in one word. CloudFront percent-encodes it; IIS puts `+` for each space, so
 * that `;++http:` was `; +http:`: no client sends two spaces there.
 */
export function decodeAgent(value: string, percentEncoded: boolean): string {
  if (percentEncoded || (!value.includes('+') && SPACE.test(value))) return decodePercent(value);
  return value.replaceAll('++', ' \0').replaceAll('+', ' ').replaceAll('\0', '+');
}

const SPACE = /%20/;

/** Turns `%HH` into the byte, exactly once. */
function decodePercent(value: string): string {
  if (!value.includes('%')) return value;
  return value.replace(/%([\da-fA-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** Until 2019 CloudFront encoded what was encoded already: a space in a user agent is `%2520` there. */
export function isEncodedTwice(value: string): boolean {
  return value.includes('%2520');
}

/** A string, number or boolean as text; nothing for all else, of which `String` would call methods that the log names. */
export function plainText(value: unknown): string {
  return typeof value === 'object' || value === undefined ? '' : String(value);
}

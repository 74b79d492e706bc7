/** The Host that is sent in place of the target's own; undefined where it is that. Names and values in turn. */
export function hostSent(headers: readonly string[]): string | undefined {
  for (let i = 0; i < headers.length; i += 2) {
    if (headers[i].length === 4 && headers[i].toLowerCase() === 'host') return headers[i + 1];
  }
  return undefined;
}

/** Records whose expectation is a habit of their source, or cannot be known from the line; by name, with the fields that differ. */
export const CORPUS_EXCEPTIONS: ReadonlyMap<
  string,
  { readonly fields: readonly string[]; readonly reason: string }
> = new Map([]);

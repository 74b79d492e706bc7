/** Longer lines are not kept: one character more than a line may have, so that whoever counts finds it too long. */
const MAX_LENGTH = 1024 * 1024 + 1;

/** Joins the parts of lines, one line at a time for each stream: the two of a container come mixed. */
export function createPartJoiner(): (stream: string, text: string, isLast: boolean) => string | null {
  const kept = new Map<string, string>();
  return (stream, text, isLast) => {
    const before = kept.get(stream);
    if (before === undefined && isLast) return text;
    const joined = ((before ?? '') + text).slice(0, MAX_LENGTH);
    if (isLast) kept.delete(stream);
    else kept.set(stream, joined);
    return isLast ? joined : null;
  };
}

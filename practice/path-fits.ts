/**
 * Makes what tells whether a path (without its query) fits a pattern, in which `*` is any number of characters: between
 * them, each part of the pattern must come after the one before.
 */
export function pathFits(pattern: string): (path: string) => boolean {
  const [first, ...parts] = pattern.split(/\*+/);
  const last = parts.pop();
  if (last === undefined) return (path) => path === first;
  return (path) => {
    if (!path.startsWith(first) || !path.endsWith(last)) return false;
    let at = first.length;
    for (const part of parts) {
      const found = path.indexOf(part, at);
      if (found === -1) return false;
      at = found + part.length;
    }
    return at <= path.length - last.length;
  };
}

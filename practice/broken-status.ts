import type { Break } from './practice-target.ts';

/** Makes what tells the status with which a request is broken: that of the first rule that fits; undefined: none does. */
export function brokenStatus(
  breaks: readonly Break[],
): (method: string, target: string) => number | undefined {
  const rules = breaks.map(({ method, path, status }) => ({ method, fits: fits(path), status }));
  return (method, target) => {
    if (rules.length === 0) return undefined;
    const path = target.split('?', 1)[0]!;
    return rules.find((rule) => (rule.method === '*' || rule.method === method) && rule.fits(path))?.status;
  };
}

/** `*` is any number of characters: between them, each part of the pattern must come after the one before. */
function fits(pattern: string): (path: string) => boolean {
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

import { pathFits } from './path-fits.ts';
import type { Break } from './practice-target.ts';

/** Makes what tells the status with which a request is broken: that of the first rule that fits; undefined: none does. */
export function brokenStatus(
  breaks: readonly Break[],
): (method: string, target: string) => number | undefined {
  const rules = breaks.map(({ method, path, status }) => ({ method, fits: pathFits(path), status }));
  return (method, target) => {
    if (rules.length === 0) return undefined;
    const path = target.split('?', 1)[0]!;
    return rules.find((rule) => (rule.method === '*' || rule.method === method) && rule.fits(path))?.status;
  };
}

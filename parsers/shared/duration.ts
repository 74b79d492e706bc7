/** Units in which logs give a duration, in ms. */
export const UNIT_MS = { s: 1000, ms: 1, us: 1e-3, ns: 1e-6 } as const;
export type Unit = keyof typeof UNIT_MS;

/**
 * Reads a duration in ms, with µs as a fraction, from a number or a numeric string in the given unit, or from text
 * that names its own (`12.5ms`, `0.048180s`). NaN for anything else, and for `-1`, with which proxies say that there was none.
 */
export function durationMs(value: unknown, unit: Unit): number {
  if (typeof value === 'number') return inMs(value, unit);
  const parts = typeof value === 'string' ? DURATION.exec(value) : null;
  if (parts === null) return Number.NaN;
  const named = parts[2]?.replace('\xc2\xb5', 'u').replace('\xb5', 'u') as Unit | undefined;
  return inMs(Number(parts[1]), named ?? unit);
}

/** The sign for micro is two bytes in UTF-8, one in latin1. */
const DURATION = /^(\d{1,15}(?:\.\d{1,12})?) ?(s|ms|us|\xc2?\xb5s|ns)?$/;

function inMs(value: number, unit: Unit): number {
  const ms = value * UNIT_MS[unit];
  return ms >= 0 && ms < Number.MAX_SAFE_INTEGER ? Math.round(ms * 1000) / 1000 : Number.NaN;
}

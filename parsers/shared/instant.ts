import { CLF_TIME_LENGTH, clfTime } from './clf-time.ts';

/**
 * Reads a point in time, in ms since the epoch (with µs as a fraction), out of what logs hold: ISO 8601, the stamp
 * of access logs, or a number since the epoch, whose size tells seconds from ms, µs and ns. NaN for anything else.
 * A stamp without a zone is UTC: the result must not depend on the machine that reads the log.
 */
export function instantMs(value: unknown): number {
  if (typeof value === 'number') return fromEpoch(value);
  if (typeof value !== 'string' || value.length > 64) return Number.NaN;
  if (NUMBER.test(value)) return fromEpoch(Number(value));
  const iso = ISO.exec(value);
  if (iso !== null) return fromIso(iso);
  const stamp = value.startsWith('[') ? value.slice(1, -1) : value;
  return stamp.length === CLF_TIME_LENGTH ? clfTime(stamp) : Number.NaN;
}

const NUMBER = /^\d{1,20}(?:\.\d{1,9})?$/;
const ISO =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9})\d*)? ?(?:[Zz]|UTC|([+-])(\d\d):?(\d\d)?)?$/;

/** Seconds reach to the year 5138 here, and ms back to 1973. */
function fromEpoch(value: number): number {
  if (!(value > 0 && value < 1e20)) return Number.NaN;
  if (value < 1e11) return toMicros(value * 1000);
  if (value < 1e14) return toMicros(value);
  return toMicros(value < 1e17 ? value / 1000 : value / 1_000_000);
}

function fromIso(parts: RegExpExecArray): number {
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const inRange =
    month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour <= 24 && minute <= 59 && second <= 60;
  if (!inRange || year < 100) return Number.NaN;
  const zone = Number(parts[9] ?? 0) * 60 + Number(parts[10] ?? 0);
  const east = parts[8] === '-' ? -zone : zone;
  const fraction = Number(`0.${parts[7] ?? 0}`);
  return toMicros(Date.UTC(year, month - 1, day, hour, minute - east, second) + fraction * 1000);
}

function toMicros(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

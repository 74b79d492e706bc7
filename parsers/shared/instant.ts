import { CLF_TIME_LENGTH, clfTime } from './clf-time.ts';
import { UNIT_MS, type Unit } from './duration.ts';
import { wordedTime } from './worded-time.ts';
import { type ToUtc, UTC } from './zone.ts';

/**
 * Reads a point in time, in ms since the epoch (with µs as a fraction), out of what logs hold: ISO 8601, the stamp
 * of access logs, a stamp with words in it, or a number since the epoch, whose size tells seconds from ms, µs and ns. NaN for anything else.
 * A stamp without a zone is read by `toUtc`, as UTC unless told otherwise: the result must not depend on the machine that
 * reads the log. Text of more digits than a number can hold loses none: it is read in two pieces.
 */
export function instantMs(value: unknown, toUtc: ToUtc = UTC): number {
  if (typeof value === 'number') return fromEpoch(value);
  if (typeof value === 'bigint') return instantMs(String(value));
  if (typeof value !== 'string' || value.length > 64) return Number.NaN;
  if (NUMBER.test(value)) return NANOSECONDS.test(value) ? fromNanoseconds(value) : fromEpoch(Number(value));
  const iso = ISO.exec(value);
  if (iso !== null) return fromIso(iso, toUtc);
  const stamp = value.startsWith('[') ? value.slice(1, -1) : value;
  const clfMs = stamp.length === CLF_TIME_LENGTH ? clfTime(stamp) : Number.NaN;
  return Number.isNaN(clfMs) ? wordedTime(stamp, toUtc) : clfMs;
}

/** Reads a number of this unit since the epoch, or text that is one, in ms with µs as a fraction; NaN for anything else. */
export function epochMs(value: unknown, unit: Unit): number {
  const text = typeof value === 'number' || typeof value === 'bigint' ? String(value) : value;
  if (typeof text !== 'string' || !NUMBER.test(text)) return Number.NaN;
  return unit === 'ns' && NANOSECONDS.test(text)
    ? fromNanoseconds(text)
    : toMicros(Number(text) * UNIT_MS[unit]);
}

const NUMBER = /^\d{1,20}(?:\.\d{1,9})?$/;
const NANOSECONDS = /^\d{18,20}$/;
const ISO =
  /^(\d{4})([-/])(\d\d)\2(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9})\d*)? ?([Zz]|UTC|GMT|([+-])(\d\d):?(\d\d)?)?$/;

function fromNanoseconds(digits: string): number {
  return toMicros(Number(digits.slice(0, -6)) + Number(digits.slice(-6)) / 1_000_000);
}

/** Seconds reach to the year 5138 here, and ms back to 1973. */
function fromEpoch(value: number): number {
  if (!(value > 0 && value < 1e20)) return Number.NaN;
  if (value < 1e11) return toMicros(value * 1000);
  if (value < 1e14) return toMicros(value);
  return toMicros(value < 1e17 ? value / 1000 : value / 1_000_000);
}

function fromIso(parts: RegExpExecArray, toUtc: ToUtc): number {
  const [year, month, day] = [Number(parts[1]), Number(parts[3]), Number(parts[4])];
  const [hour, minute, second] = [Number(parts[5]), Number(parts[6]), Number(parts[7])];
  const inRange =
    month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour <= 24 && minute <= 59 && second <= 60;
  if (!inRange || year < 100) return Number.NaN;
  const fraction = parts[8] === undefined ? 0 : Number(`0.${parts[8]}`) * 1000;
  const zone = Number(parts[11] ?? 0) * 60 + Number(parts[12] ?? 0);
  const east = parts[10] === '-' ? -zone : zone;
  const ms = Date.UTC(year, month - 1, day, hour, minute - east, second);
  return toMicros((parts[9] === undefined ? toUtc(ms) : ms) + fraction);
}

function toMicros(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

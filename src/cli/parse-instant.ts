import { createClock, createZone, machineZone } from '../index.ts';

/**
 * Reads a moment, ms since the epoch: ISO 8601 (what names no zone is in `zone`, the machine's where none is given), a time of
 * today, `now`, `today` and `yesterday` (when they began), back from now (`-1h30m`), and seconds or ms since the epoch.
 * undefined: it is none. Throws a TypeError where there is no such zone.
 */
export function parseInstant(text: string, nowMs: number, zone: string = machineZone()): number | undefined {
  const word = text.trim().toLowerCase();
  if (word === 'now') return nowMs;
  if (word === 'today') return midnight(nowMs, 0, zone);
  if (word === 'yesterday') return midnight(nowMs, -1, zone);
  return agoOf(word, nowMs) ?? epochOf(word) ?? timeOfToday(word, nowMs, zone) ?? isoOf(word, zone);
}

/** Days are counted by the calendar: not all of them have 24 hours, nor begin at midnight. */
function midnight(nowMs: number, days: number, zone: string): number {
  const [year, month, day] = dateIn(zone, nowMs);
  return createZone(zone)(Date.UTC(year, month - 1, day + days));
}

function dateIn(zone: string, ms: number): [year: number, month: number, day: number] {
  const shown = new Date(createClock(zone)(ms));
  return [shown.getUTCFullYear(), shown.getUTCMonth() + 1, shown.getUTCDate()];
}

function agoOf(word: string, nowMs: number): number | undefined {
  if (!/^-(?:\d+(?:\.\d+)?(?:ms|[smhdw]))+$/.test(word)) return undefined;
  const parts = [...word.matchAll(/([\d.]+)(ms|[smhdw])/g)];
  return parts.reduce((ms, [, number, unit]) => ms - Number(number) * UNIT_MS[unit], nowMs);
}

const UNIT_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** 9 to 11 digits before the point are seconds (1973 to 5138), 12 to 14 are ms. */
function epochOf(word: string): number | undefined {
  const match = /^@?(\d{9,14})(\.\d+)?$/.exec(word);
  if (!match) return undefined;
  const number = Number(`${match[1]}${match[2] ?? ''}`);
  return match[1].length > 11 ? number : Math.round(number * 1000);
}

function timeOfToday(word: string, nowMs: number, zone: string): number | undefined {
  const match = /^(\d\d):(\d\d)(?::(\d\d))?$/.exec(word);
  if (!match) return undefined;
  const fields = [...dateIn(zone, nowMs), ...match.slice(1, 4)];
  return fromFields(
    fields.map((field) => Number(field ?? 0)),
    zone,
  );
}

const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:[t ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?: ?(z|utc|[+-]\d\d(?::?\d\d)?))?)?$/;

function isoOf(word: string, ownZone: string): number | undefined {
  const match = ISO.exec(word);
  if (!match) return undefined;
  const zone = match[8];
  const fields = match.slice(1, 7).map((field) => Number(field ?? 0));
  const millis = Math.floor(Number(`0.${match[7] ?? 0}`) * 1000);
  if (zone === undefined) return plus(fromFields(fields, ownZone), millis);
  const offset = offsetMs(zone);
  return offset === undefined ? undefined : plus(fromFields(fields, 'UTC'), millis - offset);
}

function plus(ms: number | undefined, more: number): number | undefined {
  return ms === undefined ? undefined : ms + more;
}

function offsetMs(zone: string): number | undefined {
  if (zone === 'z' || zone === 'utc') return 0;
  const [, sign, hours, minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone)!;
  if (Number(hours) > 18 || Number(minutes) > 59) return undefined;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** Year, month from 1, day, hour, minute, second; undefined where there is no such day or time: `Date` would move on. */
function fromFields(fields: readonly number[], zone: string): number | undefined {
  const [year, month, day, hour, minute, second] = fields as [number, number, number, number, number, number];
  if (hour > 24 || minute > 59 || second > 60 || (hour === 24 && minute + second > 0)) return undefined;
  const noon = new Date(Date.UTC(year, month - 1, day, 12));
  if (noon.getUTCMonth() !== month - 1 || noon.getUTCDate() !== day) return undefined;
  return createZone(zone)(Date.UTC(year, month - 1, day, hour, minute, second));
}

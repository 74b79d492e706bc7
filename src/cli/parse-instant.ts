/**
 * Reads a moment, ms since the epoch: ISO 8601 (without a zone: the machine's), a time of today, `now`, `today` and
 * `yesterday` (their midnight), back from now (`-1h30m`), and seconds or ms since the epoch. undefined: it is none.
 */
export function parseInstant(text: string, nowMs: number): number | undefined {
  const word = text.trim().toLowerCase();
  if (word === 'now') return nowMs;
  if (word === 'today') return midnight(nowMs, 0);
  if (word === 'yesterday') return midnight(nowMs, -1);
  return agoOf(word, nowMs) ?? epochOf(word) ?? timeOfToday(word, nowMs) ?? isoOf(word);
}

/** Days are counted by the calendar: not all of them have 24 hours. */
function midnight(nowMs: number, days: number): number {
  const now = new Date(nowMs);
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days).getTime();
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

function timeOfToday(word: string, nowMs: number): number | undefined {
  const match = /^(\d\d):(\d\d)(?::(\d\d))?$/.exec(word);
  if (!match) return undefined;
  const now = new Date(nowMs);
  const fields = [now.getFullYear(), now.getMonth() + 1, now.getDate(), ...match.slice(1, 4)];
  return fromFields(fields.map((field) => Number(field ?? 0)));
}

const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:[t ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?: ?(z|utc|[+-]\d\d(?::?\d\d)?))?)?$/;

function isoOf(word: string): number | undefined {
  const match = ISO.exec(word);
  if (!match) return undefined;
  const zone = match[8];
  const fields = match.slice(1, 7).map((field) => Number(field ?? 0));
  const millis = Math.floor(Number(`0.${match[7] ?? 0}`) * 1000);
  if (zone === undefined) return plus(fromFields(fields), millis);
  const offset = offsetMs(zone);
  return offset === undefined ? undefined : plus(fromFields(fields, true), millis - offset);
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
function fromFields(fields: readonly number[], utc = false): number | undefined {
  const [year, month, day, hour, minute, second] = fields as [number, number, number, number, number, number];
  if (hour > 24 || minute > 59 || second > 60 || (hour === 24 && minute + second > 0)) return undefined;
  const noon = new Date(Date.UTC(year, month - 1, day, 12));
  if (noon.getUTCMonth() !== month - 1 || noon.getUTCDate() !== day) return undefined;
  const parts = [year, month - 1, day, hour, minute, second] as const;
  return utc ? Date.UTC(...parts) : new Date(...parts).getTime();
}

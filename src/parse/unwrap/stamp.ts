import type { UnwrapOptions } from './wrapper.ts';

/**
 * Reads the stamp of a wrapper, in ms since the epoch with µs as a fraction: ISO 8601, syslog's `Nov 20 20:04:58` with or without a
 * year, journalctl's `Fri 2026-11-20 20:04:58 UTC` and seconds since the epoch. Nothing for what is none of these.
 */
export function stampMs(text: string, { toUtc = asUtc, newestMs }: UnwrapOptions = {}): number | undefined {
  if (/^\d{9,10}\.\d{6}$/.test(text)) return Math.round(Number(text) * 1e6) / 1e3;
  const iso = ISO.exec(text);
  if (iso !== null) {
    const [, year, month, day, clock, fraction, zone] = iso;
    const ms = clockMs(Number(year), Number(month), day!, clock!);
    return ms === undefined ? undefined : toMicros(inZone(ms, zone, toUtc) + fractionMs(fraction));
  }
  const traditional = TRADITIONAL.exec(text);
  if (traditional === null) return undefined;
  const [, name, day, year, clock, fraction] = traditional;
  const month = MONTHS.indexOf(name!) / 3 + 1;
  const read = (inYear: number) => {
    const ms = clockMs(inYear, month, day!, clock!);
    return ms === undefined ? undefined : toUtc(ms);
  };
  const ms = year === undefined ? latest(read, newestMs) : read(Number(year));
  return ms === undefined ? undefined : toMicros(ms + fractionMs(fraction));
}

const ISO =
  /^(?:[A-Z][a-z]{2} )?(\d{4})-(\d\d)-(\d\d)[T ](\d\d:\d\d:\d\d)(?:[.,](\d{1,9}))? ?(Z|[A-Z]{2,5}|[+-]\d\d:?\d\d)?$/;
const TRADITIONAL = /^([A-Z][a-z]{2}) ([ \d]\d) (?:(\d{4}) )?(\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?$/;
const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

const asUtc = (wallClockMs: number) => wallClockMs;

/** Clocks may differ by a day, what with zones. */
const DAY_MS = 86_400_000;
/** As long as it takes at most until there is a 29th of February again. */
const MOST_YEARS = 9;

/** The stamp in the latest year that has the day and does not put it after the newest line there can be. */
function latest(
  read: (year: number) => number | undefined,
  newestMs: number | undefined,
): number | undefined {
  if (newestMs === undefined) return undefined;
  const newestYear = new Date(newestMs + DAY_MS).getUTCFullYear();
  for (let year = newestYear; year > newestYear - MOST_YEARS; year--) {
    const ms = read(year);
    if (ms !== undefined && ms <= newestMs + DAY_MS) return ms;
  }
  return undefined;
}

function clockMs(year: number, month: number, day: string, clock: string): number | undefined {
  const [hour, minute, second] = clock.split(':').map(Number) as [number, number, number];
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const isDay =
    Number.isInteger(month) && month >= 1 && month <= 12 && Number(day) >= 1 && Number(day) <= days;
  if (!isDay || hour > 23 || minute > 59 || second > 60) return undefined;
  return Date.UTC(year, month - 1, Number(day), hour, minute, second);
}

function fractionMs(digits: string | undefined): number {
  return digits === undefined ? 0 : Number(`0.${digits}`) * 1000;
}

/** A zone that only has a name is taken for the user's, but for the names of UTC. */
function inZone(ms: number, zone: string | undefined, toUtc: (ms: number) => number): number {
  if (zone === 'Z' || zone === 'UTC' || zone === 'GMT') return ms;
  const offset = /^([+-])(\d\d):?(\d\d)$/.exec(zone ?? '');
  if (offset === null) return toUtc(ms);
  const minutes = Number(offset[2]) * 60 + Number(offset[3]);
  return ms - (offset[1] === '-' ? -minutes : minutes) * 60_000;
}

function toMicros(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

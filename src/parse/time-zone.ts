import type { ToUtc } from './log-format.ts';

/**
 * Prepares the reading of stamps that name no zone: `timezone` is `UTC`, an offset (`+02:00`) or a name of the zone
 * database (`Europe/Berlin`); throws a TypeError for any other. Begins one log: of an hour that the clocks show twice the first is
 * meant, until stamps go back by so much that it must be the second. An hour that the clocks leave out is read as if
 * they had not been changed yet.
 */
export function createZone(timezone: string): ToUtc {
  const eastMs = fixedOffset(timezone);
  return eastMs === null ? fromDatabase(timezone) : (wallClockMs) => wallClockMs - eastMs;
}

/** The other way round: what the clocks of a zone show, as milliseconds since 1970 that UTC would call the same. */
export function createClock(timezone: string): (utcMs: number) => number {
  const eastMs = fixedOffset(timezone);
  if (eastMs !== null) return (utcMs) => utcMs + eastMs;
  const format = dateFormat(timezone);
  return (utcMs) => shownAt(format, utcMs);
}

/** The zone of this machine; UTC where it has none that is known, as a clock has it there. */
export function machineZone(): string {
  const zone: string | undefined = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return zone === undefined || zone === 'Etc/Unknown' ? 'UTC' : zone;
}

/** How far ahead of UTC a zone is that has no name; null: it has one. */
function fixedOffset(timezone: string): number | null {
  if (/^(?:UTC|GMT|Z)$/i.test(timezone)) return 0;
  const offset = /^([+-])([01]\d):?([0-5]\d)?$/.exec(timezone);
  if (offset === null) return null;
  const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0);
  return (offset[1] === '-' ? -minutes : minutes) * 60_000;
}

/** No zone changes its clocks but at a quarter of an hour, so that one offset holds for the whole quarter. */
const QUARTER_MS = 15 * 60_000;
const DAY_MS = 86_400_000;
/** How far back a stamp may lie of a log that goes on: less than any change of clocks. */
const BACK_MS = 20 * 60_000;
const MOST_QUARTERS = 1000;

/** How far ahead of UTC clocks are that show this: the one offset, or both where they show it twice. */
interface Offsets {
  readonly firstMs: number;
  readonly secondMs: number;
}

function fromDatabase(timezone: string): ToUtc {
  const format = dateFormat(timezone);
  const known = new Map<number, Offsets>();
  let latestMs = Number.NEGATIVE_INFINITY;
  return (wallClockMs) => {
    const quarter = Math.floor(wallClockMs / QUARTER_MS);
    let offsets = known.get(quarter);
    if (offsets === undefined) {
      if (known.size >= MOST_QUARTERS) known.clear();
      offsets = offsetsAt(format, quarter * QUARTER_MS);
      known.set(quarter, offsets);
    }
    const { firstMs, secondMs } = offsets;
    const first = wallClockMs - firstMs;
    const utcMs = firstMs !== secondMs && first < latestMs - BACK_MS ? wallClockMs - secondMs : first;
    if (utcMs > latestMs) latestMs = utcMs;
    return utcMs;
  };
}

function dateFormat(timezone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en', {
      timeZone: timezone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (cause) {
    throw new TypeError(`${timezone}: no such time zone (such as UTC, +02:00, Europe/Berlin)`, { cause });
  }
}

function offsetsAt(format: Intl.DateTimeFormat, wallClockMs: number): Offsets {
  if (!(Math.abs(wallClockMs) < 8e15)) return { firstMs: 0, secondMs: 0 };
  const offsetAt = (utcMs: number) => shownAt(format, utcMs) - utcMs;
  const fits = (offsetMs: number) => shownAt(format, wallClockMs - offsetMs) === wallClockMs;
  const before = offsetAt(wallClockMs - DAY_MS);
  const after = offsetAt(wallClockMs + DAY_MS);
  if (!fits(before)) return fits(after) ? both(after, after) : both(before, before);
  return both(before, fits(after) ? after : before);
}

function both(firstMs: number, secondMs: number): Offsets {
  return { firstMs, secondMs };
}

function shownAt(format: Intl.DateTimeFormat, utcMs: number): number {
  const shown: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(utcMs)) shown[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

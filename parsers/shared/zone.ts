/** Turns a wall clock's reading, counted as if it were UTC, into ms since the epoch. */
export type ToUtc = (wallClockMs: number) => number;

/** The reader of clocks that show UTC. */
export const UTC: ToUtc = (wallClockMs) => wallClockMs;

/**
 * Prepares the reading of stamps that name no zone: `timezone` is `UTC`, an offset (`+02:00`) or a name of the zone
 * database (`Europe/Vienna`). Of an hour that the clocks show twice the first is meant.
 */
export function createZone(timezone = 'UTC'): ToUtc {
  if (/^(?:UTC|GMT|Z)$/i.test(timezone)) return UTC;
  const offset = /^([+-])(\d\d):?(\d\d)?$/.exec(timezone);
  if (offset !== null) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0);
    const eastMs = (offset[1] === '-' ? -minutes : minutes) * 60_000;
    return (wallClockMs) => wallClockMs - eastMs;
  }
  return fromDatabase(timezone);
}

/** No zone changes its clocks but at a quarter of an hour, so that one offset holds for the whole quarter. */
const QUARTER_MS = 15 * 60_000;
const DAY_MS = 86_400_000;

function fromDatabase(timezone: string): ToUtc {
  const format = dateFormat(timezone);
  const known = new Map<number, number>();
  return (wallClockMs) => {
    const quarter = Math.floor(wallClockMs / QUARTER_MS);
    let offsetMs = known.get(quarter);
    if (offsetMs === undefined) {
      if (known.size > 1000) known.clear();
      offsetMs = offsetAt(format, quarter * QUARTER_MS);
      known.set(quarter, offsetMs);
    }
    return wallClockMs - offsetMs;
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
    throw new TypeError(`${timezone}: no such time zone (such as UTC, +02:00, Europe/Vienna)`, { cause });
  }
}

/** How far ahead of UTC the zone is when its clocks show this; the offset before a change where both would fit. */
function offsetAt(format: Intl.DateTimeFormat, wallClockMs: number): number {
  if (!(Math.abs(wallClockMs) < 8e15)) return 0;
  const before = shownAt(format, wallClockMs - DAY_MS) - (wallClockMs - DAY_MS);
  if (shownAt(format, wallClockMs - before) === wallClockMs) return before;
  const after = shownAt(format, wallClockMs + DAY_MS) - (wallClockMs + DAY_MS);
  return shownAt(format, wallClockMs - after) === wallClockMs ? after : before;
}

function shownAt(format: Intl.DateTimeFormat, utcMs: number): number {
  const shown: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(utcMs)) shown[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

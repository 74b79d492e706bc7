import { stat } from 'node:fs/promises';
import { messageOf, ReplayError } from './errors.ts';
import { expandLogs } from './ingest/expand-logs.ts';
import { nearMiss } from './near-miss.ts';
import { createClock, machineZone } from './parse/time-zone.ts';

/**
 * Puts dates in the place of `{yesterday:%Y%m%d}` in the names of logs, and sees to it that what they come to is there. Days are
 * those of the calendar in `timezone`, or in the zone of this machine.
 */
export async function datedLogs(
  words: readonly string[],
  timezone: string = machineZone(),
  nowMs: number = Date.now(),
): Promise<string[]> {
  return Promise.all(words.map((word) => (hasDate(word) ? datedLog(word, timezone, nowMs) : word)));
}

/** Whether a date is to be put into the name of a log. */
export function hasDate(word: string): boolean {
  return word.search(DATE) !== -1 || word.search(LIKE_DATE) !== -1;
}

async function datedLog(word: string, timezone: string, nowMs: number): Promise<string> {
  const path = fillDates(word, nowMs, timezone);
  try {
    // Whatever is found: a pattern that nothing matches is an error by itself.
    const [found] = await expandLogs([path]);
    await stat(found!.path);
    return path;
  } catch (cause) {
    const isMissing = !(cause instanceof ReplayError);
    const what = isMissing ? `${path}: no such file` : messageOf(cause);
    const now = fillDates('{now:%Y-%m-%d %H:%M}', nowMs, timezone);
    throw new ReplayError(
      'input',
      `${word} came to ${what}`,
      `it is ${now} in ${timezone} now: check the pattern, --timezone, and whether the log was rotated under that name`,
      cause,
    );
  }
}

/** The text with dates in the place of its patterns. `now` goes back by time, `today` and `yesterday` by days of the calendar. */
export function fillDates(word: string, nowMs: number, timezone: string): string {
  const clock = createClock(timezone);
  const filled = word.replace(
    DATE,
    (_, name: string, sign = '', count = '0', unit = '', format = '%Y-%m-%d') => {
      const steps = Number(`${sign}${count}`);
      if (name === 'now') {
        if (unit !== '' && UNIT_MS[unit] === undefined)
          throw wrong(word, `{now} goes back by hours (h) or minutes (m): today-1d is a day`);
        return written(new Date(clock(nowMs + steps * (UNIT_MS[unit] ?? 0))), format, word);
      }
      if (unit !== '' && unit !== 'd')
        throw wrong(word, `{${name}} goes back by days (d): {now-3h} by hours`);
      const shown = new Date(clock(nowMs));
      const day = shown.getUTCDate() + steps - (name === 'yesterday' ? 1 : 0);
      const midnight = Date.UTC(shown.getUTCFullYear(), shown.getUTCMonth(), day);
      return written(new Date(midnight), format, word);
    },
  );
  const [, name] = LIKE_DATE.exec(filled) ?? [];
  if (name === undefined) return filled;
  const near = nearMiss(name, ['now', 'today', 'yesterday']);
  throw wrong(word, `${near === undefined ? '' : `did you mean {${near}}? `}${HINT}`);
}

/** `{yesterday:%Y%m%d}`, `{today-7d}`, `{now-1h:%H}`. */
const DATE = /\{(now|today|yesterday)(?:([+-])(\d+)([a-z]+))?(?::([^{}]*))?\}/g;
/** What has a format and is no date; other braces are a pattern's. */
const LIKE_DATE = /\{([^{},:]*):[^{}%]*%[^{}]*\}/;
const UNIT_MS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000 };
const HINT = 'a date is {yesterday:%Y%m%d}, {today-7d:%Y-%m-%d} or {now-1h:%Y%m%d%H}';

function written(shown: Date, format: string, word: string): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const year = shown.getUTCFullYear();
  const parts: Readonly<Record<string, string>> = {
    Y: String(year),
    y: two(year % 100),
    m: two(shown.getUTCMonth() + 1),
    d: two(shown.getUTCDate()),
    H: two(shown.getUTCHours()),
    M: two(shown.getUTCMinutes()),
    S: two(shown.getUTCSeconds()),
    b: MONTHS[shown.getUTCMonth()]!,
    j: String(
      (Date.UTC(year, shown.getUTCMonth(), shown.getUTCDate()) - Date.UTC(year, 0, 0)) / 86_400_000,
    ).padStart(3, '0'),
    '%': '%',
  };
  return format.replace(/%(.?)/gs, (found, letter: string) => {
    if (Object.hasOwn(parts, letter)) return parts[letter]!;
    throw wrong(
      word,
      `${found} is no part of a date: there are ${Object.keys(parts)
        .map((part) => `%${part}`)
        .join(' ')}`,
    );
  });
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function wrong(word: string, hint: string): ReplayError {
  return new ReplayError('usage', `${word}: there is no such date`, hint);
}

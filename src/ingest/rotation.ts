/** What the name of a log file tells of its place among those that one log was rotated into. */
export interface Rotation {
  /** The name without what rotation puts into it: the same for all files of one log. */
  readonly log: string;
  /** Digits from year to second. Empty where the name has no date. */
  readonly date: string;
  /** What logrotate counts backwards (`.1` is the newest), and logback upwards behind a date. 0 where there is none. */
  readonly number: number;
}

/** Reads the name of a log file: `access.log`, `access.log.2.gz`, `access.log-20261119.gz`, `access.2026-11-19.log`… */
export function rotationOf(name: string): Rotation {
  const bare = name.replace(PACKED, '');
  for (const [pattern, toDigits] of DATES) {
    const found = pattern.exec(bare);
    if (!found) continue;
    const { before, date, after } = found.groups!;
    const number = Number(/^\.(\d{1,3})(?!\d)/.exec(after)?.[1] ?? 0);
    return { log: logOf(before) || logOf(after), date: toDigits(date).padEnd(14, '0'), number };
  }
  const counted = COUNTED.exec(bare);
  if (counted) return { log: logOf(counted[1]), date: '', number: Number(counted[2] ?? 1) };
  return { log: logOf(bare), date: '', number: 0 };
}

/**
 * Orders the files of one log by time, oldest first: those with a date by it, behind them those with a number, and
 * last the one that has neither, which is being written.
 */
export function compareRotations(a: Rotation, b: Rotation): number {
  if (a.date !== b.date) {
    if (a.date === '' || b.date === '') return a.date === '' ? 1 : -1;
    return a.date < b.date ? -1 : 1;
  }
  if (a.date !== '') return a.number - b.number;
  if (a.number === 0 || b.number === 0) return a.number === 0 ? 1 : -1;
  return b.number - a.number;
}

const PACKED = /(?:\.(?:gz|zst|zstd|bz2|xz|lz4|Z))+$/;

const MONTH = '(?:0[1-9]|1[0-2])';
const DAY = '(?:0[1-9]|[12]\\d|3[01])';
const HOUR = '(?:[01]\\d|2[0-3])';
const DATES: readonly (readonly [pattern: RegExp, toDigits: (date: string) => string])[] = [
  // 20261119, 2026-11-19, 2026-11-19-13, 20261119T1255Z, 20261119-130559; a point before a number is no time of day.
  [
    new RegExp(
      `^(?<before>.*?)(?<!\\d)(?<date>(?:19|20)\\d\\d[-_.]?${MONTH}[-_.]?${DAY}(?:[-_T]?${HOUR}(?:[-_:]?[0-5]\\d){0,2})?)(?!\\d)(?<after>.*)$`,
    ),
    (date) => date.replace(/\D/g, ''),
  ],
  // IIS: u_ex261119, u_ex26111913
  [
    new RegExp(`^(?<before>(?:u_)?(?:ex|in|nc))(?<date>\\d\\d${MONTH}${DAY}${HOUR}?)(?!\\d)(?<after>.*)$`),
    (date) => `20${date}`,
  ],
  // Seconds since 1970, as rotatelogs counts them.
  [
    /^(?<before>.+?)[-_.](?<date>1\d{9})(?<after>(?:\D.*)?)$/,
    (date) => new Date(Number(date) * 1000).toISOString().replace(/\D/g, '').slice(0, 14),
  ],
];

/** `access.log.1`, `access.1.log`, `access.log.old`; not `web-1.log`, which is a name of its own. */
const COUNTED = /^(.+?)\.(?:(\d{1,3})|old|prev|bak)(?:\.(?:log|txt|json))?$/;

function logOf(part: string): string {
  return part.replace(/^[._-]+|[._-]+$/g, '').replace(/[._-](?:log|txt|json|jsonl|ndjson|har)$/i, '');
}

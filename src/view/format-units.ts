/** What stands where there is no value. */
export const NO_VALUE = '-';

/** A measured time in µs, ms or s, with three significant digits: `1.23 ms`. */
export function formatDuration(us: number | null): string {
  if (us === null || !Number.isFinite(us)) return NO_VALUE;
  if (us === 0) return '0 µs';
  if (us < 999.5) return `${threeDigits(us)} µs`;
  if (us < 999_500) return `${threeDigits(us / 1000)} ms`;
  return `${threeDigits(us / 1e6)} s`;
}

/** How long a run takes, in the way one says it: `10.0 s`, `2m05s`, `1h30m`. */
export function formatSpan(us: number | null): string {
  if (us === null || !Number.isFinite(us)) return NO_VALUE;
  const tenths = Math.round(us / 100_000);
  if (tenths < 600) return `${(tenths / 10).toFixed(1)} s`;
  const seconds = Math.round(us / 1e6);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}m${two(seconds % 60)}s`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)}h${two(minutes % 60)}m`;
  return `${formatCount(Math.floor(minutes / 1440))}d${two(Math.floor((minutes % 1440) / 60))}h`;
}

/** A measured rate, with its decimals so that rows align: `100.0/s`. */
export function formatRate(perSecond: number): string {
  return `${decimals(perSecond, 1)}/s`;
}

/** A rate as somebody asked for it, without idle zeros: `100/s`. */
export function formatAskedRate(perSecond: number): string {
  return `${decimals(perSecond, 0)}/s`;
}

/** With thousands separators: `1,234,567`. */
export function formatCount(count: number): string {
  return Number.isFinite(count) ? COUNT.format(count) : NO_VALUE;
}

/** In steps of 1,000: `12.3 MB`. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) return NO_VALUE;
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < BYTE_UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? COUNT.format(value) : threeDigits(value)} ${BYTE_UNITS[unit]}`;
}

/** A part of a whole. Only nothing is `0.0%` and only everything `100.0%`: one failure in a million shows. */
export function formatShare(part: number, whole: number): string {
  if (!(whole > 0) || !Number.isFinite(part)) return NO_VALUE;
  const percent = (part / whole) * 100;
  if (percent > 0 && percent < 0.1) return '<0.1%';
  if (percent > 99.9 && percent < 100) return '>99.9%';
  return `${percent.toFixed(1)}%`;
}

/** A point in time on the reader's own clock: `2026-07-12 14:03:22`. */
export function formatLocalTime(time: string | number): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return NO_VALUE;
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

const COUNT = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

function threeDigits(value: number): string {
  if (value >= 99.95) return COUNT.format(value);
  return value.toFixed(value >= 9.995 ? 1 : 2);
}

/** One decimal from 10/s on, two from 1/s, three significant digits below; `kept` of them even when zero. */
function decimals(value: number, kept: 0 | 1): string {
  if (!Number.isFinite(value)) return NO_VALUE;
  if (value > 0 && value < 1) return String(Number(value.toPrecision(3)));
  const maximumFractionDigits = value >= 10 ? 1 : 2;
  return value.toLocaleString('en-US', { minimumFractionDigits: kept, maximumFractionDigits });
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

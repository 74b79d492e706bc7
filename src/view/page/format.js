/** What stands where there is no value. */
export const NO_VALUE = '–';

/**
 * A measured time in µs, ms or s, with three significant digits: as the terminal has it.
 *
 * @param {number | null} us
 */
export function formatDuration(us) {
  if (us === null) return NO_VALUE;
  if (us === 0) return '0 µs';
  if (us < 999.5) return `${threeDigits(us)} µs`;
  if (us < 999_500) return `${threeDigits(us / 1000)} ms`;
  return `${threeDigits(us / 1e6)} s`;
}

/**
 * The same at an axis, without idle zeros: `80 ms`.
 *
 * @param {number | null} us
 */
export function formatAxisDuration(us) {
  return us === null
    ? ''
    : formatDuration(us)
        .replace(/(\.\d*?)0+ /, '$1 ')
        .replace('. ', ' ');
}

/** @param {number | null} perSecond */
export function formatRate(perSecond) {
  if (perSecond === null) return NO_VALUE;
  if (perSecond > 0 && perSecond < 1) return `${Number(perSecond.toPrecision(3))}/s`;
  const maximumFractionDigits = perSecond >= 10 ? 1 : 2;
  return `${perSecond.toLocaleString('en-US', { minimumFractionDigits: 1, maximumFractionDigits })}/s`;
}

/**
 * A rate at an axis, without idle zeros.
 *
 * @param {number | null} perSecond
 */
export function formatAxisRate(perSecond) {
  if (perSecond === null) return '';
  return `${Number(perSecond.toPrecision(3)).toLocaleString('en-US')}/s`;
}

/** @param {number | null} count */
export function formatCount(count) {
  return count === null ? NO_VALUE : COUNT.format(count);
}

/** @param {number} bytes */
export function formatBytes(bytes) {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < BYTE_UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? COUNT.format(value) : threeDigits(value)} ${BYTE_UNITS[unit]}`;
}

/**
 * A part of a whole. Only nothing is `0.0%` and only everything `100.0%`.
 *
 * @param {number} part
 * @param {number} whole
 */
export function formatShare(part, whole) {
  if (!(whole > 0)) return NO_VALUE;
  const percent = (part / whole) * 100;
  if (percent > 0 && percent < 0.1) return '<0.1%';
  if (percent > 99.9 && percent < 100) return '>99.9%';
  return `${percent.toFixed(1)}%`;
}

/**
 * A multiple: `1.53×`.
 *
 * @param {number | null} ratio
 */
export function formatRatio(ratio) {
  if (ratio === null) return NO_VALUE;
  if (ratio > 0 && ratio < 0.005) return '<0.01×';
  return `${ratio < 9.995 ? ratio.toFixed(2) : ratio < 99.95 ? ratio.toFixed(1) : formatCount(ratio)}×`;
}

/**
 * A moment of the run, from its start: `7 s`, `1:05`, `2:00:30`.
 *
 * @param {number} seconds
 */
export function formatMoment(seconds) {
  if (Math.abs(seconds) < 60) return `${Number(seconds.toFixed(2))} s`;
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  const rest = `${two(minutes % 60)}:${two(whole % 60)}`;
  return minutes < 60 ? rest.replace(/^0/, '') : `${Math.floor(minutes / 60)}:${rest}`;
}

/**
 * A point in time on the reader's own clock, with its distance from UTC: `2026-07-12 14:03:22 +02:00`.
 *
 * @param {string} iso
 */
export function formatLocalTime(iso) {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return NO_VALUE;
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  const east = -date.getTimezoneOffset();
  const zone = `${east < 0 ? '−' : '+'}${two(Math.floor(Math.abs(east) / 60))}:${two(Math.abs(east) % 60)}`;
  return `${day} ${time} ${zone}`;
}

const COUNT = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** @param {number} value */
function threeDigits(value) {
  if (value >= 99.95) return COUNT.format(value);
  return value.toFixed(value >= 9.995 ? 1 : 2);
}

/** @param {number} value */
function two(value) {
  return String(value).padStart(2, '0');
}

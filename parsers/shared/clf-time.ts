/** How long a `20/Nov/2026:20:04:58 +0000` is. */
export const CLF_TIME_LENGTH = 26;

/** Reads the `20/Nov/2026:20:04:58 +0000` that begins at `at`, in ms since the epoch; NaN where none does. */
export function clfTime(text: string, at = 0): number {
  if (!hasClfShape(text, at)) return Number.NaN;
  const day = number(text, at, 2);
  const month = MONTHS.indexOf(text.slice(at + 3, at + 6));
  const year = number(text, at + 7, 4);
  const hour = number(text, at + 12, 2);
  const minute = number(text, at + 15, 2);
  const second = number(text, at + 18, 2);
  const zone = number(text, at + 22, 2) * 60 + number(text, at + 24, 2);
  // Comparisons with NaN are false, so that text in place of a number fails here, too. 60 is a leap second.
  const known = month >= 0 && month % 3 === 0 && year >= 100 && day >= 1 && day <= daysIn(year, month / 3);
  if (!(known && hour <= 23 && minute <= 59 && second <= 60 && zone >= 0)) return Number.NaN;
  const east = text.charCodeAt(at + 21) === PLUS ? zone : -zone;
  return Date.UTC(year, month / 3, day, hour, minute - east, second);
}

/**
 * Makes a reader of such stamps that remembers the last day: a log holds many lines of one day, and reading the time of
 * day costs a fraction of reading it all.
 */
export function createClfClock(): (text: string, at: number) => number {
  let lastDay = '\0';
  let lastZone = '\0';
  let midnightMs = Number.NaN;
  return (text, at) => {
    if (text.startsWith(lastDay, at) && text.startsWith(lastZone, at + 20)) {
      const hour = twoDigits(text, at + 12);
      const minute = twoDigits(text, at + 15);
      const second = twoDigits(text, at + 18);
      const known = hour <= 23 && minute <= 59 && second <= 60 && text.charCodeAt(at + 14) === COLON;
      if (known && text.charCodeAt(at + 17) === COLON)
        return midnightMs + (hour * 60 + minute) * 60_000 + second * 1000;
      return Number.NaN;
    }
    const ms = clfTime(text, at);
    if (!Number.isNaN(ms)) {
      lastDay = text.slice(at, at + 12);
      lastZone = text.slice(at + 20, at + CLF_TIME_LENGTH);
      midnightMs =
        ms -
        (number(text, at + 12, 2) * 60 + number(text, at + 15, 2)) * 60_000 -
        number(text, at + 18, 2) * 1000;
    }
    return ms;
  };
}

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';
const [SLASH, COLON, SPACE, PLUS, MINUS] = [0x2f, 0x3a, 0x20, 0x2b, 0x2d];

/** Whether what begins at `at` looks like such a stamp, whether or not there is such a day. */
export function hasClfShape(text: string, at: number): boolean {
  const sign = text.charCodeAt(at + 21);
  return (
    text.charCodeAt(at + 2) === SLASH &&
    text.charCodeAt(at + 6) === SLASH &&
    text.charCodeAt(at + 11) === COLON &&
    text.charCodeAt(at + 14) === COLON &&
    text.charCodeAt(at + 17) === COLON &&
    text.charCodeAt(at + 20) === SPACE &&
    (sign === PLUS || sign === MINUS)
  );
}

function number(text: string, at: number, digits: number): number {
  let value = 0;
  for (let i = at; i < at + digits; i++) {
    const digit = text.charCodeAt(i) - 0x30;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** NaN where there are no two digits. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 0x30;
  const ones = text.charCodeAt(at + 1) - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
}

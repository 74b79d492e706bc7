import { type ToUtc, UTC } from './zone.ts';

/**
 * Reads the stamps that name their month or put it first, in ms since the epoch: `Sun Mar 13 22:49:12 2016` (ctime),
 * `Sun, 06 Nov 1994 08:49:37 GMT` (HTTP), `30/Jul/2018:09:03:52.726` (HAProxy), `11/20/2026 8:04:58 PM`. NaN for
 * anything else.
 */
export function wordedTime(text: string, toUtc: ToUtc = UTC): number {
  const ctime = CTIME.exec(text);
  if (ctime !== null) {
    const [, month, day, clock, year] = ctime;
    return toUtc(fromParts(year!, monthNumber(month!), day!, clock!));
  }
  const dated = DAY_FIRST.exec(text);
  if (dated !== null) {
    const [, day, month, year, clock, zone] = dated;
    return inZone(fromParts(year!, monthNumber(month!), day!, clock!), zone, toUtc);
  }
  const american = MONTH_FIRST.exec(text);
  if (american === null) return Number.NaN;
  const [, month, day, year, clock, half, zone] = american;
  const hour = Number.parseInt(clock!, 10);
  if (half !== undefined && !(hour >= 1 && hour <= 12)) return Number.NaN;
  const laterMs =
    half === undefined ? 0 : (/p/i.test(half) ? 12 : 0) * HOUR_MS - (hour === 12 ? 12 * HOUR_MS : 0);
  return inZone(fromParts(year!, Number(month), day!, clock!) + laterMs, zone, toUtc);
}

const HOUR_MS = 3_600_000;
const CTIME = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d:\d\d:\d\d(?:\.\d{1,9})?) (\d{4})$/;
const DAY_FIRST =
  /^(?:[A-Z][a-z]{2}, )?(\d\d)[ /]([A-Z][a-z]{2})[ /](\d{4})[ :](\d\d:\d\d:\d\d(?:\.\d{1,9})?)(?: ?(Z|UTC|GMT|[+-]\d\d:?\d\d))?$/;
const MONTH_FIRST =
  /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:,? |:|T)(\d{1,2}:\d\d:\d\d(?:\.\d{1,9})?)(?: ?([AP]M))?(?: ?(Z|UTC|GMT|[+-]\d\d:?\d\d))?$/i;

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

function monthNumber(name: string): number {
  const at = MONTHS.indexOf(name);
  return at % 3 === 0 ? at / 3 + 1 : Number.NaN;
}

function fromParts(year: string, month: number, day: string, clock: string): number {
  const [hour, minute, second] = clock.split(':').map(Number) as [number, number, number];
  const inRange =
    month >= 1 && month <= 12 && Number(day) >= 1 && Number(day) <= 31 && hour <= 23 && minute <= 59;
  if (!inRange || !(second < 61) || Number(year) < 100) return Number.NaN;
  const whole = Math.floor(second);
  const fractionMs = Math.round((second - whole) * 1e6) / 1e3;
  return Date.UTC(Number(year), month - 1, Number(day), hour, minute, whole) + fractionMs;
}

function inZone(ms: number, zone: string | undefined, toUtc: ToUtc): number {
  if (zone === undefined) return toUtc(ms);
  const offset = /^([+-])(\d\d):?(\d\d)$/.exec(zone);
  if (offset === null) return ms;
  const minutes = Number(offset[2]) * 60 + Number(offset[3]);
  return ms - (offset[1] === '-' ? -minutes : minutes) * 60_000;
}

import { KNOWN_METHODS } from './known-methods.ts';

/**
 * Names the columns of a line whose `#Fields` is lost. CloudFront's have a fixed order; those of IIS have one too, but some
 * may be left out: date, time, [site], [computer], [server], METHOD, stem, query, port, user, client, [version], agent,
 * [cookie], [referer], [host], status, substatus, win32 status, [bytes sent, received], [time taken], [forwarded for].
 */
export function guessW3cColumns(values: readonly string[], line: string): readonly string[] | undefined {
  if (!BEGIN.test(line)) return undefined;
  if (line.includes('\t')) {
    const known = values.length >= 12 && KNOWN_METHODS.has(values[5]!) && values[7]!.startsWith('/');
    return known ? CLOUDFRONT.slice(0, values.length) : undefined;
  }
  return guessIis(values);
}

const BEGIN = /^\d{4}-\d\d-\d\d[ \t]\d\d:\d\d:\d\d[ \t.]/;

const CLOUDFRONT = (
  'date time x-edge-location sc-bytes c-ip cs-method cs(host) cs-uri-stem sc-status cs(referer) cs(user-agent) ' +
  'cs-uri-query cs(cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken ' +
  'x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type cs-protocol-version fle-status ' +
  'fle-encrypted-fields c-port time-to-first-byte x-edge-detailed-result-type sc-content-type sc-content-len ' +
  'sc-range-start sc-range-end'
).split(' ');

const BEFORE_METHOD: readonly (readonly string[])[] = [
  [],
  ['s-ip'],
  ['s-sitename', 's-ip'],
  ['s-sitename', 's-computername', 's-ip'],
];
const AFTER_METHOD = ['cs-uri-stem', 'cs-uri-query', 's-port', 'cs-username', 'c-ip'];
const BETWEEN: readonly (readonly string[])[] = [
  [],
  ['cs(user-agent)'],
  ['cs(user-agent)', 'cs(referer)'],
  ['cs(user-agent)', 'cs(cookie)', 'cs(referer)'],
  ['cs(user-agent)', 'cs(cookie)', 'cs(referer)', 'cs-host'],
];
/** What the numbers after the three statuses are, by how many there are. */
const NUMBERS: readonly (readonly string[])[] = [
  [],
  ['time-taken'],
  ['sc-bytes', 'cs-bytes'],
  ['sc-bytes', 'cs-bytes', 'time-taken'],
];

function guessIis(values: readonly string[]): string[] | undefined {
  const method = values.findIndex((value, i) => i >= 2 && i <= 5 && KNOWN_METHODS.has(value));
  const before = BEFORE_METHOD[method - 2];
  if (before === undefined || !isPath(values[method + 1]) || !NUMBER.test(values[method + 3] ?? '')) {
    return undefined;
  }
  const columns = ['date', 'time', ...before, 'cs-method', ...AFTER_METHOD];
  if (/^HTTP\/\d/.test(values[columns.length] ?? '')) columns.push('cs-version');
  const status = findStatuses(values, columns.length);
  const between = BETWEEN[status - columns.length];
  if (between === undefined) return undefined;
  columns.push(...between, 'sc-status', 'sc-substatus', 'sc-win32-status');
  let numbers = 0;
  while (numbers < 3 && NUMBER.test(values[columns.length + numbers] ?? '')) numbers++;
  columns.push(...NUMBERS[numbers]!);
  if (values.length > columns.length + 8) return undefined;
  if (columns.length < values.length) columns.push('x-forwarded-for');
  while (columns.length < values.length) columns.push('x-unknown');
  return columns;
}

/** `//` cannot be in a stem's place by chance, and a star is the stem of OPTIONS. */
function isPath(value: string | undefined): boolean {
  return value !== undefined && (value.startsWith('/') || value === '*');
}

const NUMBER = /^\d{1,15}$/;

/** The place of the first three numbers in a row of which the first is a status. */
function findStatuses(values: readonly string[], from: number): number {
  for (let i = from; i <= from + 4; i++) {
    if (
      /^\d{3}$/.test(values[i] ?? '') &&
      NUMBER.test(values[i + 1] ?? '') &&
      NUMBER.test(values[i + 2] ?? '')
    )
      return i;
  }
  return -1;
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseInstant } from '../../src/cli/parse-instant.ts';

/** Midnight and noon depend on the zone of the machine: it is set, so that they do not. */
process.env.TZ = 'Europe/Berlin';
const NOW = Date.UTC(2026, 8, 15, 10, 30, 15, 250); // 12:30:15.250 in Berlin
const at = (text: string) => Date.parse(text);

for (const [text, expected] of [
  ['2026-09-15T10:00:00Z', at('2026-09-15T10:00:00Z')],
  ['2026-09-15t10:00:00z', at('2026-09-15T10:00:00Z')],
  ['2026-09-15T10:00:00.1234Z', at('2026-09-15T10:00:00.123Z')],
  ['2026-09-15 10:00:00,5 +0200', at('2026-09-15T08:00:00.5Z')],
  ['2026-09-15T10:00+02:00', at('2026-09-15T08:00:00Z')],
  ['2026-09-15T10:00-0530', at('2026-09-15T15:30:00Z')],
  ['2026-09-15T10:00+05', at('2026-09-15T05:00:00Z')],
  ['2026-09-15T10:00 UTC', at('2026-09-15T10:00:00Z')],
  ['2026-09-15T24:00Z', at('2026-09-16T00:00:00Z')],
  ['2024-02-29T00:00Z', at('2024-02-29T00:00:00Z')],
  // Without a zone it is the machine's, in summer and in winter.
  ['2026-09-15T10:00', at('2026-09-15T08:00:00Z')],
  ['2026-01-15 10:00:01', at('2026-01-15T09:00:01Z')],
  ['2026-09-15', at('2026-09-14T22:00:00Z')],
  ['10:00', at('2026-09-15T08:00:00Z')],
  ['23:59:59', at('2026-09-15T21:59:59Z')],
  ['now', NOW],
  ['today', at('2026-09-14T22:00:00Z')],
  ['yesterday', at('2026-09-13T22:00:00Z')],
  ['-1h', NOW - 3_600_000],
  ['-1h30m', NOW - 5_400_000],
  ['-2d', NOW - 2 * 86_400_000],
  ['-1w', NOW - 7 * 86_400_000],
  ['-0.5s', NOW - 500],
  ['-250ms', NOW - 250],
  ['1789466400', 1_789_466_400_000],
  ['@1789466400.25', 1_789_466_400_250],
  ['1789466400250', 1_789_466_400_250],
] as const) {
  test(`${text} is ${new Date(expected).toISOString()}`, () => {
    assert.equal(parseInstant(text, NOW), expected);
  });
}

test('yesterday is the day before by the calendar, where a day has 25 hours', () => {
  const noon = at('2026-10-26T11:00:00Z'); // The day after the clocks were put back.
  assert.equal(parseInstant('today', noon)! - parseInstant('yesterday', noon)!, 25 * 3_600_000);
});

for (const text of [
  ...['', 'soon', '1h', '-h', '-1', '-1y', '+1h', '15/Sep/2026:10:00:00', '2026-09', '2026-9-15', '12345'],
  ...['2026-02-30', '2026-13-01', '2026-00-10', '2026-09-15T25:00', '2026-09-15T10:60', '2026-09-15T24:01'],
  ...['2026-09-15T10:00+99:00', '2026-09-15T10', '2026-09-15Z', '10:0', '25:00', '2026-09-15T10:00:00 CEST'],
]) {
  test(`"${text}" is no time`, () => {
    assert.equal(parseInstant(text, NOW), undefined);
  });
}

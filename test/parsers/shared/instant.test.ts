import assert from 'node:assert/strict';
import { test } from 'node:test';
import { instantMs } from '../../../parsers/shared/instant.ts';

const AT_MS = Date.UTC(2026, 10, 20, 20, 4, 58);

test('Points in time are read in all the ways in which logs write them', () => {
  const table: [written: unknown, ms: number][] = [
    ['2026-11-20T20:04:58Z', AT_MS],
    ['2026-11-20T20:04:58+00:00', AT_MS],
    ['2026-11-20 21:04:58,250+01:00', AT_MS + 250],
    ['2026-11-20T21:04:58 +0100', AT_MS],
    ['2026-11-20T19:04:58.5-01', AT_MS + 500],
    ['2026-11-20T20:04:58.123456789Z', AT_MS + 123.457],
    ['2026-11-20 20:04:58 UTC', AT_MS],
    // Without a zone: UTC, on every machine.
    ['2026-11-20T20:04:58', AT_MS],
    ['20/Nov/2026:21:04:58 +0100', AT_MS],
    ['[20/Nov/2026:20:04:58 +0000]', AT_MS],
    [AT_MS / 1000, AT_MS],
    [`${AT_MS / 1000}.250`, AT_MS + 250],
    [AT_MS / 1000 + 0.000001, AT_MS + 0.001],
    [AT_MS, AT_MS],
    [AT_MS * 1000, AT_MS],
    [`${AT_MS}000000`, AT_MS],
  ];
  for (const [written, ms] of table) assert.equal(instantMs(written), ms, String(written));
});

test('What is no point in time is none', () => {
  const wrong = [
    '',
    '-',
    'now',
    '2026-13-01T00:00:00Z',
    '2026-11-20',
    '12:00',
    '0',
    0,
    -1,
    1e30,
    null,
    undefined,
    {},
    true,
  ];
  for (const value of wrong) assert.ok(Number.isNaN(instantMs(value)), String(value));
});

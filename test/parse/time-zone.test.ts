import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createZone } from '../../src/parse/time-zone.ts';

/** What clocks show, as if it were UTC. */
const clock = (text: string) => Date.parse(`${text}Z`);
const iso = (ms: number) => new Date(ms).toISOString().slice(0, 19);

for (const [zone, shown, utc] of [
  ['UTC', '2026-07-01T12:00:00', '2026-07-01T12:00:00'],
  ['z', '2026-07-01T12:00:00', '2026-07-01T12:00:00'],
  ['+02:00', '2026-07-01T12:00:00', '2026-07-01T10:00:00'],
  ['-0330', '2026-07-01T12:00:00', '2026-07-01T15:30:00'],
  ['+14', '2026-07-01T12:00:00', '2026-06-30T22:00:00'],
  ['Europe/Berlin', '2026-07-01T12:00:00', '2026-07-01T10:00:00'],
  ['Europe/Berlin', '2026-12-01T12:00:00', '2026-12-01T11:00:00'],
  ['Asia/Kathmandu', '2026-12-01T12:00:00', '2026-12-01T06:15:00'],
  ['Australia/Lord_Howe', '2026-12-01T12:00:00', '2026-12-01T01:00:00'],
  // The clocks go from 02:00 to 03:00.
  ['Europe/Berlin', '2026-03-29T01:59:59', '2026-03-29T00:59:59'],
  ['Europe/Berlin', '2026-03-29T02:30:00', '2026-03-29T01:30:00'],
  ['Europe/Berlin', '2026-03-29T03:00:00', '2026-03-29T01:00:00'],
  ['America/New_York', '2026-03-08T03:00:00', '2026-03-08T07:00:00'],
  // Before and after the hour that they show twice.
  ['Europe/Berlin', '2026-10-25T01:59:59', '2026-10-24T23:59:59'],
  ['Europe/Berlin', '2026-10-25T02:30:00', '2026-10-25T00:30:00'],
  ['Europe/Berlin', '2026-10-25T03:00:00', '2026-10-25T02:00:00'],
] as const) {
  test(`${shown} in ${zone} is ${utc} in UTC`, () => {
    assert.equal(iso(createZone(zone)(clock(shown))), utc);
  });
}

test('an hour that clocks show twice is read in the order of the log', () => {
  const toUtc = createZone('Europe/Berlin');
  const shown = [
    '02:10:00',
    '02:59:59',
    '02:59:50',
    '02:00:00',
    '02:30:00',
    '02:29:00',
    '02:59:59',
    '03:00:00',
  ];
  assert.deepEqual(
    shown.map((time) => iso(toUtc(clock(`2026-10-25T${time}`))).slice(11)),
    ['00:10:00', '00:59:59', '00:59:50', '01:00:00', '01:30:00', '01:29:00', '01:59:59', '02:00:00'],
  );
});

for (const zone of ['Mars/Olympus', '', '+25:00', '+02:60', '2', 'CET+1']) {
  test(`"${zone}" is no time zone`, () => {
    assert.throws(() => createZone(zone), { name: 'TypeError', message: /no such time zone/ });
  });
}

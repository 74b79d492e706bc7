import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseInstant } from '../../src/cli/parse-instant.ts';
import { fillDates } from '../../src/dated-logs.ts';
import { runCli } from '../helpers/run-cli.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { assertRan } from './assert-ran.ts';
import { assertComplaint } from './complaint.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { combinedLine, writeLog } from './write-log.ts';

const BERLIN = 'Europe/Berlin';
const at = (text: string) => Date.parse(text);

for (const [word, now, zone, expected] of [
  ['a-{yesterday:%Y%m%d}.gz', '2026-03-01T12:00:00Z', 'UTC', 'a-20260228.gz'],
  ['a-{today}', '2026-03-01T12:00:00Z', 'UTC', 'a-2026-03-01'],
  ['a-{today-7d:%Y/%m/%d}/{now:%H%M%S}', '2026-03-01T12:34:56Z', 'UTC', 'a-2026/02/22/123456'],
  ['{yesterday-1d:%d}{today+1d:%d}', '2026-03-01T12:00:00Z', 'UTC', '2702'],
  ['{today:%y %j %b %%}', '2026-12-31T12:00:00Z', 'UTC', '26 365 Dec %'],
  ['{today:%j}', '2028-12-31T12:00:00Z', 'UTC', '366'],
  // Whose day it is hangs on the zone.
  ['{today:%d}', '2026-03-01T23:30:00Z', BERLIN, '02'],
  ['{today:%d}', '2026-03-01T23:30:00Z', 'America/Los_Angeles', '01'],
  ['{yesterday:%d}', '2026-03-01T23:30:00Z', '+14:00', '01'],
  // The day before is that, where one has 25 hours, or 23.
  ['{yesterday:%d}', '2026-10-25T23:30:00Z', BERLIN, '25'],
  ['{yesterday:%d}', '2026-10-25T22:30:00Z', BERLIN, '24'],
  ['{yesterday:%d}', '2026-03-29T22:30:00Z', BERLIN, '29'],
  ['{yesterday:%d}', '2026-03-29T00:30:00Z', BERLIN, '28'],
  // An hour ago is an hour, whatever the clocks do: 02:30 is shown twice, 02:30 is not shown at all.
  ['{now-1h:%H%M}', '2026-10-25T01:30:00Z', BERLIN, '0230'],
  ['{now:%H%M}', '2026-10-25T01:30:00Z', BERLIN, '0230'],
  ['{now-1h:%H%M}', '2026-03-29T01:30:00Z', BERLIN, '0130'],
  // What is no date is a pattern's.
  ['access.{log,log.1}', '2026-03-01T12:00:00Z', 'UTC', 'access.{log,log.1}'],
  ['{yesterday:%d}.{gz,zst}', '2026-03-02T12:00:00Z', 'UTC', '01.{gz,zst}'],
] as const) {
  test(`${word} at ${now} in ${zone} is ${expected}`, () => {
    assert.equal(fillDates(word, at(now), zone), expected);
  });
}

for (const [zone, now, today, yesterday] of [
  [BERLIN, '2026-10-26T02:30:00Z', '2026-10-25T23:00:00Z', '2026-10-24T22:00:00Z'],
  [BERLIN, '2026-03-30T02:30:00Z', '2026-03-29T22:00:00Z', '2026-03-28T23:00:00Z'],
  // Its clocks go forward at midnight: that day begins at one.
  ['Africa/Cairo', '2026-04-24T12:00:00Z', '2026-04-23T22:00:00Z', '2026-04-22T22:00:00Z'],
  ['Australia/Lord_Howe', '2026-04-05T12:00:00Z', '2026-04-04T13:00:00Z', '2026-04-03T13:00:00Z'],
  ['+05:30', '2026-04-05T12:00:00Z', '2026-04-04T18:30:00Z', '2026-04-03T18:30:00Z'],
] as const) {
  test(`at ${now} in ${zone} today began at ${today}, and yesterday at ${yesterday}`, () => {
    assert.equal(parseInstant('today', at(now), zone), at(today));
    assert.equal(parseInstant('yesterday', at(now), zone), at(yesterday));
  });
}

test('a time without a zone is of the zone that is given', () => {
  const now = at('2026-10-26T02:30:00Z');
  assert.equal(parseInstant('10:00', now, BERLIN), at('2026-10-26T09:00:00Z'));
  assert.equal(parseInstant('2026-07-01 10:00', now, BERLIN), at('2026-07-01T08:00:00Z'));
  assert.equal(parseInstant('2026-07-01 10:00Z', now, BERLIN), at('2026-07-01T10:00:00Z'));
});

const DRY = ['--target', 'http://127.0.0.1:9', '--rate', '1', '--dry-run', '1'];

/** A day of this week in Tokyo, as names of logs have it. */
function dayInTokyo(daysAgo: number): string {
  const shown = new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Tokyo' }).format(new Date());
  return new Date(Date.parse(shown) - daysAgo * 86_400_000).toISOString().slice(0, 10);
}

test('the log of yesterday is found by its date, in the zone of --timezone, or that of the machine', async () => {
  const folder = temporaryDirectory('dated');
  const day = dayInTokyo(1);
  writeFileSync(join(folder, `access.log-${day.replaceAll('-', '')}`), `${combinedLine('/it')}\n`);
  const log = 'access.log-{yesterday:%Y%m%d}';
  for (const [args, env] of [
    [['--timezone', 'Asia/Tokyo'], { TZ: 'America/Los_Angeles' }],
    [[], { TZ: 'Asia/Tokyo' }],
    [['--timezone', 'local'], { TZ: 'Asia/Tokyo' }],
    // What no zone is, is UTC: it is read, whatever day that comes to.
    [['--timezone', 'Asia/Tokyo'], { TZ: 'Foo/Bar' }],
  ] as const) {
    const { status, stdout, stderr } = await runCli(['run', log, ...args, ...DRY], { cwd: folder, env });
    assert.equal(status, 0, stderr);
    assert.match(stdout, /GET \/it /);
  }
  // A day that Tokyo and the far side of the date line never share.
  const { status } = await runCli(['inspect', `${log}*`], { cwd: folder, env: { TZ: 'Asia/Tokyo' } });
  assert.equal(status, 0);
});

test('no log is never a success: the pattern is told, and what it came to', async () => {
  await using server = await serve();
  const pace = ['--target', server.url, '--rate', 'max', '--once', '--timezone', 'Asia/Tokyo'];
  const day = dayInTokyo(1);
  assertComplaint(await runReplay(['no-{yesterday}.log', ...pace]), {
    status: 3,
    what: new RegExp(`no-\\{yesterday\\}\\.log came to no-${day}\\.log: no such file`),
    mend: /it is 20\d\d-\d\d-\d\d \d\d:\d\d in Asia\/Tokyo now: .*--timezone/,
  });
  assertComplaint(await runReplay(['no-{yesterday}.log*', ...pace]), {
    status: 3,
    what: new RegExp(`no-\\{yesterday\\}\\.log\\* came to no-${day}\\.log\\*: no file matches`),
    mend: /rotated/,
  });
  assertComplaint(await runReplay(['{yesterdy:%Y}.log', ...pace]), {
    status: 2,
    what: /there is no such date/,
    mend: /did you mean \{yesterday\}\?/,
  });
  assertComplaint(await runReplay(['{now-1d:%Y}.log', ...pace]), {
    status: 2,
    what: /no such date/,
    mend: /today-1d/,
  });
  assertComplaint(await runReplay(['{today:%Q}.log', ...pace]), {
    status: 2,
    what: /no such date/,
    mend: /%Q is no part of a date/,
  });
  assertComplaint(await runReplay(['{today}.log', '--target', server.url, '--follow']), {
    status: 2,
    what: /--follow takes no dates/,
    mend: /\S/,
  });
  assert.equal(server.requests.length, 0);
});

test('a log without a request between --since and --until is no success either, and it says so', async () => {
  await using server = await serve();
  const log = writeLog(['/a', '/b'].map((path) => combinedLine(path)));
  const pace = ['--target', server.url, '--rate', 'max', '--once', '--timezone', BERLIN];
  assertComplaint(await runReplay([log, ...pace, '--since', 'yesterday', '--until', 'today']), {
    status: 3,
    what: /no request of the log began since 20\S+Z and before 20\S+Z \(skipped: 2 before-since\)/,
    mend: /--timezone/,
  });
  // Those of 12:00 in Berlin were at 10:00 in UTC.
  assertRan(await runReplay([log, ...pace, '--since', '2026-09-15 12:00', '--until', '2026-09-15 12:01']));
  assert.equal(server.requests.length, 2);
});

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertRan } from '../../end-to-end/assert-ran.ts';
import { booksOfRun } from '../../end-to-end/books-of-run.ts';
import { queryDatabase } from '../../end-to-end/query-database.ts';
import { serve } from '../../end-to-end/serve.ts';
import { combinedLine, writeNumberedLog } from '../../end-to-end/write-log.ts';
import { fakeClock } from '../../helpers/faketime.ts';
import { runCli } from '../../helpers/run-cli.ts';
import { startCli } from '../../helpers/start-cli.ts';
import { temporaryDirectory } from '../../helpers/temporary-directory.ts';

const LOG = writeNumberedLog(100);

for (const [offset, direction] of [
  ['+3600', 'forward'],
  ['-3600', 'back'],
] as const) {
  test(`the clock is set ${direction} by an hour in mid-run: rate, times and intervals are as if it were not, and that is said`, async (t) => {
    const clock = fakeClock(t);
    if (clock === undefined) return;
    await using server = await serve();
    const database = join(temporaryDirectory('clocks'), 'runs.db');
    const pace = ['--rate', '40', '--duration', '2s', '--max-overdue', '1m'];
    const cli = startCli(['run', LOG, '--target', server.url, ...pace, '--db', database], { env: clock.env });
    await server.received(30);
    clock.set(offset);
    const run = await cli.finished;
    assertRan(run);
    assert.equal(booksOfRun(database).answered, 80);
    const shown = run.stdout.replaceAll(/\s+/g, ' ');
    const note = new RegExp(`the clock of the machine was set ${direction} by about 60 min, [\\d.]+ s into`);
    assert.match(shown, note);

    const report = JSON.parse((await runCli(['report', '--db', database, '--json'])).stdout);
    assert.match(report.run.notes.join(), note);
    // A machine that is busy for an hour would be another matter.
    for (const time of ['response_time_ms', 'service_time_ms', 'lag_ms'])
      assert.ok(report[time].max >= 0 && report[time].max < 60_000, `${time}: ${report[time].max}`);
    assertLasted(database, 2);
    const { lasted } = queryDatabase<{ lasted: number }>(
      database,
      'select max(start_us + length_us) / 1e6 as lasted from interval where run_id = 1',
    )[0]!;
    assert.ok(lasted < 60, 'its course is that of two seconds');
    const history = await runCli(['history', '--db', database]);
    assert.match(history.stdout, /finished/);
  });
}

/** From its start to its end it took this long, or a little longer. */
function assertLasted(database: string, seconds: number): void {
  const [run] = queryDatabase<{ started_at: string; finished_at: string }>(
    database,
    'select started_at, finished_at from run',
  );
  const lastedS = (Date.parse(run!.finished_at) - Date.parse(run!.started_at)) / 1000;
  assert.ok(lastedS >= seconds && lastedS < seconds + 60, `it lasted ${lastedS} s`);
}

for (const [now, day, hours] of [
  ['2026-10-26 02:30:00', ['2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'], 25],
  ['2026-03-30 02:30:00', ['2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'], 23],
] as const) {
  test(`at ${now} in Berlin yesterday had ${hours} hours: its log by its name, and all of them by --since yesterday --until today`, async (t) => {
    const clock = fakeClock(t, `@${now}`);
    if (clock === undefined) return;
    const [first, after] = day.map((moment) => Date.parse(moment)) as [number, number];
    const cwd = temporaryDirectory('daylight');
    const lines = [first - 1000, first, after - 1000, after].map((ms) =>
      lineAt(ms, `/${(ms - first) / 1000}`),
    );
    const name = `access.log-${now.slice(0, 8)}${String(Number(now.slice(8, 10)) - 1)}`.replaceAll(
      /(?<=\d)-/g,
      '',
    );
    writeFileSync(join(cwd, name), `${lines.join('\n')}\n`);
    const { status, stdout, stderr } = await runCli(
      [
        ...['run', 'access.log-{yesterday:%Y%m%d}', '--since', 'yesterday', '--until', 'today'],
        ...['--target', 'http://127.0.0.1:9', '--rate', '1', '--dry-run', '9'],
      ],
      { cwd, env: { ...clock.env, TZ: 'Europe/Berlin' }, ownProcess: true },
    );
    assert.equal(status, 0, stderr);
    const requested = [...stdout.matchAll(/GET \/(-?\d+) /g)].map(([, second]) => Number(second));
    assert.deepEqual(requested, [0, hours * 3600 - 1]);
  });
}

function lineAt(ms: number, path: string): string {
  const [, day, month, year, time] = /(\d+) (\w+) (\d+) (\S+)/.exec(new Date(ms).toUTCString())!;
  return combinedLine(path).replace(/\[.*\]/, `[${day}/${month}/${year}:${time} +0000]`);
}

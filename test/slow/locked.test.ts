import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { nowUs } from '../../src/clock.ts';
import { queryDatabase } from '../end-to-end/query-database.ts';
import { serve } from '../end-to-end/serve.ts';
import { combinedLine, writeLog, writeNumberedLog } from '../end-to-end/write-log.ts';
import { startCli } from '../helpers/start-cli.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';

const LOCKED_MS = 10_000;

/** A run at this rate, while another program keeps its database locked for ten seconds. */
async function runLocked(log: string, rate: number) {
  await using server = await serve();
  const database = join(temporaryDirectory('locked'), 'runs.db');
  const pace = ['--rate', String(rate), '--duration', '12s', '--max-overdue', '1m'];
  await using cli = startCli(['run', log, '--target', server.url, ...pace, '--json', '--db', database]);
  await server.received(100);
  const other = new DatabaseSync(database, { timeout: 5000 });
  const fromUs = nowUs();
  other.exec('begin immediate');
  await sleep(LOCKED_MS);
  const untilUs = nowUs();
  other.exec('commit');
  other.close();
  const { status, stdout, stderr } = await cli.finished;
  // 5: a busy machine may miss the rate.
  assert.ok(status === 0 || status === 5, stderr);
  assert.match(stderr, /warning: .*runs\.db: another program keeps the database locked; it is waited for/);
  const meanwhile = server.requests.filter(({ atUs }) => atUs > fromUs && atUs < untilUs).length;
  const due = (rate * (untilUs - fromUs)) / 1e6;
  assert.ok(meanwhile > due / 2, `${meanwhile} of ${due} were sent while it was locked`);
  const [stored] = queryDatabase<Record<'rows' | 'shown' | 'notStored', number>>(
    database,
    `select (select count(*) from outcome) as rows, (select count(*) from outcomes) as shown, not_stored as notStored from run`,
  );
  return { report: JSON.parse(stdout), received: server.requests.length, stderr, ...stored! };
}

test('a writer that holds its lock for ten seconds holds up nobody, and nothing is lost', async () => {
  const { report, rows, shown, notStored, received } = await runLocked(writeNumberedLog(500), 1000);
  const { planned, answered, failed, dropped } = report;
  assert.equal(answered + failed + dropped, planned);
  assert.deepEqual([rows, shown, notStored, received], [planned, planned, 0, answered + failed]);
});

test('where more would wait than there is memory for, it is left out, said and counted; the books hold', async () => {
  const long = (i: number) => combinedLine(`/${i}/${'x'.repeat(8000)}`);
  const log = writeLog(Array.from({ length: 16_000 }, (_, i) => long(i)));
  const { report, rows, shown, notStored, stderr } = await runLocked(log, 1300);
  const { planned, answered, failed, dropped, run } = report;
  assert.equal(answered + failed + dropped, planned);
  assert.ok(notStored > 0);
  assert.equal(rows + notStored, planned);
  assert.equal(shown, rows, 'each that is stored has its request');
  assert.equal(run.not_stored, notStored);
  assert.match(
    run.notes.join(),
    new RegExp(`${notStored.toLocaleString('en')} outcomes could not be stored`),
  );
  assert.match(
    stderr,
    /warning: the disk does not keep up: outcomes are counted, but not all of them are stored/,
  );
});

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { queryDatabase } from '../../end-to-end/query-database.ts';
import { AT_LENGTH, LOG, NEXT, runWhile, STORED } from '../../end-to-end/run-while.ts';
import { serve } from '../../end-to-end/serve.ts';
import { writeNumberedLog } from '../../end-to-end/write-log.ts';
import { runCli } from '../../helpers/run-cli.ts';
import { makeReadOnly, mountSmallDisk } from '../../helpers/small-disk.ts';
import { temporaryDirectory } from '../../helpers/temporary-directory.ts';

/** Little of a small disk goes to its requests. */
const SHORT_LOG = writeNumberedLog(100);

/** Somebody else takes the room that there was at the start, but for a little. */
function fill(folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(join(folder, 'of-somebody-else'), Buffer.alloc(bavail * bsize - 200_000));
}

test('a disk that gets full ends the run in order; what was stored is sound, and the report says so', async (t) => {
  const folder = mountSmallDisk(t, 6000);
  if (folder === undefined) return;
  const database = join(folder, 'runs.db');
  const { status, stdout, error, hint } = await runWhile(database, () => fill(folder), AT_LENGTH, SHORT_LOG);
  assert.deepEqual([status, stdout, error], [3, '', `error: ${database}: the disk is full`]);
  assert.equal(
    hint,
    `  make room, or name a file on another disk with --db; what was stored until then can be read: reprise report 1 --db ${database}`,
  );
  assert.deepEqual(queryDatabase(database, 'pragma integrity_check'), [{ integrity_check: 'ok' }]);
  const [{ rows, planned, state, notStored }] = queryDatabase<Record<string, number | string | null>>(
    database,
    `select state, not_stored as notStored, summary ->> 'planned' as planned, (select count(*) from outcomes) as rows from run`,
  );
  assert.ok(Number(rows) > 0);
  const report = await runCli(['report', '--db', database]);
  assert.equal(report.status, 0, report.stderr);
  // For the end of the run there may be room in what the last outcomes were to take, or there may be none.
  if (state === 'failed') {
    assert.match(report.stdout, /the disk is full/);
    const shown = Number(notStored).toLocaleString('en');
    assert.match(report.stdout, new RegExp(`${shown} outcomes? could not be stored`));
    if (planned !== null) assert.equal(Number(rows) + Number(notStored), planned);
  } else assert.match(report.stdout, /CUT OFF/);
  const csv = await runCli(['export', '--db', database]);
  assert.equal(csv.stdout.trimEnd().split('\r\n').length, Number(rows) + 1);
});

test('where nothing can be written no run begins; what was stored before can be read', async (t) => {
  const folder = mountSmallDisk(t, 2000);
  if (folder === undefined) return;
  const database = join(folder, 'runs.db');
  await using server = await serve();
  const run = ['run', LOG, '--target', server.url, ...NEXT, '--no-preflight', '--db'];
  assert.equal((await runCli([...run, database])).status, 0);
  makeReadOnly(folder);
  const before = server.requests.length;
  for (const path of [database, join(folder, 'new.db')]) {
    const { status, stderr } = await runCli([...run, path]);
    assert.match(
      stderr,
      /^error: .*\.db: the database cannot be (?:written|opened or made)\n {2}check .*\n$/,
    );
    assert.equal(status, 3);
  }
  assert.equal(server.requests.length, before);
  const report = await runCli(['report', '--db', database]);
  assert.equal(report.status, 0, report.stderr);
});

test('a database in whose place another file is put ends the run, and that file stays as it is', async () => {
  const folder = temporaryDirectory('broken');
  const [database, other] = [join(folder, 'runs.db'), join(folder, 'other')];
  const { status, error } = await runWhile(database, () => {
    writeFileSync(other, 'something else');
    renameSync(other, database);
  });
  assert.equal(error, `error: ${database}: was replaced by another file while a run was written to it`);
  assert.equal(status, 3);
  assert.equal(readFileSync(database, 'utf8'), 'something else');
});

test('the log beside a database may be deleted: what was stored is sound all the same', async () => {
  const database = join(temporaryDirectory('broken'), 'runs.db');
  const { status, error } = await runWhile(database, () => rmSync(`${database}-wal`));
  assert.equal(error, `error: ${database}-wal: was deleted or moved while a run was written to it`);
  assert.equal(status, 3);
  assert.deepEqual(queryDatabase(database, 'pragma integrity_check'), [{ integrity_check: 'ok' }]);
  const [{ rows }] = queryDatabase<{ rows: number }>(database, 'select count(*) as rows from outcomes');
  assert.ok(rows >= STORED / 2, `${rows} are stored`);
  const report = await runCli(['report', '--db', database]);
  assert.equal(report.status, 0, report.stderr);
  assert.match(report.stdout, /FAILED/);
});

test('a database that is overwritten while a run is written is said to be damaged', async () => {
  const database = join(temporaryDirectory('broken'), 'runs.db');
  await using server = await serve();
  assert.equal((await runCli(['run', LOG, '--target', server.url, ...NEXT, '--db', database])).status, 0);
  const pace = ['--rate', '1000', '--duration', '1200ms', '--max-overdue', '1m'];
  const overwrite = () =>
    writeFileSync(database, Buffer.alloc(statSync(database).size, 0x5a), { flag: 'r+' });
  const { status, error, hint } = await runWhile(database, overwrite, pace);
  assert.equal(error, `error: ${database}: the database is damaged`);
  assert.equal(hint, "  keep it aside and save what can be read: sqlite3 FILE '.recover'");
  assert.equal(status, 3);
});

test('a file system without shared memory is refused before anything is sent, and leaves a database as it was', async () => {
  await using server = await serve();
  const database = join(temporaryDirectory('broken'), 'runs.db');
  const run = ['run', LOG, '--target', server.url, ...NEXT, '--no-preflight', '--db', database];
  assert.equal((await runCli(run)).status, 0);
  const [before, sent] = [readFileSync(database).subarray(0, 96), server.requests.length];
  // No memory can be shared through a pipe.
  execFileSync('mkfifo', [`${database}-shm`]);
  const { status, stderr } = await runCli(run);
  assert.match(
    stderr,
    /^error: .*: its file system has not the locks and the shared memory .*\n {2}.*local disk.*\n$/,
  );
  assert.deepEqual([status, server.requests.length], [3, sent]);
  assert.equal(existsSync(`${database}-wal`), false);
  assert.deepEqual(
    readFileSync(database).subarray(18, 20),
    before.subarray(18, 20),
    'no log is expected beside it',
  );
  const history = await runCli(['history', '--db', database]);
  assert.match(history.stdout, /^ *1 .*finished/m);
});

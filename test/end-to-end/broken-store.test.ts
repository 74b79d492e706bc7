import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { runCli } from '../helpers/run-cli.ts';
import { mountSmallDisk } from '../helpers/small-disk.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { LOG, NEXT, runWhile } from './run-while.ts';
import { serve } from './serve.ts';

test('a run that finds its disk full does not begin', async (t) => {
  const folder = mountSmallDisk(t, 16);
  if (folder === undefined) return;
  const database = join(folder, 'runs.db');
  await using server = await serve();
  const { status, stderr } = await runCli([
    ...['run', LOG, '--target', server.url, ...NEXT, '--no-preflight', '--db', database],
  ]);
  assert.match(stderr, /^error: .*runs\.db: the disk is full\n {2}make room, .*\n$/);
  assert.deepEqual([status, server.requests.length], [3, 0]);
});

test('a database that is deleted while a run is written ends the run', async () => {
  const database = join(temporaryDirectory('broken'), 'runs.db');
  const { status, error, hint, received } = await runWhile(database, () => rmSync(database));
  assert.equal(error, `error: ${database}: was deleted or moved while a run was written to it`);
  assert.match(hint, /^ {2}what the run stored is lost with it; .*begin again$/);
  assert.equal(status, 3);
  assert.ok(received < 30_000, 'long before its time');
  assert.equal(existsSync(database), false, 'nothing is made in its place');
});

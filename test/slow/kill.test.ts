import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { nowUs } from '../../src/clock.ts';
import { queryDatabase } from '../end-to-end/query-database.ts';
import { serve } from '../end-to-end/serve.ts';
import { writeNumberedLog } from '../end-to-end/write-log.ts';
import { runCli } from '../helpers/run-cli.ts';
import { startCli } from '../helpers/start-cli.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';

test('after kill -9 at 2,000 requests a second, the database is sound and lacks at most the last second', async () => {
  await using server = await serve();
  const folder = temporaryDirectory('kill');
  const database = join(folder, 'runs.db');
  const log = writeNumberedLog(20_000);
  await using cli = startCli([
    ...['run', log, '--target', server.url, '--rate', '2000', '--duration', '10s', '--db', database],
  ]);
  await server.received(6000);
  const killedAtUs = nowUs();
  cli.send('SIGKILL');
  assert.equal((await cli.finished).signal, 'SIGKILL');

  assert.deepEqual(queryDatabase(database, 'pragma integrity_check'), [{ integrity_check: 'ok' }]);
  const stored = queryDatabase<{ target: string; kind: string; due_us: number; seq: number }>(
    database,
    `select q.target, x.kind, o.due_us, o.seq from outcome o join result x on x.id = o.result
     join request q on q.run_id = o.run_id and q.id = o.request_id`,
  );
  assert.ok(stored.every(({ target, due_us, seq }) => target === `/${seq}` && due_us === seq * 500));
  const targets = new Set(stored.map(({ target }) => target));
  const before = server.requests.filter(({ atUs }) => atUs < killedAtUs - 1e6);
  assert.ok(before.length > 1000, `only ${before.length} requests came before the last second`);
  assert.deepEqual(
    before.filter(({ url }) => !targets.has(url)).map(({ url }) => url),
    [],
  );

  const history = await runCli(['history', '--db', database]);
  assert.equal(history.status, 0);
  assert.match(history.stdout, /^ *1 .*cut off/m);
  const report = await runCli(['report', '--db', database]);
  assert.equal(report.status, 0);
  assert.match(report.stdout, /CUT OFF/);
  assert.match(
    report.stdout,
    new RegExp(
      `planned ${stored.length.toLocaleString('en')} = answered ${stored.length.toLocaleString('en')} `,
    ),
  );
  const csv = await runCli(['export', '--db', database]);
  assert.equal(csv.status, 0);
  assert.equal(csv.stdout.split('\r\n').length, stored.length + 2);

  // The next run goes into the same file, and the one that was cut off stays as it is.
  const next = await runCli([
    'run',
    log,
    '--target',
    server.url,
    '--rate',
    '50',
    '--duration',
    '100ms',
    '--db',
    database,
  ]);
  assert.equal(next.status, 0, next.stderr);
  const runs = await runCli(['history', '--db', database]);
  assert.match(runs.stdout, /^ *1 .*cut off.*\n *2 .*finished/m);
});

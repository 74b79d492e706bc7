import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { booksOfRun } from '../../end-to-end/books-of-run.ts';
import { serve } from '../../end-to-end/serve.ts';
import { writeNumberedLog } from '../../end-to-end/write-log.ts';
import { runCli } from '../../helpers/run-cli.ts';
import { startCli } from '../../helpers/start-cli.ts';
import { temporaryDirectory } from '../../helpers/temporary-directory.ts';

const LOG = writeNumberedLog(100);

test('a generator that stood still is said to be the one that was late: the run is not valid, exit 5', async () => {
  await using server = await serve();
  const folder = temporaryDirectory('bottleneck');
  const database = join(folder, 'runs.db');
  const pace = ['--rate', '50', '--duration', '4s', '--max-overdue', '10m', '--catch-up', 'burst'];
  const args = ['run', LOG, '--target', server.url, ...pace, '--db', database];
  await using cli = startCli(args, { cwd: folder });
  await server.received(25);
  cli.send('SIGSTOP');
  await sleep(2200);
  cli.send('SIGCONT');
  const { status, stdout } = await cli.finished;
  assert.equal(status, 5, stdout);
  assert.equal(booksOfRun(database).answered, 200);
  assert.match(stdout, /^NOT VALID: .*lag p99 was [12],\d{3} ms; 1,000 ms is the limit/);
  assert.match(
    stdout.replaceAll(/\s+/g, ' '),
    / generator sender 0 was held up \(loop delay p99 .* at most [\d,]+ ms\)/,
  );
  assert.match(
    stdout.replaceAll(/\s+/g, ' '),
    /note the generator stood still for about [1-9][\d.]* s(?: in \d+ times, [\d.]+ s at most)?, [\d.]+ s into the run \(20\S+Z\): it was stopped/,
  );
  const again = await runCli(['report', '--db', database, '--json']);
  const { generator, run } = JSON.parse(again.stdout);
  assert.equal(run.valid, false);
  assert.match(run.notes.join(), /the generator stood still for about/);
  assert.equal(generator.findings.length, 1);
  assert.ok(generator.senders[0].loop_delay_max_ms > 2000);
});

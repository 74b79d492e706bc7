import assert from 'node:assert/strict';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertRan } from '../../end-to-end/assert-ran.ts';
import { assertComplaint } from '../../end-to-end/complaint.ts';
import { configFolder } from '../../end-to-end/config/config-folder.ts';
import { queryDatabase } from '../../end-to-end/query-database.ts';
import { runReplay } from '../../end-to-end/run-replay.ts';
import { serve } from '../../end-to-end/serve.ts';
import { writeNumberedLog } from '../../end-to-end/write-log.ts';
import { startCli } from '../../helpers/start-cli.ts';

const ONCE = ['--rate', 'max', '--once'];

test('a run waits for its target to be well, says so, and asks for nothing else before', async () => {
  let asked = 0;
  await using server = await serve({
    answer: ({ url }) => (url === '/health?deep=1' ? { status: ++asked < 3 ? 503 : 204 } : {}),
  });
  const args = [writeNumberedLog(2), '--target', server.url, ...ONCE, '--health', '/health?deep=1'];
  const result = await runReplay([...args, '--wait-for-target', '1m']);
  assertRan(result);
  assert.deepEqual(
    server.requests.map(({ url }) => url),
    [...Array(3).fill('/health?deep=1'), '/0', '/1'],
  );
  assert.match(
    result.stderr,
    /waiting up to 1m for http:\/\/127\.0\.0\.1:\d+\/health\?deep=1 .*\(answered 503\)/,
  );
  assert.match(result.stderr, /is well after \d+ s/);
  // What is asked for its health is no request of the run.
  assert.deepEqual(queryDatabase(result.database, 'select count(*) as n from outcomes'), [{ n: 2 }]);
});

test('the health of another address is asked for, and nothing else of it', async () => {
  await using server = await serve();
  await using other = await serve();
  const args = [writeNumberedLog(2), '--target', server.url, ...ONCE, '--header', 'Authorization: Bearer x'];
  assertRan(await runReplay([...args, '--wait-for-target', '9s', '--health', `${other.url}/up`]));
  assert.deepEqual(
    other.requests.map(({ url }) => url),
    ['/up'],
  );
  assert.ok(!other.requests[0].rawHeaders.includes('Authorization'));
  assert.equal(server.requests.length, 2);
});

test('two runs of a profile never overlap; the lock of one that was killed is no lock', {
  timeout: 60_000,
}, async () => {
  await using server = await serve();
  const folder = configFolder(
    `log: access.log\ntarget: ${server.url}\nprofiles:\n  nightly: {rate: 10, duration: 50s}\n  other: {rate: max, once: true}\n`,
  );
  const first = startCli(['run', 'nightly'], { cwd: folder.path });
  await server.received(1);
  assertComplaint(await folder.run(['run', 'nightly', '--quiet']), {
    status: 3,
    what: /another run holds the lock .*\/reprise\.db\.nightly\.lock: process \d+ on \S+, since 20\d\d-/,
    mend: /nothing to delete/,
  });
  assertRan(await folder.run(['run', 'other', '--quiet']));
  first.send('SIGKILL');
  await first.finished;
  // Even the word of who held it is still there, and keeps nobody from anything.
  writeFileSync(folder.file('reprise.db.nightly.lock.holder'), '{"pid":1,"host":"x","since":"2026"}\n');
  assertRan(await folder.run(['run', 'nightly', '--quiet', '--once', '--rate', '100']));
  assertRan(await folder.run(['run', 'nightly', '--quiet', '--once', '--rate', '100']));
  assertComplaint(await folder.run(['run', 'nightly', '--lock', join(folder.path, 'no', 'such')]), {
    status: 3,
    what: /no lock can be taken there/,
    mend: /--lock FILE/,
  });
  rmSync(folder.file('reprise.db.nightly.lock.holder'), { force: true, recursive: true });
  // Something of somebody else’s is in the way of that word, and stays.
  mkdirSync(folder.file('reprise.db.nightly.lock.holder'));
  assertRan(await folder.run(['run', 'nightly', '--quiet', '--once', '--rate', '100']));
  assert.ok(existsSync(folder.file('reprise.db.nightly.lock.holder')));
  writeFileSync(folder.file('reprise.db.nightly.lock'), 'of another program, and no lock. '.repeat(40));
  assertComplaint(await folder.run(['run', 'nightly']), {
    status: 3,
    what: /no lock can be taken there/,
    mend: /it is no lock: delete it/,
  });
});

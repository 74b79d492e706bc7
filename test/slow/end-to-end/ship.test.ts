import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { configFolder } from '../../end-to-end/config/config-folder.ts';
import { runReplay } from '../../end-to-end/run-replay.ts';
import { serve } from '../../end-to-end/serve.ts';
import { once, SECRET, shipped, target } from '../../end-to-end/ship-lines.ts';
import { closedPort } from '../../helpers/closed-port.ts';

test('while the receiver is down, lines wait on disk; once it is back they come first, in order and once', async () => {
  await using server = await target();
  const port = await closedPort();
  const folder = configFolder('');
  const run = (...more: string[]) =>
    folder.run([
      'run',
      ...once(server.url, '--ship', `loki:http://u:${SECRET}@127.0.0.1:${port}/x`, ...more),
    ]);
  for (const left of [3, 6]) {
    const { status, stdout, stderr } = await run('--ship-wait', '300ms');
    assert.deepEqual([status, stdout], [0, ''], 'what a receiver does is no failure of the run');
    assert.match(
      stderr,
      new RegExp(
        `^warning: loki:http://127\\.0\\.0\\.1:${port}: ${left} lines left in reprise\\.db\\.spool/\\S+ for the next run: it refused the connection\\n$`,
      ),
    );
  }
  for (const file of globSync('reprise.db.spool/**/*.ndjson', { cwd: folder.path }))
    assert.ok(!readFileSync(folder.file(file), 'utf8').includes(SECRET));
  {
    await using loki = await serve({ port, answer: () => ({ status: 204, body: '' }) });
    const { stderr } = await run();
    assert.equal(stderr, '');
    const seen = shipped(loki).map(({ run_id, seq }) => `${run_id}/${seq}`);
    assert.deepEqual(seen, ['1/1', '1/2', '1/3', '2/1', '2/2', '2/3', '3/1', '3/2', '3/3']);
  }
  assert.deepEqual(globSync('reprise.db.spool/**/*.ndjson', { cwd: folder.path }), []);
});

test('a receiver that is busy is asked again when it says so; what it will never take is told of and gone', async () => {
  await using server = await target();
  const answers = [
    { status: 429, headers: { 'retry-after': '1' } },
    { status: 503 },
    { status: 204, body: '' },
  ];
  await using busy = await serve({ answer: () => answers.shift() });
  await using strict = await serve({ answer: () => ({ status: 400, body: 'entry too old' }) });
  const { status, stderr, folder } = await runReplay(
    once(server.url, '--ship', `loki:${busy.url}`, '--ship', `loki:${strict.url}`),
  );
  assert.equal(status, 0);
  assert.equal(stderr, `warning: loki:${strict.url}: 3 lines will never be taken: it answered 400\n`);
  assert.equal(busy.requests.length, 3);
  assert.ok(busy.requests[1]!.atUs - busy.requests[0]!.atUs >= 0.95e6, 'Retry-After');
  assert.equal(strict.requests.length, 1);
  assert.deepEqual(globSync('*.spool/**/*.ndjson', { cwd: folder }), []);
});

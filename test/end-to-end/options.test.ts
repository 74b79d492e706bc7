import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { writeNumberedLog } from './write-log.ts';

const ONCE = ['--rate', '100', '--once'];

test('a header of one’s own goes over the wire in UTF-8', async () => {
  await using server = await serve();
  const args = ['--target', server.url, ...ONCE, '--header', 'X-Name: é ✓'];
  const { status, stderr } = await runReplay([writeNumberedLog(1), ...args]);
  assert.equal(status, 0, stderr);
  const { rawHeaders } = server.requests[0];
  const value = rawHeaders[rawHeaders.indexOf('X-Name') + 1];
  assert.equal(Buffer.from(value, 'latin1').toString(), 'é ✓');
});

test('a seed that would be the same as another is refused', async () => {
  const args = ['--target', 'http://127.0.0.1:1', ...ONCE];
  const { status, stderr } = await runReplay([writeNumberedLog(1), ...args, '--seed', '4294967296']);
  assert.equal(status, 2);
  assert.match(stderr, /A seed is a whole number from 0 to 4294967295/);
});

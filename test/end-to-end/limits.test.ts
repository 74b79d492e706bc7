import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { assertComplaint } from './complaint.ts';
import { runWithFiles, SKIP } from './run-with-files.ts';
import { serve } from './serve.ts';
import { writeNumberedLog } from './write-log.ts';

const LOG = writeNumberedLog(100);

test('connections that no limit of open files allows are refused before the run, with the command that mends it', {
  skip: SKIP,
}, async () => {
  await using server = await serve();
  const pace = ['--rate', 'max', '--connections', '200', '--duration', '1s'];
  const result = await runWithFiles(64, [LOG, '--target', server.url, ...pace]);
  assertComplaint(result, {
    status: 3,
    what: /^error: 200 connections take 2\d\d open files, and the limit is 64$/,
    mend: /^ {2}raise it: ulimit -n (256|512) as root, or: sudo prlimit .*; or take fewer --connections$/,
  });
  assert.equal(server.requests.length, 0);
  assert.ok(!existsSync(result.database));
});

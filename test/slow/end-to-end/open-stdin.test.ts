import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { MAX_KEPT_BYTES } from '../../../src/request/repeat-passes.ts';
import { queryDatabase } from '../../end-to-end/query-database.ts';
import { runReplay } from '../../end-to-end/run-replay.ts';
import { serve } from '../../end-to-end/serve.ts';
import { combinedLine } from '../../end-to-end/write-log.ts';
import { closedPort } from '../../helpers/closed-port.ts';
import { endWithTest } from '../../helpers/end-with-test.ts';
import { temporaryDirectory } from '../../helpers/temporary-directory.ts';

const DOOR = fileURLToPath(new URL('../../../bin/reprise.js', import.meta.url));
const RUN = ['run', '-', '--rate', '100'];

test('a command that ends before its standard input does not wait for the rest of it', async () => {
  await using server = await serve();
  const database = join(temporaryDirectory('open'), 'runs.db');
  const refusing = `http://127.0.0.1:${await closedPort()}`;
  for (const [expected, args] of [
    [3, [...RUN, '--target', refusing, '--db', database]],
    [2, [...RUN, '--target', server.url, '--as-logged', '--db', database]],
    [0, [...RUN, '--target', refusing, '--dry-run=2']],
    [0, [...RUN, '--target', server.url, '--duration', '100ms', '--db', database]],
    [3, ['inspect', '-', '--format', 'squid']],
  ] as const) {
    const child = spawn(process.execPath, [DOOR, ...args], { stdio: ['pipe', 'ignore', 'pipe'] });
    endWithTest(child);
    child.stdin.on('error', () => {});
    child.stdin.write(Array.from({ length: 100 }, (_, i) => `${combinedLine(`/${i}`)}\n`).join(''));
    const said = child.stderr.toArray();
    const [status] = await once(child, 'exit');
    assert.equal(status, expected, Buffer.concat(await said).toString());
  }
});

test('a log from standard input that is too large to be kept, and too short, makes a run that is not valid', async () => {
  await using server = await serve();
  const body = 'x'.repeat(900_000);
  const line = JSON.stringify({ time: '2026-09-15T10:00:00Z', method: 'POST', url: '/', status: 200, body });
  const lines = Math.ceil(MAX_KEPT_BYTES / body.length) + 1;
  const cases = [
    [
      '30',
      `the log ended after ${Number((lines / 30).toFixed(1))} s of 8 s; standard input cannot be read again`,
    ],
    ['max', /the log ended after [\d.]+ s of 60 s; standard input cannot be read again/],
  ] as const;
  for (const [rate, reason] of cases) {
    const duration = rate === 'max' ? '60s' : '8s';
    const args = ['--rate', rate, '--duration', duration, '--methods', 'POST'];
    const input = `${line}\n`.repeat(lines);
    const { status, database, stderr } = await runReplay(['-', '--target', server.url, ...args], { input });
    assert.equal(status, 5, stderr);
    const [{ invalid }] = queryDatabase<{ invalid: string }>(database, 'select invalid from run');
    const said = JSON.parse(invalid).find((text: string) => /the log ended/.test(text));
    if (typeof reason === 'string') assert.equal(said, reason);
    else assert.match(said, reason);
  }
});

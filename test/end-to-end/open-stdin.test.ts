import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { closedPort } from '../helpers/closed-port.ts';
import { endWithTest } from '../helpers/end-with-test.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { serve } from './serve.ts';
import { combinedLine } from './write-log.ts';

const DOOR = fileURLToPath(new URL('../../bin/reprise.js', import.meta.url));
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

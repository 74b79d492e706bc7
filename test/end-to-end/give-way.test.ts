import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { startCli } from '../helpers/start-cli.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { serve } from './serve.ts';
import { writeNumberedLog } from './write-log.ts';

const skip = process.platform !== 'linux' && 'only Linux knows of the priority of a thread';

test('recorder and helpers of V8 come after senders and their alarms, which come as before', {
  skip,
}, async () => {
  await using server = await serve();
  const database = join(temporaryDirectory(), 'runs.db');
  const pace = ['--rate', '20', '--duration', '30s'];
  await using cli = startCli([
    'run',
    writeNumberedLog(1000),
    '--target',
    server.url,
    ...pace,
    '--db',
    database,
  ]);
  await server.received(1);
  const threads = threadsOf(cli.child.pid!);
  const nices = (name: string) =>
    threads.filter((thread) => thread.name.startsWith(name)).map(({ nice }) => nice);
  const [own] = nices('node-MainThread');
  assert.deepEqual(nices('sender'), [own]);
  assert.deepEqual(nices('alarm'), [own]);
  assert.deepEqual(nices('recorder'), [own + 5]);
  assert.deepEqual(new Set(nices('node-V8Worker')), new Set([own + 5]));
  cli.send('SIGINT');
  await cli.finished;
});

function threadsOf(pid: number): { readonly name: string; readonly nice: number }[] {
  return readdirSync(`/proc/${pid}/task`).map((id) => {
    const stat = readFileSync(`/proc/${pid}/task/${id}/stat`, 'latin1');
    const [name] = stat.slice(stat.indexOf('(') + 1).split(')', 1);
    // proc_pid_stat(5): the name is field 2, in brackets; nice is field 19.
    const nice = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19 - 3];
    return { name, nice: Number(nice) };
  });
}

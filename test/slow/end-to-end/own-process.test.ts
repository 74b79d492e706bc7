import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runReplay } from '../../end-to-end/run-replay.ts';
import { serve } from '../../end-to-end/serve.ts';
import { writeNumberedLog } from '../../end-to-end/write-log.ts';
import { runCli } from '../../helpers/run-cli.ts';

const LOG = fileURLToPath(new URL('../../../fixtures/nginx/access.log', import.meta.url));

/** A command line of every command, and one that is wrong. */
const LINES: readonly (readonly string[])[] = [
  ['run', LOG, '--target', 'http://127.0.0.1:9', '--rate', '10', '--once', '--dry-run'],
  ['inspect', LOG, '--records'],
  ['report', '--json'],
  ['compare', 'last~1', 'last', '--json'],
  ['export'],
  ['history'],
  ['prune', '--keep-last', '1', '--dry-run'],
  ['target', '--help'],
  ['config', 'schema'],
  ['init', '--help'],
  ['schedule', '--help'],
  ['help', 'run'],
  ['run', 'nowhere.log', '--target', 'http://127.0.0.1:9', '--rate', '10', '--once'],
];

test('a command in a process of its own says and returns what it does in one that ran others before', async () => {
  await using server = await serve();
  const pace = ['--target', server.url, '--rate', 'max', '--once'];
  const log = writeNumberedLog(20);
  const replay = await runReplay([log, ...pace], { ownProcess: true });
  assert.equal(replay.status, 0, replay.stderr);
  assert.equal(server.requests.length, 20);
  const env = { REPRISE_DB: replay.database };
  assert.equal((await runCli(['run', log, ...pace], { env })).status, 0);
  for (const line of LINES) {
    const own = await runCli(line, { env, ownProcess: true });
    assert.equal(own.status, line.includes('nowhere.log') ? 3 : 0, own.stderr);
    assert.deepEqual(await runCli(line, { env }), own, line.join(' '));
  }
});

test('every command is among them', async () => {
  const { stdout } = await runCli(['--help']);
  const [, commands] = /^Commands:\n(.*?)\n\n/ms.exec(stdout)!;
  const names = Array.from(commands.matchAll(/^ {2}(\w+)/gm), ([, name]) => name);
  assert.deepEqual(names.toSorted(), [...new Set(LINES.map(([command]) => command))].toSorted());
});

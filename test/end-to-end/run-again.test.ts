import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { optionsWithoutWords } from '../../src/view/run-words.ts';
import { runCli } from '../helpers/run-cli.ts';
import { queryDatabase } from './query-database.ts';
import { runReplay } from './run-replay.ts';
import { settingsInPage, settingsOf, wordsOf } from './said-again.ts';
import { serve } from './serve.ts';
import { combinedLine, writeLog } from './write-log.ts';

test('the command that a report gives makes the same run again, whatever was asked of it', async () => {
  await using server = await serve({ answer: () => ({ headers: { 'X-Id': '7' } }) });
  const log = writeLog(['/a?b=c', 'POST /form HTTP/1.1', '/it%27s'].map((request) => combinedLine(request)));
  const { folder, database, status, stderr } = await runReplay([
    ...[log, '--target', server.url, '--rate', '60/m', '--duration', '500ms', '--warmup', '100ms', '--once'],
    ...['--arrivals', 'poisson', '--seed', '7', '--methods', 'GET,POST', '--host', 'shop.example'],
    ...[
      '--header',
      "X-Name: it's é",
      '--set-header',
      'X-Id: ${id}',
      '--rewrite',
      '^/a => /${seq}',
      '--set-query',
      'q=${uuid}',
      '--login',
      'POST /login user=me',
      '--capture',
      'id=header:X-Id',
      '--include',
      '/.',
      '--include',
      '^x$',
    ],
    ...['--exclude', 'nothing|here', '--status', '2xx,none', '--since', '2026-01-01T00:00:00Z'],
    ...['--until', '2030-01-01T00:00:00Z', '--sample', '99.5%', '--dedupe', '--body', 'POST /form=a=1&b=2'],
    ...['--body-missing', 'empty', '--endpoint', 'GET /{x}', '--format', 'nginx', '--timezone', '+02:00'],
    ...['--connections', '3', '--max-in-flight', '9', '--max-overdue', '1500ms', '--catch-up', '1.5x'],
    ...[
      '--timeout',
      '1m',
      '--connect-timeout',
      '2s',
      '--ttfb-timeout',
      '50s',
      '--resolve',
      `127.0.0.1:${server.port}:127.0.0.1`,
    ],
    ...[
      '--stop-when',
      '5xx>20% for 5s',
      '--insecure',
      '--no-preflight',
      '--workers',
      '2',
      '--follow-redirects',
      '3',
      '--save-bodies',
      'sample',
    ],
    ...['--name', 'once more', '--check', 'p99<10s', '--merge'],
  ]);
  assert.ok(status === 0 || status === 5, stderr);
  const { command, lacking } = await settingsInPage(folder);
  assert.deepEqual(lacking, []);
  // An option that is new has to be told here as well.
  const [{ options }] = queryDatabase<{ options: string }>(database, 'select options from run');
  assert.deepEqual(optionsWithoutWords({ options: JSON.parse(options) }), []);

  const [reprise, ...words] = wordsOf(command);
  assert.equal(reprise, 'reprise');
  const again = join(folder, 'again.db');
  await runCli([...words, '--db', again], { cwd: folder });
  assert.deepEqual(settingsOf(again), settingsOf(database));
});

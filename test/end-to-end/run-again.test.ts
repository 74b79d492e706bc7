import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { optionsWithoutWords } from '../../src/view/run-words.ts';
import { runCli } from '../helpers/run-cli.ts';
import { dataOf } from '../view/html/detailed-samples.ts';
import { queryDatabase } from './query-database.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { combinedLine, writeLog } from './write-log.ts';

/** What a shell makes of a command. */
function wordsOf(command: string): string[] {
  return execFileSync('bash', ['-c', `printf '%s\\0' ${command}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);
}

async function settingsInPage(folder: string) {
  const { stderr } = await runCli(['report', '--db', 'runs.db', '--html', 'page.html'], { cwd: folder });
  assert.equal(stderr, '');
  return dataOf(readFileSync(join(folder, 'page.html'), 'utf8')).settings;
}

const settingsOf = (database: string) =>
  queryDatabase(
    database,
    'select options, rate_asked, duration_us, warmup_us, workers, name, target from run',
  );

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

test('users, a map and a payload from a file are said again, too', async () => {
  await using server = await serve();
  const log = writeLog([JSON.stringify({ verb: 'POST', path: '/a', res: 200 })]);
  const { folder, database, status, stderr } = await runReplay([
    ...[log, '--target', server.url, '--users', '2', '--spawn-rate', '50', '--wait', '10ms..20ms'],
    ...[
      '--once',
      '--map',
      'method=verb,url=path,status=res',
      '--methods',
      'POST',
      '--body',
      `POST /a=@${log}`,
    ],
  ]);
  assert.equal(status, 0, stderr);
  const [, ...words] = wordsOf((await settingsInPage(folder)).command);
  const again = join(folder, 'again.db');
  await runCli([...words, '--db', again], { cwd: folder });
  assert.deepEqual(settingsOf(again), settingsOf(database));
});

test('a parser and a configuration of nginx are said again by their files', async () => {
  await using server = await serve();
  const log = writeLog([combinedLine('/a')]);
  const conf = writeLog(
    [
      `log_format mine '$remote_addr - - [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"';`,
    ],
    'n.conf',
  );
  const parser = join(conf, '..', 'p.mjs');
  writeFileSync(
    parser,
    "export default { name: 'p', title: 'p', samples: [{ line: 'x', expect: { skipped: 'not-an-access-line' } }], open: () => () => ({ method: 'GET', target: '/' }) };\n",
  );
  for (const flags of [
    ['--nginx-conf', `${conf}:mine`],
    ['--parser', parser],
  ]) {
    const { folder, database } = await runReplay([log, '--target', server.url, '--rate', '100', ...flags]);
    const [, ...words] = wordsOf((await settingsInPage(folder)).command);
    await runCli([...words, '--db', join(folder, 'again.db')], { cwd: folder });
    assert.deepEqual(settingsOf(join(folder, 'again.db')), settingsOf(database));
  }
});

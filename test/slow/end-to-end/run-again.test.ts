import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { runReplay } from '../../end-to-end/run-replay.ts';
import { settingsInPage, settingsOf, wordsOf } from '../../end-to-end/said-again.ts';
import { serve } from '../../end-to-end/serve.ts';
import { combinedLine, writeLog } from '../../end-to-end/write-log.ts';
import { runCli } from '../../helpers/run-cli.ts';

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

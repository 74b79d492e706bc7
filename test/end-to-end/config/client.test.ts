import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { assertRan } from '../assert-ran.ts';
import { queryDatabase } from '../query-database.ts';
import { serve } from '../serve.ts';
import { configFolder, shown } from './config-folder.ts';

test('a file names clients by paths from its own folder, with weights and settings, and config check looks at them', async () => {
  await using server = await serve();
  const folder = configFolder(
    [
      'log: access.log',
      `target: ${server.url}`,
      'rate: 100',
      'once: true',
      'client: [own/a.ts:3, own/b.ts]',
      "set: [region=eu, 'api_key=${KEY}']",
      'profiles: { p: { seed: 2 } }',
      '',
    ].join('\n'),
    8,
  );
  mkdirSync(folder.file('own'));
  const write = (name: string, text: string) => writeFileSync(folder.file(`own/${name}.ts`), text);
  const client = (name: string) =>
    `export default { prepare(request: any, { settings }: any) { request.path = '/${name}/' + settings.region + settings.api_key.length; return request; } };\n`;
  write('a', client('a'));
  const env = { KEY: 'hunter2hunter2' };
  const unfinished = await folder.run(['config', 'check'], { env });
  assert.notEqual(unfinished.status, 0);
  assert.match(unfinished.stdout + unfinished.stderr, /own\/b\.ts: cannot be loaded/);
  write('b', client('b'));
  const run = await folder.run(['run', '-c', 'reprise.yaml', 'p', '--db', 'runs.db'], {
    env,
    cwd: folder.path,
  });
  assertRan(run);
  const count = (name: string) => server.requests.filter(({ url }) => url === `/${name}/eu14`).length;
  assert.deepEqual([count('a'), count('b')], [6, 2]);
  const [{ options }] = queryDatabase<{ options: string }>(folder.file('runs.db'), 'select options from run');
  assert.deepEqual(JSON.parse(options).settings, { region: 'eu', api_key: 'REDACTED' });
  const { set, client: clients } = await shown(folder, 'p', env);
  assert.deepEqual(set!.values, ['region=eu', 'api_key=REDACTED']);
  assert.deepEqual(clients!.values, ['own/a.ts:3', 'own/b.ts']);
});

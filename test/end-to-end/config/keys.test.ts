import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { Command } from 'commander';
import { configKeys, ONLY_FLAGS } from '../../../src/cli/config/config-keys.ts';
import { configJsonSchema } from '../../../src/cli/config/config-schema.ts';
import { addRunOptions } from '../../../src/cli/run-options.ts';
import { configFolder, shown } from './config-folder.ts';

/**
 * A value of every option of `run`, as a file has it. A new option is to be added here, or to `ONLY_FLAGS` with the
 * reason why no file may give it.
 */
const VALUES: Readonly<Record<string, unknown>> = {
  log: ['access.log'],
  target: 'http://127.0.0.1:9',
  'allowed-targets': ['*.stage.example', 'unix:/run/app.sock'],
  'max-rate': '500/s',
  'wait-for-target': '5m',
  health: '/health',
  lock: 'nightly.lock',
  rate: 100,
  load: 'const(10,1s)',
  users: 5,
  'spawn-rate': 2,
  wait: '1s..2s',
  'as-logged': true,
  follow: true,
  speed: 2,
  'max-gap': '5s',
  arrivals: 'poisson',
  seed: 7,
  duration: '1m',
  warmup: '1s',
  once: true,
  format: 'nginx',
  'nginx-conf': 'nginx.conf',
  parser: 'mine.ts',
  map: 'method=m,url=u',
  timezone: 'Europe/Berlin',
  merge: true,
  endpoint: ['GET /shop/{id}'],
  methods: 'GET,POST',
  include: ['^/a', '^/b'],
  exclude: '^/c',
  status: '2xx',
  since: 'yesterday',
  until: 'today',
  sample: '10%',
  dedupe: true,
  body: ['POST /a=b'],
  'body-missing': 'empty',
  redact: ['acct-\\d+'],
  host: 'log',
  header: ['X-A: b', 'X-C: d'],
  'set-header': 'X-B: c',
  'unset-header': 'X-D',
  rewrite: '^/v1 => /v2',
  'set-query': 'a=b',
  'unset-query': 'c',
  basic: 'anna:${PASSWORD}',
  bearer: '${TOKEN}',
  login: 'POST /login user=anna',
  capture: 'token=$.token',
  client: ['browse.ts:3', 'search.ts'],
  set: 'region=eu',
  sessions: true,
  'session-key': 'cookie:sid',
  'session-connections': true,
  timeout: '10s',
  'connect-timeout': '1s',
  'ttfb-timeout': '1s',
  'follow-redirects': 3,
  'save-bodies': 'failed',
  http2: true,
  streams: 10,
  ca: 'ca.pem',
  cert: 'cert.pem',
  key: 'key.pem',
  insecure: true,
  servername: 'shop.example',
  resolve: ['shop.example:443:127.0.0.1'],
  workers: 2,
  connections: 10,
  'max-in-flight': 100,
  'max-overdue': '1s',
  'catch-up': 'skip',
  'stop-when': ['5xx>20% for 5s'],
  check: ['p99<500ms', '5xx<1%'],
  baseline: 'last',
  junit: 'junit.xml',
  'fail-on': 'worse',
  'min-effect': '10%',
  'min-time': '2ms',
  'min-share': '0.2%',
  flaky: 2,
  reports: 'reports',
  retention: '30d',
  preflight: false,
  db: 'runs.db',
  html: 'report.html',
  name: 'nightly',
  quiet: true,
  markdown: true,
  json: true,
  color: false,
  notify: ['slack:${HOOK}'],
  'notify-on': 'always',
  ping: '${HOOK}',
  ship: ['loki:http://127.0.0.1:3100'],
  'ship-wait': '5s',
};

function runCommand(): Command {
  return addRunOptions(new Command('run'));
}

test('a file may say whatever an option of run says, but for those that have a reason', () => {
  const keys = configKeys(runCommand()).map(({ key }) => key);
  assert.deepEqual(keys.toSorted(), Object.keys(VALUES).toSorted());
  const options = runCommand()
    .options.filter(({ hidden }) => !hidden)
    .map((option) => option.name().replace(/^no-/, ''));
  assert.deepEqual(
    [...new Set(['log', ...options])].toSorted(),
    [...keys, ...Object.keys(ONLY_FLAGS)].toSorted(),
  );
  for (const reason of Object.values(ONLY_FLAGS)) assert.ok(reason.length > 10);
});

test('the published JSON Schema is what the options say, and takes each of the values', () => {
  const published = JSON.parse(
    readFileSync(new URL('../../../docs/config.schema.json', import.meta.url), 'utf8'),
  );
  const current = JSON.parse(JSON.stringify(configJsonSchema(configKeys(runCommand()))));
  assert.deepEqual(published, current, 'npm run schema writes it anew');
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(published);
  assert.ok(
    validate({ ...VALUES, profiles: { nightly: { extends: 'base', ...VALUES } } }),
    JSON.stringify(validate.errors),
  );
  for (const wrong of [
    { raet: 5 },
    { once: 'maybe' },
    { arrivals: 'evn' },
    { profiles: { 'a b': {} } },
    { rate: [1] },
  ]) {
    assert.equal(validate(wrong), false, JSON.stringify(wrong));
  }
});

test('each value comes through the parser of its option', async () => {
  // One by one: together they contradict each other.
  const profiles = Object.entries(VALUES).map(
    ([key, value], i) => `  p${i}: ${JSON.stringify({ [key]: value })}`,
  );
  const folder = configFolder(`profiles:\n${profiles.join('\n')}\n`);
  const { status, stdout } = await folder.run(['config', 'check'], {
    env: { TOKEN: 'x', PASSWORD: 'y', HOOK: 'https://hooks.example/x' },
  });
  const lines = stdout.split('\n').filter((line) => line.startsWith('p'));
  assert.equal(status, 2);
  assert.equal(lines.length, profiles.length);
  // Nothing is wrong with any of them, but that each lacks all the others.
  for (const line of lines) assert.match(line, /^p\d+: no (log|target) was named$/);
});

test('what is shown is what the file says, secrets by their names', async () => {
  const entries = Object.entries(VALUES).filter(
    ([key]) => !/^(load|users|follow|spawn-rate|wait|connections|speed|rate)$/.test(key),
  );
  const folder = configFolder(`profiles:\n  p: ${JSON.stringify(Object.fromEntries(entries))}\n`);
  const env = {
    TOKEN: 'hunter2hunter2',
    PASSWORD: 'hunter2hunter2',
    HOOK: 'https://u:p@hooks.example/hunter2?k=hunter2',
  };
  const settings = await shown(folder, 'p', env);
  assert.deepEqual(settings.notify.values, ['slack:https://hooks.example/REDACTED']);
  assert.deepEqual(settings.ping.values, ['https://hooks.example/REDACTED']);
  assert.deepEqual(settings.header, { values: ['X-A: b', 'X-C: d'], from: 'reprise.yaml:2 (p)' });
  assert.deepEqual(settings.bearer.values, ['${TOKEN}']);
  assert.deepEqual(settings.basic.values, ['REDACTED:${PASSWORD}']);
  assert.deepEqual(settings.redact.values, ['REDACTED']);
  for (const [key, value] of entries) {
    if (['basic', 'redact', 'notify', 'ping'].includes(key)) continue;
    assert.deepEqual(settings[key].values, [value].flat().map(String), key);
  }
});

test('what reads YAML and what knows the schema is loaded only where a file is read', () => {
  const root = new URL('../../../src/', import.meta.url);
  const sources = globSync('**/*.ts', { cwd: root }).map((file) => readFileSync(new URL(file, root), 'utf8'));
  for (const file of ['parse-yaml.ts', 'config-schema.ts']) {
    const importing = sources.filter((source) => source.includes(`/${file}'`));
    assert.ok(importing.length > 0);
    for (const source of importing) assert.doesNotMatch(source, new RegExp(`from '[^']*/${file}'`));
  }
});

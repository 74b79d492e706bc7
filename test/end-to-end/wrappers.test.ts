import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { inspect, inspectRecords, recordJson, SAFE_METHODS } from '../../src/index.ts';
import { runCli } from '../helpers/run-cli.ts';
import { assertRan } from './assert-ran.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { combinedLine, writeLog } from './write-log.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url));
const INSIDE: Readonly<Record<string, readonly string[]>> = {
  'syslog-traditional-nginx': ['syslog'],
  'syslog-iso-nginx': ['syslog'],
  'syslog-rfc5424-nginx': ['syslog'],
  'syslog-iso-ltsv': ['syslog'],
  'syslog-iso-haproxy': ['syslog'],
  'syslog-iso-morgan': ['syslog'],
  'syslog-iso-caddy': ['syslog'],
  'journal-json-uwsgi': ['journald JSON'],
  'journal-short-uwsgi': ['syslog'],
  'journal-short-iso-uwsgi': ['syslog'],
  'journal-short-full-uwsgi': ['syslog'],
  'journal-short-unix-uwsgi': ['syslog'],
  'docker-json-nginx': ['docker json-file'],
  'docker-json-pino': ['docker json-file'],
  'docker-json-colours': ['docker json-file', 'ANSI colours'],
  'cri-parts-nginx': ['CRI'],
  'cri-syslog-nginx': ['CRI', 'syslog'],
  'compose-nginx': ['ANSI colours', 'compose'],
  'compose-time-nginx': ['compose', 'container time'],
  'csv-quoted-nginx': ['quotes'],
  'json-quoted-caddy': ['quotes'],
};
/** By the end of a fixture's name: the log that is within, and the format. */
const WITHIN: Readonly<Record<string, string>> = {
  nginx: 'nginx-main',
  ltsv: 'ltsv',
  haproxy: 'haproxy',
  morgan: 'morgan-tiny',
  caddy: 'caddy',
  uwsgi: 'uwsgi',
  pino: 'pino-http',
  colours: 'morgan-dev',
};

interface Read {
  readonly line: number;
  readonly record?: { readonly target: string; readonly startedAtMs?: number; readonly durationMs?: number };
  readonly skipped?: string;
}

/** What `inspect --records` prints, without a process for each. */
async function readLog(path: string): Promise<Read[]> {
  const records = await Array.fromAsync(inspectRecords({ logs: [path] }));
  return records.map(({ line, result }) => JSON.parse(recordJson(line, result)));
}

const rules = {
  methods: new Set(SAFE_METHODS),
  bodyMissing: 'skip',
  host: 'target',
  extraHeaders: [],
  targetHost: '',
} as const;

for (const [name, inside] of Object.entries(INSIDE)) {
  const format = WITHIN[name.slice(name.lastIndexOf('-') + 1)];
  test(`${name} is read as the ${format} log that is in it`, async () => {
    const log = `${FIXTURES}wrappers/${name}.log`;
    const { format: found } = await inspect({ logs: [log], rules });
    assert.deepEqual([found.name, found.inside], [format, inside]);
    const bare = await readLog(`${FIXTURES}${format}/access.log`);
    assert.ok(bare.some(({ record }) => record !== undefined));
    const stamped = bare.some(({ record }) => record?.startedAtMs !== undefined);
    const read = (await readLog(log)).filter((_, i) => name !== 'cri-parts-nginx' || i % 2 === 1);
    assert.equal(read.length, bare.length);
    for (const [i, { record, skipped }] of read.entries()) {
      const { startedAtMs, ...rest } = record ?? {};
      const expected = bare[i]!;
      assert.deepEqual(
        { record: stamped ? record : record && rest, skipped },
        { record: expected.record, skipped: expected.skipped },
      );
      if (!stamped && record !== undefined) assert.ok(startedAtMs !== undefined);
    }
  });
}

test('every fixture of a wrapper is tested', () => {
  const files = readdirSync(`${FIXTURES}wrappers`).map((file) => file.replace(/\.log$/, ''));
  assert.deepEqual(files.sort(), Object.keys(INSIDE).sort());
});

test('the time of a wrapper is of the end of a request whose line has none', async () => {
  const log = `${FIXTURES}wrappers/syslog-iso-morgan.log`;
  const stamps = readFileSync(log, 'latin1').trimEnd().split('\n');
  let requests = 0;
  for (const { line, record } of await readLog(log)) {
    if (record === undefined) continue;
    requests++;
    const stamp = stamps[line - 1]!.slice(0, '2026-11-21T15:53:24.378680+00:00'.length);
    const endedAtMs = Date.parse(stamp) + Number(stamp.slice(23, 26)) / 1000;
    assert.ok(Math.abs(record.startedAtMs! - (endedAtMs - (record.durationMs ?? 0))) < 0.002);
  }
  assert.ok(requests > 20);
});

test('inspect and run say what a log is inside of, and the target gets its requests', async () => {
  await using server = await serve();
  const paths = Array.from({ length: 10 }, (_, i) => `/shop/${i}`);
  const bare = '/not/wrapped';
  const log = writeLog([
    ...paths.map((path) => `2026-11-20T12:00:00.1Z stdout F ${combinedLine(path)}`),
    combinedLine(bare),
    `2026-11-20T12:00:00.1Z stdout P ${combinedLine('/never/finished')}`,
  ]);
  const { stdout } = await runCli(['inspect', log]);
  assert.match(stdout, /^12 of 12 lines can be replayed/);
  assert.match(stdout, /^format [\s\S]* inside CRI(?: {2}|$)/m);
  const json = JSON.parse((await runCli(['inspect', log, '--json'])).stdout);
  assert.deepEqual(json.format.inside, ['CRI']);
  const replay = await runReplay([log, '--target', server.url, '--rate', '100', '--once']);
  assertRan(replay);
  assert.match(replay.stdout, /^log .*inside CRI\)$/m);
  const urls = server.requests.map(({ url }) => url);
  assert.deepEqual(urls.sort(), [...paths, bare, '/never/finished'].sort());
});

test('the text of a JSON line is read where its fields say less, in their place otherwise', async () => {
  const text = JSON.stringify('GET /text?q=1 200 3 - 500.000 ms');
  const stamp = '"timestamp":"2026-11-20T12:00:00.500Z"';
  const [winston] = await readLog(writeLog([`{"level":"info","message":${text},${stamp}}`]));
  assert.equal(winston!.record?.target, '/text?q=1');
  assert.equal(winston!.record?.startedAtMs, Date.UTC(2026, 10, 20, 12));
  const fields = `{"method":"GET","url":"/fields?q=1","status":200,"message":${text},${stamp}}`;
  const inDocker = JSON.stringify({ log: `${fields}\n`, stream: 'stdout', time: '2026-11-20T12:00:00.1Z' });
  for (const log of [fields, inDocker]) {
    const [read] = await readLog(writeLog([log]));
    assert.equal(read!.record?.target, '/fields?q=1');
  }
});

test('a line whose parts are together longer than a line may be is too long', async () => {
  const part = `2026-11-20T12:00:00.1Z stdout P ${'a'.repeat(600_000)}`;
  const head = `2026-11-20T12:00:00.1Z stdout F ${combinedLine('/a')}`;
  const log = writeLog([head, part, part, `2026-11-20T12:00:00.1Z stdout F ${combinedLine('/b')}`, head]);
  const fates = (await readLog(log)).map(({ line, skipped }) => [line, skipped]);
  assert.deepEqual(fates, [
    [1, undefined],
    [4, 'too-long'],
    [5, undefined],
  ]);
});

test('a target whose bytes docker has lost is not replayed as another', async () => {
  const docker = (path: string) =>
    JSON.stringify({ log: `${combinedLine(path)}\n`, stream: 'stdout', time: '2026-11-20T12:00:00.1Z' });
  const log = writeLog([docker('/a'), docker('/\ufffd').replace('\ufffd', '\\ufffd')]);
  assert.deepEqual(
    (await readLog(log)).map(({ skipped }) => skipped),
    [undefined, 'encoding'],
  );
});

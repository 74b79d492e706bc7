import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertRan } from '../../end-to-end/assert-ran.ts';
import { queryDatabase } from '../../end-to-end/query-database.ts';
import { runReplay } from '../../end-to-end/run-replay.ts';
import { serve } from '../../end-to-end/serve.ts';
import { combinedLine, writeLog } from '../../end-to-end/write-log.ts';
import { runCli } from '../../helpers/run-cli.ts';

const ONCE = ['--rate', '200', '--once'];

function line(path: string, minute: number, status: string, client: string): string {
  const time = `15/Sep/2026:10:${String(minute).padStart(2, '0')}:00 +0000`;
  return `${client} - - [${time}] "GET ${path} HTTP/1.1" ${status} 5 "-" "test"`;
}

const LINES = [
  line('/api/a', 0, '200', '192.0.2.1'),
  line('/api/b?page=2', 1, '200', '192.0.2.2'),
  line('/style.css', 2, '304', '192.0.2.3'),
  line('/api/a', 3, '404', '192.0.2.1'),
  line('/missing', 4, '404', '192.0.2.4'),
  line('/gone-away', 5, '499', '192.0.2.5'),
  line('/api/c', 6, '500', '192.0.2.6'),
];
const LOG = writeLog(LINES);

const CASES: readonly (readonly [args: readonly string[], urls: readonly string[], skipped: object])[] = [
  [['--include', '^/api/'], ['/api/a', '/api/a', '/api/b?page=2', '/api/c'], { 'not-included': 3 }],
  [['--include', 'css$', '--include', 'page='], ['/api/b?page=2', '/style.css'], { 'not-included': 5 }],
  [['--exclude', '^/api/', '--exclude', '[.]css'], ['/gone-away', '/missing'], { excluded: 5 }],
  [['--status', '3xx,404'], ['/api/a', '/missing', '/style.css'], { status: 4 }],
  [['--status', 'none'], ['/gone-away'], { status: 6 }],
  [
    ['--since', '2026-09-15T10:01Z', '--until', '2026-09-15T12:03+02:00'],
    ['/api/b?page=2', '/style.css'],
    { 'before-since': 1, 'after-until': 4 },
  ],
  [['--since', '1789466700'], ['/api/c', '/gone-away'], { 'before-since': 5 }],
  [['--dedupe'], [...new Set(LINES.map((it) => it.split(' ')[6]))].toSorted(), { duplicate: 1 }],
  [
    ['--status', '2xx,404', '--include', 'api', '--dedupe'],
    ['/api/a', '/api/b?page=2'],
    { status: 3, 'not-included': 1, duplicate: 1 },
  ],
];

for (const [args, urls, skipped] of CASES) {
  test(`${args.join(' ')}: what is left is sent, the rest is counted by reason, and inspect says the same`, async () => {
    await using server = await serve();
    const run = await runReplay([LOG, '--target', server.url, ...ONCE, ...args]);
    assertRan(run);
    assert.deepEqual(server.requests.map(({ url }) => url).toSorted(), urls);
    const rows = queryDatabase<{ reason: string; count: number }>(run.database, 'select * from skipped');
    assert.deepEqual(Object.fromEntries(rows.map(({ reason, count }) => [reason, count])), skipped);
    for (const [reason, count] of Object.entries(skipped))
      assert.match(run.stdout, new RegExp(`${reason} ${count}\\b`));
    const inspection = await runCli(['inspect', LOG, '--json', ...args]);
    const seen: { replayable: number; skipped: { reason: string; count: number }[] } = JSON.parse(
      inspection.stdout,
    );
    assert.equal(seen.replayable, urls.length);
    assert.deepEqual(Object.fromEntries(seen.skipped.map(({ reason, count }) => [reason, count])), skipped);
  });
}

test('a sample has whole clients in it, the same ones in every run', async () => {
  const lines = Array.from({ length: 300 }, (_, i) => line(`/${i}`, 0, '200', `192.0.2.${i % 60}`));
  const log = writeLog(lines);
  const pick = async () => {
    await using server = await serve();
    const run = await runReplay([log, '--target', server.url, ...ONCE, '--sample', '30%']);
    assertRan(run);
    return server.requests.map(({ url }) => Number(url.slice(1))).toSorted((a, b) => a - b);
  };
  const picked = await pick();
  const clients = new Set(picked.map((i) => i % 60));
  assert.ok(clients.size > 6 && clients.size < 30, `${clients.size} of 60 clients`);
  assert.equal(picked.length, clients.size * 5);
  assert.deepEqual(await pick(), picked);
});

test('a log that does not say who asked is sampled line by line, and that is said and kept', async () => {
  await using server = await serve();
  const log = writeLog(
    Array.from({ length: 100 }, (_, i) =>
      JSON.stringify({ time: '2026-09-15T10:00:00Z', method: 'GET', url: `/${i}`, status: 200 }),
    ),
  );
  const run = await runReplay([log, '--target', server.url, ...ONCE, '--sample', '0.5']);
  assertRan(run);
  assert.ok(server.requests.length > 25 && server.requests.length < 75, `${server.requests.length}`);
  const report = await runCli(['report', '--db', run.database]);
  for (const { stdout } of [run, report]) {
    assert.match(
      stdout.replace(/\s+/g, ' '),
      /100 requests have no client in the log; they were sampled one by one/,
    );
  }
  const inspection = await runCli(['inspect', log, '--sample', '0.5']);
  assert.match(inspection.stderr, /warning: --sample: 100 requests have no client/);
});

test('an expression that would backtrack for ever does not', { timeout: 30_000 }, async () => {
  await using server = await serve();
  const log = writeLog([combinedLine(`/${'a'.repeat(60_000)}!`), combinedLine('/b')]);
  const run = await runReplay([
    log,
    '--target',
    server.url,
    ...ONCE,
    '--exclude',
    '(a+)+$',
    '--include',
    'b$',
  ]);
  assertRan(run);
  assert.deepEqual(
    server.requests.map(({ url }) => url),
    ['/b'],
  );
});

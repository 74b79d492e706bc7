import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { RunReader } from '../../src/store/run-reader.ts';
import { Accumulator } from '../../src/summarize/accumulator.ts';
import { runCli } from '../helpers/run-cli.ts';
import { startCli } from '../helpers/start-cli.ts';
import { assertRan } from './assert-ran.ts';
import { type Replay, runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { writeNumberedLog } from './write-log.ts';

const LOG = fileURLToPath(new URL('../../fixtures/nginx/access.log', import.meta.url));

let replay: Replay;

/** One run with answers of all kinds, which the tests look at in their ways. */
before(async () => {
  const statuses = [200, 200, 200, 404, 500, 301];
  let count = 0;
  await using server = await serve({
    answer: () => ({ status: statuses[count++ % statuses.length], body: 'x'.repeat(100) }),
  });
  const args = ['--rate', '400', '--duration', '2s', '--name', 'nightly'];
  replay = await runReplay([LOG, '--target', server.url, ...args]);
  assertRan(replay);
});

test('report begins with what the run showed at its end, and is found by id, by name and as the last', async () => {
  const [first, ...others] = await Promise.all(
    [[], ['1'], ['nightly'], ['last~0']].map((run) => runCli(['report', ...run, '--db', replay.database])),
  );
  assert.deepEqual({ status: first!.status, stderr: first!.stderr }, { status: 0, stderr: '' });
  const upToTables = (text: string) => text.slice(0, text.indexOf('changed against the log'));
  assert.equal(upToTables(first!.stdout), upToTables(replay.stdout));
  for (const table of ['recorded ↓ replayed →', 'response time', 'slowest to respond'])
    assert.ok(first!.stdout.includes(table), table);
  for (const { stdout } of others) assert.equal(stdout, first!.stdout);
});

test('REPRISE_DB names the database where --db does not', async () => {
  const { stdout } = await runCli(['report'], { env: { REPRISE_DB: replay.database } });
  assert.equal(stdout.split('\n')[0], replay.stdout.split('\n')[0]);
});

test('report --json holds the books, and run --json prints the same', async () => {
  await using server = await serve();
  const json = await runReplay([
    writeNumberedLog(20),
    '--target',
    server.url,
    '--rate',
    '100',
    '--once',
    '--json',
  ]);
  const again = await runCli(['report', '--json', '--db', json.database]);
  assert.equal(again.stdout, json.stdout);
  const report = JSON.parse(json.stdout);
  assert.equal(report.planned, 20);
  assert.equal(report.planned, report.answered + report.failed + report.dropped);
  assert.deepEqual(report.statuses, { 200: 20 });
  assert.deepEqual(report.run.invalid_reasons, []);
  assert.equal(report.response_time_ms.count, 20);
});

test('what a run summed up as it went is what its stored outcomes come to', () => {
  const reader = new RunReader(replay.database);
  try {
    const stored = reader.summary(1)!;
    const accumulator = new Accumulator();
    for (const batch of reader.outcomes(1)) accumulator.add(batch);
    assert.deepEqual(JSON.parse(JSON.stringify(accumulator.summary(2_000_000))), stored);
    assert.equal(stored.planned, 800);
    assert.equal(stored.bytes, 800 * 100 - bodiless(replay));
  } finally {
    reader.close();
  }
});

test('history lists the runs, oldest first', async () => {
  const { status, stdout } = await runCli(['history', '--db', replay.database]);
  assert.equal(status, 0);
  assert.match(stdout, /^run .*verdict.*\n +1 .* nightly +(?:finished|not valid) .* 400\/s .* 800 /);
});

for (const [table, check] of Object.entries({
  outcomes: (rows: Rows) => {
    assert.deepEqual(
      rows.map(({ seq }) => Number(seq)),
      Array.from({ length: 800 }, (_, i) => i),
    );
  },
  endpoints: (rows: Rows) => {
    assert.equal(sum(rows, 'planned'), 800);
    assert.equal(sum(rows, 'answered'), 800);
  },
  timeline: (rows: Rows) => {
    assert.deepEqual(
      rows.map(({ second, planned }) => [second, planned]),
      [
        ...[
          ['0', '400'],
          ['1', '400'],
        ],
      ],
    );
  },
  skipped: (rows: Rows) => {
    assert.equal(sum(rows, 'count'), 101);
  },
})) {
  test(`export --table ${table} is a table of the run, for any reader of CSV`, async () => {
    const { status, stdout, stderr } = await runCli(['export', '--table', table, '--db', replay.database]);
    assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
    check(parse(stdout, { columns: true }) as Rows);
  });
}

test('inspect tells what a log holds, as text, as JSON and record by record', async () => {
  const text = await runCli(['inspect', LOG]);
  assert.equal(text.status, 0);
  assert.match(text.stdout, /^897 of 998 lines can be replayed \(89\.9%\)/);
  const json = JSON.parse((await runCli(['inspect', LOG, '--json'])).stdout);
  assert.equal(json.lines, 998);
  assert.equal(json.replayable, 897);
  assert.equal(json.format.name, 'nginx');
  const records = await runCli(['inspect', LOG, '--records']);
  const lines = records.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.equal(lines.length, 998);
  assert.deepEqual(
    lines.map(({ line }) => line),
    Array.from({ length: 998 }, (_, i) => i + 1),
  );
  assert.ok(lines.every(({ record, skipped }) => (record === undefined) !== (skipped === undefined)));
});

test('the practice target listens where the kernel lets it, counts what comes, and ends on Ctrl-C', async () => {
  const cli = startCli(['target', '--port', '0', '--status', '204', '--latency', '1ms', '--seed', '7']);
  const [url] = await cli.waitForStdout(/http:\/\/127\.0\.0\.1:\d+/);
  for (let i = 0; i < 5; i++) assert.equal((await fetch(`${url}/shop/${i}?q`)).status, 204);
  const run = await runReplay([writeNumberedLog(10), '--target', url, '--rate', '100', '--once']);
  assert.match(run.stdout, /204 10 \(100\.0%\)/);
  const stats = (await (await fetch(`${url}/__stats`)).json()) as { statuses: object; endpoints: unknown[] };
  assert.deepEqual(stats.statuses, { 204: 15 });
  assert.equal(stats.endpoints.length, 15);
  cli.send('SIGINT');
  const { status, stderr } = await cli.finished;
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
});

type Rows = Record<string, string>[];

function sum(rows: Rows, column: string): number {
  return rows.reduce((total, row) => total + Number(row[column]), 0);
}

/** Answers to HEAD have no body. */
function bodiless({ database }: Replay): number {
  const reader = new RunReader(database);
  try {
    const { pages } = reader.exported('outcomes', { columns: ['seq'], where: "method = 'HEAD'" });
    return Array.from(pages, ([cells]) => cells.length).reduce((sum, rows) => sum + rows, 0) * 100;
  } finally {
    reader.close();
  }
}

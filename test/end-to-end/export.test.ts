import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { runCli } from '../helpers/run-cli.ts';
import { startCli } from '../helpers/start-cli.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { answers, recordRun } from '../store/samples.ts';
import { assertComplaint } from './complaint.ts';
import { serve } from './serve.ts';
import { writeNumberedLog } from './write-log.ts';

const database = join(temporaryDirectory('export'), 'runs.db');

before(async () => {
  await recordRun(database, { run: { name: 'first' }, batches: [answers(0, 1200)] });
  await recordRun(database, { run: { name: 'second' }, batches: [answers(0, 3)] });
});

/** In an empty folder of its own. */
async function exported(args: readonly string[], cwd = temporaryDirectory('exported')) {
  return { ...(await runCli(['export', ...args, '--db', database], { cwd })), cwd };
}

test('export writes the last run, or the one that is named', async () => {
  for (const [args, id, rows] of [
    [[], '2', 3],
    [['first'], '1', 1200],
    [['last~1'], '1', 1200],
  ] as const) {
    const { stdout, stderr, status } = await exported(args);
    const records = parse(stdout, { columns: true }) as Record<string, string>[];
    assert.deepEqual([status, stderr, records.length, records[0].run_id], [0, '', rows, id]);
  }
});

test('--table runs has all runs of the file, or the one that is named', async () => {
  const names = async (args: string[]) =>
    (parse((await exported(args)).stdout, { columns: true }) as Record<string, string>[]).map(
      ({ name }) => name,
    );
  assert.deepEqual(await names(['--table', 'runs']), ['first', 'second']);
  assert.deepEqual(await names(['first', '--table', 'runs']), ['first']);
});

test('--columns, --where and --limit choose columns and rows', async () => {
  const args = ['first', '--columns', 'status, seq', '--where', 'seq > 1000 and seq % 2', '--limit', '2'];
  assert.equal((await exported(args)).stdout, 'status,seq\r\n200,1001\r\n200,1003\r\n');
});

test('what is wrong with a selection is said in two lines, and nothing is written', async () => {
  for (const [args, what, mend] of [
    [
      ['--columns', 'seq,stauts'],
      /--columns: there is no column stauts$/m,
      /did you mean status\? .* response_time_ms /,
    ],
    [['--where', 'stauts = 200'], /there is no column stauts$/m, /did you mean status\?/],
    [['--where', 'status =='], /ends too soon|syntax error/, /SQL expression/],
    [['--limit', '0'], /--limit/, /whole number from 1 up/],
    [['--columns', 'seq,,status'], /--columns/, /commas between/],
    [['--format', 'xls'], /--format/, /csv, ndjson, parquet/],
    [['--format', 'parquet', '--gzip'], /not packed with gzip/, /compressed in itself/],
    [['--format', 'ndjson', '--bom'], /--bom is for CSV alone/, /--format csv/],
    [['--output', 'x.parquet', '--spreadsheet-safe'], /--spreadsheet-safe is for CSV alone/, /--format csv/],
    [['--output', database], /is the database$/m, /another file/],
  ] as const) {
    const result = await exported(args);
    assertComplaint(result, { status: 2, what, mend });
    assert.equal(result.stdout, '');
    assert.deepEqual(readdirSync(result.cwd), []);
  }
  assert.equal(statSync(database).isFile(), true);
});

test('--output writes a file, in the format that its name says, and tells how many rows', async () => {
  const { stdout: csv } = await exported(['first']);
  for (const [name, args, text] of [
    ['a.csv', [], (bytes: Buffer) => bytes.toString()],
    ['a.CSV.GZ', [], (bytes: Buffer) => gunzipSync(bytes).toString()],
    ['a', ['--gzip'], (bytes: Buffer) => gunzipSync(bytes).toString()],
    ['a.parquet', ['--format', 'csv'], (bytes: Buffer) => bytes.toString()],
  ] as const) {
    const { status, stdout, stderr, cwd } = await exported(['first', '--output', name, ...args]);
    assert.deepEqual(
      { status, stdout, stderr },
      { status: 0, stdout: `1,200 rows of outcomes in ${name}\n`, stderr: '' },
    );
    assert.deepEqual(readdirSync(cwd), [name]);
    assert.equal(text(readFileSync(join(cwd, name))), csv);
  }
  for (const [name, begin] of [
    ['a.parquet', 'PAR1'],
    ['a.jsonl', '{"run_id":1,'],
    ['a.ndjson', '{"run_id":1,'],
    ['a.txt', 'run_id,'],
  ]) {
    const { cwd } = await exported(['first', '--output', name]);
    assert.equal(readFileSync(join(cwd, name), 'latin1').slice(0, begin.length), begin);
  }
  assert.equal((await exported(['first', '--output', '-'])).stdout, csv);
});

test('a file that stands there is replaced at once, with its mode, also behind a symbolic link', async () => {
  const cwd = temporaryDirectory('replaced');
  mkdirSync(join(cwd, 'elsewhere'));
  const real = join(cwd, 'elsewhere', 'real.csv');
  writeFileSync(real, 'before');
  chmodSync(real, 0o640);
  symlinkSync(real, join(cwd, 'link.csv'));
  const { status } = await exported(['--columns', 'seq', '--output', 'link.csv'], cwd);
  assert.equal(status, 0);
  assert.equal(readFileSync(real, 'utf8'), 'seq\r\n0\r\n1\r\n2\r\n');
  assert.equal(statSync(real).mode & 0o777, 0o640);
  assert.deepEqual(readdirSync(cwd, { recursive: true }).sort(), [
    'elsewhere',
    'elsewhere/real.csv',
    'link.csv',
  ]);
});

test('an export that fails on its way leaves what stood there, and nothing else', async () => {
  const cwd = temporaryDirectory('failed');
  writeFileSync(join(cwd, 'a.csv'), 'before');
  const where = "case when seq < 1000 then 1 else json_extract(target, '$') end";
  for (const more of [[], ['--gzip'], ['--format', 'ndjson'], ['--format', 'parquet']]) {
    const result = await exported(['first', '--where', where, '--output', 'a.csv', ...more], cwd);
    assertComplaint(result, { status: 2, what: /malformed JSON/, mend: /SQL expression/ });
    assert.deepEqual(readdirSync(cwd), ['a.csv']);
    assert.equal(readFileSync(join(cwd, 'a.csv'), 'utf8'), 'before');
  }
});

test('a file that cannot be written is an error in two lines', async () => {
  for (const [file, what] of [
    ['/dev/null/a.csv', /a\.csv: cannot be written: its folder is no folder/],
    ['.', /\.: cannot be written: it is a folder/],
  ] as const)
    for (const more of [[], ['--where', 'seq >= 0'], ['--table', 'endpoints'], ['--gzip']])
      assertComplaint(await exported(['--output', file, ...more]), { status: 3, what, mend: /--output/ });
});

test('the folder of a file is made where it is missing', async () => {
  const cwd = temporaryDirectory('exported');
  const { status, stderr } = await exported(['--output', 'made/for/it/a.csv'], cwd);
  assert.deepEqual([status, stderr], [0, '']);
  assert.deepEqual(readdirSync(join(cwd, 'made/for/it')), ['a.csv']);
});

test('a run in progress is exported as it is at that moment', async () => {
  await using server = await serve();
  const own = join(temporaryDirectory('running'), 'runs.db');
  const rate = ['--rate', '200', '--duration', '30s'];
  await using run = startCli([
    'run',
    writeNumberedLog(50),
    '--target',
    server.url,
    ...rate,
    '--db',
    own,
    '--quiet',
  ]);
  while (server.requests.length === 0) await sleep(20);
  let seqs: number[] = [];
  while (seqs.length < 100) {
    const { stdout } = await runCli(['export', '--db', own, '--columns', 'seq']);
    seqs = stdout.split('\r\n').slice(1, -1).map(Number);
  }
  assert.ok(seqs.length < 30 * 200);
  assert.deepEqual(
    seqs,
    [...new Set(seqs)].sort((a, b) => a - b),
  );
  const runs = await runCli([
    'export',
    '--db',
    own,
    '--table',
    'runs',
    '--columns',
    'state,finished_at,planned',
  ]);
  assert.equal(runs.stdout, 'state,finished_at,planned\r\nrunning,,\r\n');
  run.send('SIGINT');
  assert.equal((await run.finished).status, 130);
  const after = await runCli(['export', '--db', own, '--columns', 'seq']);
  assert.ok(after.stdout.split('\r\n').length - 2 >= seqs.length);
});

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, type TestContext, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { type AsyncBuffer, asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { COMPARISONS, RESULTS } from '../../src/model.ts';
import { requireProgram } from '../helpers/real-program.ts';
import { runCli } from '../helpers/run-cli.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { query } from '../store/query.ts';
import { batchOf, recordRun } from '../store/samples.ts';

/** What logs and users may hold, one in each target, endpoint and skipped line. */
const HOSTILE = [
  ...[
    '/plain',
    '/a,b',
    '/say "hi"',
    '"',
    '""',
    '",',
    ',"',
    "'",
    "it's",
    ';',
    'two\nlines',
    '\r',
    '\r\n',
    'cr\rin',
    '\n',
  ],
  ...[
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '=HYPERLINK("http://x","y")',
    '007',
    '1e5',
    '0x10',
    '2026-01-31',
    'NULL',
  ],
  ...[
    ' spaces ',
    '\\',
    '\\n',
    '\\"',
    '日本',
    '👩‍👩‍👧',
    'e\u0301',
    '\u2028\u2029',
    '\ufeffx',
    '\u202etxt',
    '\x80\xff',
    'é',
  ],
  ...['\x01\x02\x1b[31m\x7f', 'x'.repeat(70_000), 'true', '{"a":1}', '<script>', '# comment', '--'],
];

const folder = temporaryDirectory('round-trip');
const database = join(folder, 'runs.db');
const START_US = Date.parse('2026-01-31T12:00:00.000Z') * 1000;
const exportedFiles: Record<string, string> = {};

before(async () => {
  const count = HOSTILE.length;
  const each = (value: (i: number) => number) => Array.from({ length: count * 9 }, (_, i) => value(i));
  const columns = {
    seq: each((i) => i),
    dueAtUs: each((i) => i * 333_333),
    lagUs: each((i) => i % 7),
    ttfbUs: each((i) => 1 + i * 11),
    serviceUs: each((i) => 2 + i * 12),
    bytes: each((i) => i ** 6),
    requestId: each((i) => 1 + (i % count)),
    recordedStatus: each((i) => (i % 3 === 0 ? 0 : 200)),
    recordedUs: each((i) => i * 1001),
    status: each((i) => (i % RESULTS.length === 0 ? 200 + (i % 5) * 100 : 0)),
    result: each((i) => i % RESULTS.length),
    comparison: each((i) => i % COMPARISONS.length),
  };
  await recordRun(database, {
    run: { name: '=cmd|"x",\n', warmupUs: 5_000_000 },
    requests: HOSTILE.map((text, i) => ({
      id: i + 1,
      endpoint: { id: i + 1, method: 'GET', path: `${text}:id` },
      target: text,
    })),
    batches: [batchOf(count * 9, columns)],
    end: {
      skipped: HOSTILE.slice(0, 5).map((text, i) => ({
        reason: (['method', 'connect', 'upgrade', 'not-http', 'other-host'] as const)[i],
        count: i,
        example: { file: `${text}.log`, number: i, text },
      })),
    },
  });
  for (const table of Object.keys(EXPECTED)) {
    exportedFiles[table] = join(folder, `${table}.csv`);
    const args = ['export', '--table', table, '--db', database, '--output', exportedFiles[table]];
    const { status, stderr } = await runCli(args);
    assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
  }
});

/** The same as a field of CSV, from what stands in the database: written here once more, so that it can be otherwise. */
const iso = (us: string) =>
  `strftime('%Y-%m-%dT%H:%M:%S', (${us}) / 1000000, 'unixepoch') || substr(printf('.%06d', (${us}) % 1000000), 1, 7) || 'Z'`;
const due = `${START_US} + s.due_us`;
const second = `${START_US} + second * 1000000`;

const EXPECTED: Readonly<Record<string, string>> = {
  outcomes: `select o.run_id, o.seq, ${iso(due)}, ${due}, o.due_s, o.method, o.target, o.endpoint, o.outcome, o.reason, o.status,
      o.response_time_ms, o.service_time_ms, o.ttfb_ms, o.lag_ms, o.bytes, o.recorded_status, o.recorded_ms, c.change, c.reason as change_reason,
      o.worker, o.warmup, o.session_wait_ms
    from outcomes o join outcome s using (run_id, seq) left join comparison c on c.id = s.comparison order by o.seq`,
  endpoints: 'select * from endpoints order by method, endpoint',
  timeline: `select run_id, second, ${iso(second)}, ${second}, planned, answered, failed, dropped, status_2xx, status_3xx, status_4xx,
      status_5xx, mean_response_time_ms, max_response_time_ms, max_lag_ms, bytes, warmup
    from timeline order by second, warmup desc`,
  drift: `select * from drift order by change = 'same', change = 'explained', requests desc, method, endpoint, recorded_status, status`,
  skipped: 'select * from skipped order by reason',
};

function expected(table: string): (string | number | null)[][] {
  return query(database, EXPECTED[table]).map((row) => Object.values(row) as (string | number | null)[]);
}

/** As text: nothing and empty text are one to a reader of CSV. */
function asFields(rows: readonly (readonly unknown[])[]): string[][] {
  return rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell))));
}

function compare(reader: string, rowsOf: (file: string, t: TestContext) => string[][] | undefined): void {
  test(`every cell reads back as it stands in the database: ${reader}`, (t) => {
    for (const [table, file] of Object.entries(exportedFiles)) {
      const rows = rowsOf(file, t);
      if (rows === undefined) return;
      assert.ok(rows.length >= 5, table);
      assert.deepEqual(rows, asFields(expected(table)), table);
    }
  });
}

compare('csv-parse', (file) => parse(readFileSync(file), { from: 2 }));

compare('Python', (file, t) => {
  const python = requireProgram(t, 'python3', 'python3');
  if (python === undefined) return undefined;
  const script = `import csv, json, sys
with open(sys.argv[1], newline='', encoding='utf-8') as f: print(json.dumps(list(csv.reader(f, strict=True))[1:]))`;
  return JSON.parse(execFileSync(python, ['-I', '-c', script, file], { maxBuffer: 2 ** 28 }).toString());
});

compare('sqlite3', (file, t) => {
  const sqlite = requireProgram(t, 'sqlite3', 'sqlite3');
  if (sqlite === undefined) return undefined;
  const columns = parse(readFileSync(file), { to: 1 })[0].map((name: string) => `"${name}"`);
  const input = `.import --csv "${file}" t\nselect json_array(${columns.join()}) from t;\n`;
  const output = execFileSync(sqlite, [':memory:'], { input, maxBuffer: 2 ** 28 }).toString();
  return output
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
});

test('NDJSON has the same rows, with types, packed or not', async () => {
  const file = join(folder, 'outcomes.ndjson.gz');
  const { status } = await runCli(['export', '--db', database, '--output', file]);
  assert.equal(status, 0);
  const lines = gunzipSync(readFileSync(file)).toString().trimEnd().split('\n');
  const rows = lines.map((line) => Object.values(JSON.parse(line)));
  const booleans = expected('outcomes').map((row) => row.with(-2, (row.at(-2) === 1) as never));
  assert.deepEqual(rows, booleans);
});

test('Parquet has the same rows, with types', async () => {
  const path = join(folder, 'outcomes.parquet');
  const { status } = await runCli(['export', '--db', database, '--output', path]);
  assert.equal(status, 0);
  const file: AsyncBuffer = await asyncBufferFromFile(path);
  // Its own reading of text drops a byte order mark.
  const parsers = { stringFromBytes: (bytes: Uint8Array) => Buffer.from(bytes).toString() };
  const read = await parquetReadObjects({ file, parsers });
  const integers = new Set(['seq', 'due_epoch_us', 'bytes']);
  const names = Object.keys(read[0]);
  const rows = expected('outcomes').map((cells) =>
    cells.map((cell, i) => {
      if (names[i] === 'due_at') return new Date(String(cell));
      if (names[i] === 'warmup') return cell === 1;
      return integers.has(names[i]) ? BigInt(cell!) : cell;
    }),
  );
  assert.deepEqual(
    read.map((row) => Object.values(row)),
    rows,
  );
});

test('a spreadsheet finds nothing to run, and the numbers that there were', async () => {
  const args = ['export', '--db', database, '--spreadsheet-safe', '--bom'];
  const { stdout } = await runCli(args);
  assert.equal(stdout[0], '\ufeff');
  const rows = parse(stdout, { from: 2, bom: true }) as string[][];
  for (const [i, row] of asFields(expected('outcomes')).entries()) {
    for (const [column, cell] of row.entries()) {
      const got = rows[i][column];
      assert.ok(!/^[=+@\t\r\n-]/.test(got), got);
      if (!/(^|[;\t\r\n])[ "']*[=+@-]|^[\t\r\n]/.test(cell)) assert.equal(got, cell);
      else assert.equal(got.replaceAll("'", ''), cell.replaceAll("'", ''));
    }
  }
});

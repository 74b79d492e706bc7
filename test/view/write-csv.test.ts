import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import { writeCsv } from '../../src/view/write-csv.ts';

const MODULE = new URL('../../src/view/write-csv.ts', import.meta.url).href;

function collector() {
  const written: Buffer[] = [];
  const out = new Writable({
    write(chunk, _encoding, done) {
      written.push(chunk);
      setImmediate(done);
    },
  });
  return { out, text: () => Buffer.concat(written).toString() };
}

test('what is written reads back as it was', async () => {
  const fields = [
    'plain',
    '',
    'a,b',
    'say "hi"',
    'two\nlines',
    '\r',
    '\r\n',
    ' spaces ',
    '日本',
    "'",
    '=1+1',
    '"',
  ];
  const { out, text } = collector();
  await writeCsv(
    [fields],
    fields.map((_, i) => `c${i}`),
    out,
  );
  assert.deepEqual(parse(text(), { record_delimiter: '\r\n' }), [fields.map((_, i) => `c${i}`), fields]);
});

test('numbers are plain, nothing is an empty field, and lines end in CRLF', async () => {
  const { out, text } = collector();
  await writeCsv(
    [[1, 0.5, 12345678901234, null, undefined, true, 9n, 'x']],
    ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'],
    out,
  );
  assert.equal(text(), 'a,b,c,d,e,f,g,h\r\n1,0.5,12345678901234,,,true,9,x\r\n');
});

test('without rows there is a header', async () => {
  const { out, text } = collector();
  await writeCsv([], ['a', 'b'], out);
  assert.equal(text(), 'a,b\r\n');
});

test('every row arrives, once and in order, whatever the chunks', async () => {
  for (const count of [1, 249, 250, 251, 1000]) {
    const { out, text } = collector();
    await writeCsv(numbered(count), ['n', 'path'], out);
    const rows = parse(text(), { columns: true }) as { n: string }[];
    assert.deepEqual(
      rows.map(({ n }) => Number(n)),
      Array.from({ length: count }, (_, i) => i),
    );
  }
});

test('rows are read no faster than they are taken', async () => {
  let taken = 0;
  let read = 0;
  const out = new Writable({
    write(chunk, _encoding, done) {
      taken += chunk.toString().split('\r\n').length - 1;
      assert.ok(read - taken <= 250, `${read - taken} rows are waiting`);
      setTimeout(done, 1);
    },
  });
  const rows = function* () {
    for (const row of numbered(5000)) {
      read++;
      yield row;
    }
  };
  await writeCsv(rows(), ['n', 'path'], out);
  assert.equal(taken, 5001);
});

test('a reader that has gone ends it quietly, and the source is closed', async () => {
  let writes = 0;
  let closed = false;
  const out = new Writable({
    write(_chunk, _encoding, done) {
      done(++writes < 3 ? null : Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    },
  });
  const rows = function* () {
    try {
      for (;;) yield [1];
    } finally {
      closed = true;
    }
  };
  await writeCsv(rows(), ['a'], out);
  assert.equal(closed, true);
});

test('a full disk is an error', async () => {
  const out = new Writable({
    write(_chunk, _encoding, done) {
      done(Object.assign(new Error('no space left'), { code: 'ENOSPC' }));
    },
  });
  await assert.rejects(writeCsv([[1]], ['a'], out), { code: 'ENOSPC' });
});

test('a real pipe into head ends without a word', async () => {
  const script = `import(${JSON.stringify(MODULE)}).then(({ writeCsv }) => writeCsv(rows(), ['a'], process.stdout));
    function* rows() { for (;;) yield ['x'] }`;
  const command = `("$0" -e "$1"; echo "exit $?" >&2) | head -n 2`;
  const { stdout, stderr } = await promisify(execFile)('sh', ['-c', command, process.execPath, script]);
  assert.equal(stdout, 'a\r\nx\r\n');
  assert.equal(stderr, 'exit 0\n');
});

test('memory stays flat over a million rows', async () => {
  const script = `import(${JSON.stringify(MODULE)}).then(async ({ writeCsv }) => {
      await writeCsv(rows(100_000), COLUMNS, process.stdout);
      const before = process.resourceUsage().maxRSS;
      await writeCsv(rows(1_000_000), COLUMNS, process.stdout);
      console.error((process.resourceUsage().maxRSS - before) / 1024);
    });
    const COLUMNS = Array.from({ length: 15 }, (_, i) => 'c' + i);
    function* rows(n) {
      for (let i = 0; i < n; i++) yield [7, i, i * 1000, i % 300, 1234, 2345, 2500, 200, null, 512, 1, 'GET', '/a?b=' + i, 200, 12.5];
    }`;
  const command = `"$0" -e "$1" > /dev/null`;
  const { stderr } = await promisify(execFile)('sh', ['-c', command, process.execPath, script]);
  assert.ok(Number(stderr) < 50, `grew by ${stderr} MiB`);
});

function* numbered(count: number): Generator<[number, string]> {
  for (let i = 0; i < count; i++) yield [i, `/path,${i}`];
}

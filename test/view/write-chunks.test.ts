import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { gzipChunks } from '../../src/view/gzip-chunks.ts';
import { writeChunks } from '../../src/view/write-chunks.ts';

const MODULE = new URL('../../src/view/write-chunks.ts', import.meta.url).href;
const CSV = new URL('../../src/view/csv-chunks.ts', import.meta.url).href;

function collector() {
  const written: Buffer[] = [];
  const out = new Writable({
    write(chunk, _encoding, done) {
      written.push(chunk);
      setImmediate(done);
    },
  });
  return { out, bytes: () => Buffer.concat(written) };
}

test('every chunk arrives, once and in order', async () => {
  const { out, bytes } = collector();
  assert.equal(await writeChunks(['a', new Uint8Array([0xff]), 'ü'], out), true);
  assert.deepEqual(bytes(), Buffer.from([0x61, 0xff, 0xc3, 0xbc]));
});

test('chunks are made no faster than they are taken, packed or not', async () => {
  for (const packed of [false, true]) {
    let taken = 0;
    let made = 0;
    const out = new Writable({
      write(chunk, _encoding, done) {
        taken += chunk.length;
        setTimeout(done, 1);
      },
    });
    // Such as gzip cannot make smaller, so that what it holds back shows.
    const noise = () => crypto.getRandomValues(new Uint8Array(20_000));
    const chunks = function* () {
      for (let i = 0; i < 100; i++) {
        made += 20_000;
        yield noise();
        assert.ok(made - taken < 200_000, `${made - taken} bytes are waiting`);
      }
    };
    await writeChunks(packed ? gzipChunks(chunks()) : chunks(), out);
    assert.equal(made, 2_000_000);
    assert.ok(taken >= made);
  }
});

test('a reader that has gone ends it quietly, and the source is closed, packed or not', async () => {
  for (const packed of [false, true]) {
    let writes = 0;
    let closed = false;
    const out = new Writable({
      write(_chunk, _encoding, done) {
        done(++writes < 3 ? null : Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
      },
    });
    const chunks = function* () {
      try {
        for (;;) yield crypto.getRandomValues(new Uint8Array(10_000));
      } finally {
        closed = true;
      }
    };
    assert.equal(await writeChunks(packed ? gzipChunks(chunks()) : chunks(), out), false);
    assert.equal(closed, true);
  }
});

test('a full disk is an error', async () => {
  const out = new Writable({
    write(_chunk, _encoding, done) {
      done(Object.assign(new Error('no space left'), { code: 'ENOSPC' }));
    },
  });
  await assert.rejects(writeChunks(['a'], out), { code: 'ENOSPC' });
});

test('a failure between two writes is an error as well, not a reader that has gone', async () => {
  const out = new Writable({
    construct: (done) => done(Object.assign(new Error('it is a folder'), { code: 'EISDIR' })),
  });
  await assert.rejects(writeChunks(gzipChunks(['a']), out), { code: 'EISDIR' });
});

test('a source that fails is an error, packed or not, and a signal ends it with its reason', async () => {
  const failing = function* () {
    yield 'a';
    throw new Error('damaged');
  };
  await assert.rejects(writeChunks(failing(), collector().out), { message: 'damaged' });
  await assert.rejects(writeChunks(gzipChunks(failing()), collector().out), { message: 'damaged' });
  const signal = AbortSignal.abort(new Error('enough'));
  await assert.rejects(writeChunks(['a'], collector().out, signal), { message: 'enough' });
});

test('what was packed is what was written', async () => {
  const { out, bytes } = collector();
  await writeChunks(gzipChunks(['one\r\n', new TextEncoder().encode('zwölf\r\n')]), out);
  assert.equal(gunzipSync(bytes()).toString(), 'one\r\nzwölf\r\n');
});

test('a real pipe into head ends without a word', async () => {
  const script = `import(${JSON.stringify(MODULE)}).then(({ writeChunks }) => writeChunks(chunks(), process.stdout));
    function* chunks() { for (;;) yield 'x\\r\\n' }`;
  const command = `("$0" -e "$1"; echo "exit $?" >&2) | head -n 2`;
  const { stdout, stderr } = await promisify(execFile)('sh', ['-c', command, process.execPath, script]);
  assert.equal(stdout, 'x\r\nx\r\n');
  assert.equal(stderr, 'exit 0\n');
});

test('memory stays flat over a million rows', async () => {
  const script = `Promise.all([import(${JSON.stringify(MODULE)}), import(${JSON.stringify(CSV)})]).then(async ([{ writeChunks }, { csvChunks }]) => {
      await writeChunks(csvChunks({ columns, pages: pages(400) }), process.stdout);
      const before = process.resourceUsage().maxRSS;
      await writeChunks(csvChunks({ columns, pages: pages(4000) }), process.stdout);
      console.error((process.resourceUsage().maxRSS - before) / 1024);
    });
    const columns = Array.from({ length: 15 }, (_, i) => ({ name: 'c' + i, type: i === 11 || i === 12 ? 'text' : 'int64', unit: '' }));
    function* pages(n) {
      const page = columns.map(({ type }, c) => Array.from({ length: 250 }, (_, row) => type === 'text' ? '/a?b=' + row : row + c));
      for (let i = 0; i < n; i++) yield page.map((cells) => cells.slice());
    }`;
  const command = `"$0" -e "$1" > /dev/null`;
  const { stderr } = await promisify(execFile)('sh', ['-c', command, process.execPath, script]);
  assert.ok(Number(stderr) < 50, `grew by ${stderr} MiB`);
});

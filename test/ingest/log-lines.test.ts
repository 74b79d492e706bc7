import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { LogLines } from '../../src/ingest/log-lines.ts';
import { endWithTest } from '../helpers/end-with-test.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';

const folder = temporaryDirectory('log-lines');

function fileOf(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function readAll(log: LogLines) {
  const lines: [file: string, number: number, text: string][] = [];
  for (const one of log.inTurn()) {
    for await (const { file, firstNumber, texts } of one.read()) {
      texts.forEach((line, i) => {
        lines.push([file, firstNumber + i, line]);
      });
    }
  }
  return lines;
}

test('several files are read one after the other, each numbered from 1', async () => {
  const a = fileOf('a.log', 'a1\na2\n');
  const b = fileOf('b.log', 'b1');
  assert.deepEqual(await readAll(new LogLines([a, b, a])), [
    [a, 1, 'a1'],
    [a, 2, 'a2'],
    [b, 1, 'b1'],
    [a, 1, 'a1'],
    [a, 2, 'a2'],
  ]);
});

test('peeking takes nothing away, and every pass gives all lines', async () => {
  const expected = Array.from({ length: 100_000 }, (_, i) => `line ${i}`);
  const log = new LogLines([fileOf('long.log', expected.join('\n'))]);
  assert.deepEqual(await log.inTurn()[0].peek(3), ['line 0', 'line 1', 'line 2']);
  for (const _pass of [1, 2, 3]) {
    assert.deepEqual(
      (await readAll(log)).map(([, , line]) => line),
      expected,
    );
  }
});

test('peeking passes over blank lines, empty files and lines that are too long', async () => {
  const empty = fileOf('empty.log', '');
  const blank = fileOf('blank.log', '\n'.repeat(600_000));
  const hole = fileOf('hole.log', `${'x'.repeat(3 * 1024 * 1024)}\nb\n\nc\nd\n`);
  const log = new LogLines([empty, blank, hole].map((path) => ({ path, set: 'one' })));
  assert.deepEqual(await log.inTurn()[0].peek(2), ['b', 'c']);
  const lines = await readAll(log);
  assert.equal(lines.length, 600_000 + 5);
  assert.deepEqual(lines.slice(-5), [
    [hole, 1, ''],
    [hole, 2, 'b'],
    [hole, 3, ''],
    [hole, 4, 'c'],
    [hole, 5, 'd'],
  ]);
});

test('of a log without lines there is nothing to peek at', async () => {
  assert.deepEqual(await new LogLines([fileOf('none.log', '')]).inTurn()[0].peek(10), []);
  assert.deepEqual(await new LogLines([fileOf('blanks.log', '\n\r\n\n')]).inTurn()[0].peek(10), []);
});

test('of what was let go of there is nothing left to read', async () => {
  const path = fileOf('again.log', 'a\nb\n');
  const log = new LogLines([path]);
  await log.inTurn()[0].peek(1);
  await log.close();
  await log.close();
  assert.deepEqual(await readAll(log), []);
});

function startReader(what: 'all' | 'close' | 'close while it waits') {
  const script = fileURLToPath(new URL('./print-lines.ts', import.meta.url));
  const child = spawn(process.execPath, [script, what], { stdio: ['pipe', 'pipe', 'inherit'] });
  endWithTest(child);
  return child;
}

test('standard input, which comes but once, is peeked at and read whole', async () => {
  const child = startReader('all');
  child.stdin.write('\n');
  child.stdin.write('first\r\nsec');
  await new Promise((resolve) => setTimeout(resolve, 100));
  child.stdin.end(Buffer.from('ond\n\xff\nlast', 'latin1'));
  const { peeked, lines } = JSON.parse(await text(child.stdout));
  assert.equal(peeked[0], 'first');
  assert.deepEqual(lines, ['', 'first', 'second', '\xff', 'last']);
});

test('whoever waits for more of a standard input hears that it is at its end when that is let go of', async () => {
  const child = startReader('close while it waits');
  child.stdin.on('error', () => {});
  child.stdin.write('first\n');
  const [[code], printed] = await Promise.all([once(child, 'exit'), text(child.stdout)]);
  assert.equal(code, 0);
  assert.deepEqual(JSON.parse(printed), { peeked: ['first'], pages: 1 });
});

test('a standard input that is let go of does not keep the process alive', async () => {
  const child = startReader('close');
  child.stdin.on('error', () => {});
  child.stdin.write('first\n');
  const [[code], printed] = await Promise.all([once(child, 'exit'), text(child.stdout)]);
  assert.equal(code, 0);
  assert.deepEqual(JSON.parse(printed), { peeked: ['first'] });
});

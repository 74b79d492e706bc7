import assert from 'node:assert/strict';
import {
  appendFileSync,
  copyFileSync,
  openSync,
  renameSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { type FollowOptions, followLines } from '../../src/ingest/follow-lines.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';

const POLL_MS = 5;

/** Follows a new log; `lines` grows as lines come. */
function follow(t: TestContext, content = '', options: Partial<FollowOptions> = {}) {
  const path = join(temporaryDirectory('follow'), 'access.log');
  writeFileSync(path, content);
  const controller = new AbortController();
  const lines: string[] = [];
  const warnings: string[] = [];
  const done = (async () => {
    const pages = followLines(path, {
      signal: controller.signal,
      // Where nothing is skipped, it does not matter when the log is opened.
      fromStart: content === '',
      pollMs: POLL_MS,
      warn: (text) => warnings.push(text),
      ...options,
    });
    for await (const { firstNumber, texts } of pages) {
      assert.equal(firstNumber, lines.length + 1);
      lines.push(...texts);
    }
  })();
  t.after(() => controller.abort());
  async function see(...expected: string[]): Promise<void> {
    for (let waited = 0; lines.length < expected.length && waited < 5000; waited += POLL_MS)
      await sleep(POLL_MS);
    // And nothing that should not come.
    await sleep(4 * POLL_MS);
    assert.deepEqual(lines, expected);
  }
  async function end(): Promise<void> {
    controller.abort();
    await done;
  }
  return { path, lines, warnings, see, end, opened: () => sleep(content === '' ? 6 * POLL_MS : 300) };
}

test('only new lines come, each when its line end is there', async (t) => {
  const log = follow(t, 'old\n');
  await log.opened();
  appendFileSync(log.path, 'a\nb');
  await log.see('a');
  appendFileSync(log.path, 'c\r');
  await log.see('a');
  appendFileSync(log.path, '\nd\n');
  await log.see('a', 'bc', 'd');
  await log.end();
});

test('from the start, the old lines come too', async (t) => {
  const log = follow(t, 'old\nolder', { fromStart: true });
  await log.see('old');
  appendFileSync(log.path, '\nnew\n');
  await log.see('old', 'older', 'new');
  await log.end();
});

test('a line that was begun before the start is left out', async (t) => {
  const log = follow(t, 'old\nhalf of');
  await log.opened();
  appendFileSync(log.path, ' a line\nnew\n');
  await log.see('new');
  await log.end();
});

test('a log that is moved away is read to its end, and then the new one from its start', async (t) => {
  const log = follow(t);
  await log.opened();
  const old = openSync(log.path, 'a');
  writeSync(old, 'a\n');
  renameSync(log.path, `${log.path}.1`);
  await log.see('a');
  // The server has not been told yet.
  writeSync(old, 'b\n');
  writeFileSync(log.path, '');
  writeSync(old, 'c\nlast');
  await log.see('a', 'b', 'c');
  appendFileSync(log.path, 'd\n');
  await log.see('a', 'b', 'c', 'last', 'd');
  renameSync(log.path, `${log.path}.1`);
  writeFileSync(log.path, 'e\n');
  await log.see('a', 'b', 'c', 'last', 'd', 'e');
  assert.deepEqual(log.warnings, []);
  await log.end();
});

test('a log that is copied and emptied is read from its start', async (t) => {
  const log = follow(t, 'old\n');
  await log.opened();
  appendFileSync(log.path, 'a\nb\n');
  await log.see('a', 'b');
  copyFileSync(log.path, `${log.path}.1`);
  truncateSync(log.path);
  await log.opened();
  appendFileSync(log.path, 'c\n');
  await log.see('a', 'b', 'c');
  assert.equal(log.warnings.length, 1);
  await log.end();
});

test('a log that was emptied and has grown longer than before meanwhile is noticed', async (t) => {
  const log = follow(t, '', { pollMs: 50 });
  await sleep(100);
  appendFileSync(log.path, 'a\n');
  await log.see('a');
  truncateSync(log.path);
  appendFileSync(log.path, 'b is longer\nc\n');
  await log.see('a', 'b is longer', 'c');
  await log.end();
});

test('a log that is emptied and written anew between two looks, over and over, gives each line once', async (t) => {
  const log = follow(t, '', { pollMs: 1 });
  await log.opened();
  const expected: string[] = [];
  for (let turn = 0; turn < 300; turn++) {
    // Each content is longer than the one before, and differs from it at once.
    expected.push(`${turn % 10} ${'x'.repeat(turn)}`);
    truncateSync(log.path);
    appendFileSync(log.path, `${expected.at(-1)}\n`);
    for (let waited = 0; log.lines.length < expected.length && waited < 5000; waited++) await sleep(1);
  }
  await log.see(...expected);
  await log.end();
});

test('the hole that a writer leaves who goes on at its old place is passed over', async (t) => {
  const log = follow(t);
  await log.opened();
  const before = 'a line of some length\n'.repeat(100_000);
  const writer = openSync(log.path, 'r+');
  writeSync(writer, before);
  while (log.lines.length < 100_000) await sleep(POLL_MS);
  truncateSync(log.path);
  await log.opened();
  writeSync(writer, 'b\nc\n', before.length);
  for (let waited = 0; log.lines.length < 100_002 && waited < 5000; waited += POLL_MS) await sleep(POLL_MS);
  assert.deepEqual(log.lines.slice(100_000), ['b', 'c']);
  await log.end();
});

test('many lines written in pieces, with rotations between them, all come, once and in order', async (t) => {
  const log = follow(t);
  await log.opened();
  const expected: string[] = [];
  for (let turn = 0; turn < 10; turn++) {
    const lines = Array.from({ length: 500 }, (_, i) => `${turn} ${i} ${'x'.repeat((i * 7) % 200)}`);
    expected.push(...lines);
    const bytes = `${lines.join('\n')}\n`;
    for (let at = 0; at < bytes.length; at += 9973) appendFileSync(log.path, bytes.slice(at, at + 9973));
    await sleep(POLL_MS);
    renameSync(log.path, `${log.path}.${turn}`);
    await sleep(2 * POLL_MS);
    writeFileSync(log.path, `turn ${turn}\n`);
    expected.push(`turn ${turn}`);
    // Rotations come further apart than looks do; two between looks would hide a file.
    for (let waited = 0; log.lines.length < expected.length && waited < 5000; waited += POLL_MS)
      await sleep(POLL_MS);
  }
  await log.see(...expected);
  await log.end();
});

test('the signal ends it at once, while nothing comes', { timeout: 5000 }, async (t) => {
  const log = follow(t, '', { pollMs: 60_000 });
  await log.opened();
  await log.end();
  const signal = AbortSignal.abort();
  for await (const _ of followLines(log.path, { signal })) assert.fail();
});

test('a log that is not there, or packed, cannot be followed', async (t) => {
  const { signal } = new AbortController();
  const first = (path: string) => followLines(path, { signal }).next();
  await assert.rejects(first('/no/such/access.log'), { code: 'input', message: /no such file/ });
  const { path, end } = follow(t);
  await end();
  writeFileSync(path, gzipSync('a\n'));
  await assert.rejects(first(path), { code: 'input', message: /is packed \(gzip\)/ });
});

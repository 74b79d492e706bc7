import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { afterEach, test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { createLiveView, type LiveView } from '../../src/view/live-view.ts';
import { sampleProgress } from './samples.ts';

let view: LiveView | undefined;
afterEach(() => view?.stop());

/** A stream that keeps what it is given, or fails each write with this code. */
function terminal(columns: number, failsWith?: string) {
  const stream = new Writable({
    decodeStrings: false,
    write(text: string, _encoding, done) {
      if (failsWith !== undefined) return done(Object.assign(new Error(failsWith), { code: failsWith }));
      written.push(text);
      done();
    },
  });
  const written: string[] = [];
  return { stream: Object.assign(stream, { columns }), written };
}

test('on a terminal it stays on one line, and that line is empty at the end', () => {
  const { stream, written } = terminal(80);
  view = createLiveView({ stream, tty: true, color: false });
  view.update(sampleProgress({ elapsedUs: 1_000_000 }));
  view.update(sampleProgress({ elapsedUs: 9_000_000 }));
  view.stop();
  const text = written.join('');
  assert.match(text, /1\.0 s \/ 10\.0 s/);
  assert.match(text, /9\.0 s \/ 10\.0 s/, 'the last figures were drawn');
  assert.doesNotMatch(text, /\n/);
  assert.match(text, /\x1b\[1G\x1b\[2K$/, 'and then wiped');
});

test('on a terminal it changes no setting that a killed process would leave behind', () => {
  const { stream, written } = terminal(80);
  view = createLiveView({ stream, tty: true, color: true });
  view.update(sampleProgress());
  view.note('something happened');
  view.stop();
  // Of escapes only: go to column 1, wipe the line or its rest, colours.
  assert.doesNotMatch(written.join('').replaceAll(/\x1b\[(1G|[02]?K|\d+m)/g, ''), /\x1b/);
});

test('on a terminal of any width it never wraps', () => {
  for (const columns of [1, 10, 40, 60, 80, 132]) {
    const { stream, written } = terminal(columns);
    view = createLiveView({ stream, tty: true, color: true });
    view.update(sampleProgress());
    view.stop();
    for (const text of written) assert.ok(stripVTControlCharacters(text).length < Math.max(columns, 1));
  }
});

test('a note keeps its line, before the start and beside the bar', () => {
  const { stream, written } = terminal(80);
  view = createLiveView({ stream, tty: true, color: false });
  view.note('reading access.log\x1b[2J');
  view.update(sampleProgress({ totalUs: null }));
  view.note('the target closed its connections');
  view.stop();
  const text = written.join('');
  assert.ok(text.startsWith('reading access.log\\x1b[2J\n'));
  assert.match(text, /\x1b\[1G\x1b\[2Kthe target closed its connections\n/);
});

test('without a terminal there is a plain line every ten seconds of the run', () => {
  const { stream, written } = terminal(80);
  view = createLiveView({ stream, tty: false, color: true });
  for (let s = 1; s <= 35; s++)
    view.update(sampleProgress({ elapsedUs: s * 1e6 + 1234, totalUs: 60_000_000 }));
  view.stop();
  assert.equal(written.length, 3);
  assert.match(written[1]!, /^20\.0 s \/ 1m00s {2}100\.0\/s {2}of 100\/s .* lag p99 90\.0 µs\n$/);
});

test('without a terminal a shorter run says nothing but its notes', () => {
  const { stream, written } = terminal(80);
  view = createLiveView({ stream, tty: false, color: false });
  view.note('replaying access.log');
  for (let s = 1; s <= 9; s++) view.update(sampleProgress({ elapsedUs: s * 1e6 }));
  view.stop();
  assert.deepEqual(written, ['replaying access.log\n']);
});

for (const tty of [true, false]) {
  test(`a stream that nobody reads is no reason to fail, ${tty ? 'on' : 'without'} a terminal`, async () => {
    const { stream, written } = terminal(80, 'EPIPE');
    view = createLiveView({ stream, tty, color: false });
    for (let s = 1; s <= 30; s++) {
      view.update(sampleProgress({ elapsedUs: s * 1e6 }));
      await new Promise(setImmediate);
    }
    view.note('still here');
    view.stop();
    view.stop();
    assert.deepEqual(written, []);
  });
}

test('a stream that throws is no reason to fail either', () => {
  const stream = {
    columns: 80,
    on() {},
    write() {
      throw new Error('write after end');
    },
  };
  view = createLiveView({ stream, tty: true, color: false });
  view.note('a');
  view.update(sampleProgress());
  view.stop();
});

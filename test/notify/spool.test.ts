import assert from 'node:assert/strict';
import { readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ShipLine } from '../../src/notify/ship-line.ts';
import { Spool } from '../../src/notify/spool.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';

const lines = (...seqs: number[]) => seqs.map((seq) => ({ seq, body: 'x'.repeat(100) }) as ShipLine);
const seqsOf = (spool: Spool) => spool.batches.flatMap((name) => spool.read(name).map(({ seq }) => seq));

test('what earlier runs left comes first, in the order in which it was put there, also when the clock was set back', () => {
  const folder = temporaryDirectory('spool');
  const first = new Spool(folder, 1e6, 5000);
  first.put(lines(1, 2));
  first.put(lines(3));
  const second = new Spool(folder, 1e6, 4000);
  second.put(lines(4));
  const third = new Spool(folder, 1e6, 9000);
  assert.deepEqual(seqsOf(third), [1, 2, 3, 4]);
  assert.equal(third.lines, 4);
  third.remove(third.batches[0]!);
  assert.deepEqual(seqsOf(new Spool(folder, 1e6, 9000)), [3, 4]);
  assert.equal(statSync(join(folder, third.batches[0]!)).mode & 0o077, 0, 'nobody else reads it');
});

test('it is bounded: earlier runs make room, oldest first, and one run alone keeps its beginning', () => {
  const folder = temporaryDirectory('spool');
  const before = new Spool(folder, 400, 1000);
  for (const seq of [1, 2, 3]) assert.notEqual(before.put(lines(seq)), null);
  assert.equal(before.put(lines(4)), null);
  const now = new Spool(folder, 400, 2000);
  for (const seq of [5, 6]) now.put(lines(seq));
  assert.deepEqual(seqsOf(now), [3, 5, 6]);
  assert.equal(now.droppedLines, 2);
  now.put(lines(7));
  assert.equal(now.put(lines(8)), null);
  assert.deepEqual(seqsOf(now), [5, 6, 7]);
  assert.ok(readdirSync(folder).length === 3);
});

test('what is half written, or none of ours, is not taken for a batch', () => {
  const folder = temporaryDirectory('spool');
  new Spool(folder, 1e6, 1000).put(lines(1));
  const [name] = readdirSync(folder);
  writeFileSync(join(folder, 'killed.ndjson.partial'), '');
  utimesSync(join(folder, 'killed.ndjson.partial'), 0, 0);
  writeFileSync(join(folder, `${name}.partial`), '{"seq":');
  writeFileSync(join(folder, 'notes.ndjson'), 'x');
  assert.deepEqual(seqsOf(new Spool(folder, 1e6, Date.now())), [1]);
  assert.deepEqual(
    readdirSync(folder).filter((file) => file.endsWith('.partial')),
    [`${name}.partial`],
    'what another writes now is left alone',
  );
  writeFileSync(join(folder, name!), '{"seq":');
  assert.deepEqual(seqsOf(new Spool(folder, 1e6, 2000)), [], 'a broken one holds nothing');
});

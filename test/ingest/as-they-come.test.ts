import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asTheyCome } from '../../src/ingest/as-they-come.ts';

test('what one source brings does not wait for another', async () => {
  const late = Promise.withResolvers<void>();
  async function* silent() {
    await late.promise;
    yield 'late';
  }
  async function* busy() {
    yield 'a';
    yield 'b';
  }
  const pieces = asTheyCome([silent(), busy()]);
  assert.equal((await pieces.next()).value, 'a');
  assert.equal((await pieces.next()).value, 'b');
  late.resolve();
  assert.deepEqual(await Array.fromAsync(pieces), ['late']);
});

test('no source runs ahead of its reader by more than a piece', async () => {
  let made = 0;
  async function* endless() {
    for (;;) yield made++;
  }
  const pieces = asTheyCome([endless(), endless()]);
  for (let i = 0; i < 10; i++) await pieces.next();
  assert.ok(made <= 10 + 2, `${made} were made`);
  await pieces.return(undefined);
});

test('whoever leaves early lets go of every source', async () => {
  const closed: string[] = [];
  async function* source(name: string) {
    try {
      for (;;) yield name;
    } finally {
      closed.push(name);
    }
  }
  for await (const _ of asTheyCome([source('a'), source('b')])) break;
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(closed.toSorted(), ['a', 'b']);
});

test('a source that fails fails the whole, after what came before', async () => {
  async function* failing() {
    yield 1;
    throw new Error('gone');
  }
  const seen: number[] = [];
  await assert.rejects(async () => {
    for await (const piece of asTheyCome([failing()])) seen.push(piece);
  }, /gone/);
  assert.deepEqual(seen, [1]);
});

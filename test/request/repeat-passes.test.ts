import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HttpRequest } from '../../src/model.ts';
import { MAX_KEPT, MAX_KEPT_BYTES, type Pass, repeatPasses } from '../../src/request/repeat-passes.ts';

const request = (position: number): HttpRequest => ({
  position,
  method: 'GET',
  path: `/${position}`,
  headers: ['A', 'b'],
  body: position % 2 === 0 ? new Uint8Array([position % 256]) : undefined,
  host: undefined,
  recorded: { status: 200 },
  endpoint: { id: 1, method: 'GET', path: '/:id' },
  requestId: position + 1,
});

/** A log of pages of these sizes, one list of sizes a pass; the last pass is repeated. Counts how often it is read. */
function logOf(...passes: number[][]) {
  const log = {
    reads: 0,
    async *read() {
      const sizes = passes[Math.min(log.reads++, passes.length - 1)];
      let position = 0;
      for (const size of sizes) yield Array.from({ length: size }, () => request(position++));
    },
  };
  return log;
}

async function take(passes: AsyncIterable<Pass>, count: number): Promise<HttpRequest[]> {
  const taken: HttpRequest[] = [];
  for await (const pass of passes) {
    for await (const page of pass) {
      taken.push(...page);
      if (taken.length >= count) return taken.slice(0, count);
    }
  }
  return taken;
}

const inTurn = (count: number, period: number) => Array.from({ length: count }, (_, i) => i % period);
const positions = (requests: HttpRequest[]) => requests.map(({ position }) => position);

test('a short log is repeated in its order, whole requests, from one reading', async () => {
  const log = logOf([3, 0, 2]);
  const taken = await take(repeatPasses(log.read, true), 23);
  assert.deepEqual(positions(taken), inTurn(23, 5));
  assert.deepEqual(taken.slice(20), [request(0), request(1), request(2)]);
  assert.equal(log.reads, 1);
});

test('a short log is repeated even where it can be read only once', async () => {
  const log = logOf([2]);
  assert.deepEqual(positions(await take(repeatPasses(log.read, false), 7)), inTurn(7, 2));
  assert.equal(log.reads, 1);
});

test('a long log is read again for each pass', async () => {
  const log = logOf([MAX_KEPT, 1]);
  const count = 2 * (MAX_KEPT + 1) + 5;
  assert.deepEqual(positions(await take(repeatPasses(log.read, true), count)), inTurn(count, MAX_KEPT + 1));
  assert.equal(log.reads, 3);
});

test('a log of as many requests as are kept is read once', async () => {
  const log = logOf([MAX_KEPT]);
  assert.equal((await take(repeatPasses(log.read, false), MAX_KEPT + 1)).length, MAX_KEPT + 1);
  assert.equal(log.reads, 1);
});

test('a log of few requests with large bodies or headers is read again for each pass', async () => {
  for (const large of [
    { body: new Uint8Array(MAX_KEPT_BYTES / 4) },
    { headers: ['A', 'b'.repeat(MAX_KEPT_BYTES / 4)] },
  ]) {
    for (const [count, reads] of [
      [3, 1],
      [4, 2],
    ] as const) {
      const log = logOf(Array.from({ length: count }, () => 1));
      const read = async function* () {
        for await (const page of log.read()) yield page.map((request) => ({ ...request, ...large }));
      };
      await take(repeatPasses(read, true), count + 1);
      assert.equal(log.reads, reads);
    }
  }
});

test('a long log that can be read only once ends with its first pass', async () => {
  const log = logOf([MAX_KEPT + 1]);
  assert.equal((await take(repeatPasses(log.read, false), Infinity)).length, MAX_KEPT + 1);
  assert.equal(log.reads, 1);
});

test('a log without requests ends at once', { timeout: 10_000 }, async () => {
  assert.deepEqual(await take(repeatPasses(logOf([]).read, true), 5), []);
  assert.deepEqual(await take(repeatPasses(logOf([0, 0]).read, true), 5), []);
  assert.deepEqual(await take(repeatPasses(logOf([]).read, false), 5), []);
});

test('a long log that is emptied while it is replayed ends', { timeout: 10_000 }, async () => {
  const log = logOf([MAX_KEPT + 1], [7], [0]);
  assert.equal((await take(repeatPasses(log.read, true), Infinity)).length, MAX_KEPT + 8);
});

test('whoever stops early ends the reading', async () => {
  let ended = false;
  async function* read() {
    try {
      while (true) yield [request(0)];
    } finally {
      ended = true;
    }
  }
  await take(repeatPasses(read, true), 2);
  assert.ok(ended);
});

test('each pass through the log is one, from memory or read again', async () => {
  for (const sizes of [
    [3, 2],
    [MAX_KEPT, 1],
  ]) {
    const counts: number[] = [];
    for await (const pass of repeatPasses(logOf(sizes).read, true)) {
      counts.push((await Array.fromAsync(pass)).flat().length);
      if (counts.length === 3) break;
    }
    const whole = sizes[0] + sizes[1];
    assert.deepEqual(counts, [whole, whole, whole]);
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NONE, type OutcomeBatch } from '../../src/model.ts';
import { OutcomeBuffer } from '../../src/send/outcome-buffer.ts';
import { packed, requestAt, unpacked } from './sample-arrivals.ts';

const [{ request: REQUEST }] = unpacked(
  packed([
    { seq: 0, dueAtUs: 0, request: requestAt(4, { recorded: { status: 301, durationMs: 7 }, causes: 5 }) },
  ]),
);

test('an outcome stands in its columns, with what was recorded for its request', () => {
  const { buffer, batches } = collecting();
  buffer.add(REQUEST, 2 ** 40, 2 ** 41, 3, 200, 1, 2, 3, 2 ** 42);
  buffer.flush();
  const [batch] = batches;
  assert.deepEqual(row(batch, 0), {
    seq: 2 ** 40,
    dueAtUs: 2 ** 41,
    result: 3,
    status: 200,
    lagUs: 1,
    ttfbUs: 2,
    serviceUs: 3,
    sessionWaitUs: 0,
    bytes: 2 ** 42,
    requestId: 5,
    endpointId: 1,
    recordedUs: 7000,
    recordedStatus: 301,
    causes: 5,
    comparison: 0,
  });
  assert.equal(batch.worker, 3);
  assert.equal(batch.count, 1);
});

test('nothing is handed over when there is nothing', () => {
  const { buffer, batches } = collecting();
  buffer.flush();
  buffer.add(REQUEST, 0, 0, 0, 200, 0, 0, 0, 0);
  buffer.flush();
  buffer.flush();
  assert.equal(batches.length, 1);
});

test('a full batch is handed over by itself, and the next begins empty', () => {
  const { buffer, batches } = collecting();
  const count = 10_000;
  for (let seq = 0; seq < count; seq++) buffer.add(REQUEST, seq, 0, 0, 200, NONE, NONE, NONE, 0);
  assert.ok(batches.length >= 1);
  buffer.flush();
  const seqs = batches.flatMap(({ seq, count }) => [...seq.subarray(0, count)]);
  assert.deepEqual(
    seqs,
    Array.from({ length: count }, (_, i) => i),
  );
  assert.equal(new Set(batches.map(({ seq }) => seq.buffer)).size, batches.length);
  for (const batch of batches) assert.equal(batch.lagUs.buffer, batch.seq.buffer, 'one buffer to move');
});

function collecting(): { buffer: OutcomeBuffer; batches: OutcomeBatch[] } {
  const batches: OutcomeBatch[] = [];
  return { buffer: new OutcomeBuffer(3, (batch) => batches.push(batch)), batches };
}

function row(
  { worker: _worker, count: _count, ...columns }: OutcomeBatch,
  i: number,
): Record<string, number> {
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column[i]]));
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LogRecord } from '../../src/model.ts';
import { TrafficProfile } from '../../src/summarize/traffic-profile.ts';

const endpoint = (id: number, path = `/${id}`) => ({ id, method: 'GET', path });

function profileOf(...records: Partial<LogRecord>[]) {
  const profile = new TrafficProfile();
  const root = endpoint(1, '/');
  for (const record of records) profile.add({ method: 'GET', target: '/', ...record }, root);
  return profile.result();
}

test('of nothing there is nothing to say', () => {
  assert.deepEqual(new TrafficProfile().result(), {
    replayable: 0,
    firstAtMs: null,
    lastAtMs: null,
    methods: [],
    statuses: [],
    endpoints: [],
    endpointCount: 0,
    hosts: [],
    withBody: 0,
    withDuration: 0,
    clients: null,
  });
});

test('what records hold is counted, most frequent first', () => {
  const profile = profileOf(
    { method: 'HEAD', status: 404, host: 'a', client: 'x' },
    { status: 200, host: 'b', client: 'y', durationMs: 0 },
    { status: 200, host: 'b', client: 'x', durationMs: 5, body: new Uint8Array(1) },
    { body: new Uint8Array(0) },
  );
  assert.equal(profile.replayable, 4);
  assert.deepEqual(profile.methods, [
    ['GET', 3],
    ['HEAD', 1],
  ]);
  assert.deepEqual(profile.statuses, [
    [200, 2],
    [404, 1],
    [null, 1],
  ]);
  assert.deepEqual(profile.hosts, [
    ['b', 2],
    ['a', 1],
  ]);
  assert.deepEqual([profile.withBody, profile.withDuration, profile.clients], [1, 2, 2]);
});

test('a log that does not tell clients apart has no number of them', () => {
  assert.equal(profileOf({}, {}).clients, null);
});

test('the span is from the earliest to the latest start, in whatever order they come', () => {
  const { firstAtMs, lastAtMs } = profileOf({ startedAtMs: 5 }, {}, { startedAtMs: 1 }, { startedAtMs: 3 });
  assert.deepEqual([firstAtMs, lastAtMs], [1, 5]);
});

test('of many endpoints the most frequent are shown, and how many there are', () => {
  const profile = new TrafficProfile();
  for (let id = 1; id <= 40; id++) {
    const own = endpoint(id);
    for (let n = 0; n < id; n++) profile.add({ method: 'GET', target: '/' }, own);
  }
  const { endpoints, endpointCount } = profile.result();
  assert.equal(endpointCount, 40);
  assert.deepEqual(
    endpoints,
    Array.from({ length: 10 }, (_, i) => ({ method: 'GET', path: `/${40 - i}`, count: 40 - i })),
  );
});

test('however many clients there are, those that are counted stay bounded', () => {
  const profile = new TrafficProfile();
  const own = endpoint(1);
  for (let i = 0; i < 600_000; i++) profile.add({ method: 'GET', target: '/', client: String(i) }, own);
  const { clients, replayable } = profile.result();
  assert.equal(clients, 500_000);
  assert.equal(replayable, 600_000);
});

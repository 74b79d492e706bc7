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
  const { recordedUs, ...profile } = new TrafficProfile().result();
  assert.equal(recordedUs.count, 0);
  assert.deepEqual(profile, {
    replayable: 0,
    firstAtMs: null,
    lastAtMs: null,
    timeline: null,
    peakSecond: null,
    methods: [],
    methodsLeftOut: [],
    statuses: [],
    endpoints: [],
    hosts: [],
    withBody: 0,
    bodyBytes: 0,
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
  assert.deepEqual([profile.withBody, profile.bodyBytes, profile.withDuration], [1, 1, 2]);
  assert.deepEqual(profile.clients, { count: 2, exact: true });
  const { count, p50, max } = profile.recordedUs;
  assert.deepEqual({ count, p50, max }, { count: 2, p50: 0, max: 5000 });
});

test('a log that does not tell clients apart has no number of them', () => {
  assert.equal(profileOf({}, {}).clients, null);
});

test('the span is from the earliest to the latest start, in whatever order they come', () => {
  const { firstAtMs, lastAtMs } = profileOf({ startedAtMs: 5 }, {}, { startedAtMs: 1 }, { startedAtMs: 3 });
  assert.deepEqual([firstAtMs, lastAtMs], [1, 5]);
});

test('endpoints come with what the log says of each, most frequent first', () => {
  const profile = new TrafficProfile();
  for (let id = 1; id <= 40; id++) {
    const own = endpoint(id);
    for (let n = 0; n < id; n++) {
      const status = n === 0 ? 500 : 200;
      profile.add({ method: 'GET', target: '/', status, durationMs: id }, own);
    }
  }
  const { endpoints } = profile.result();
  assert.deepEqual(
    endpoints.map(({ path, count, errors, recordedUs: { max } }) => [path, count, errors, max]),
    Array.from({ length: 40 }, (_, i) => [`/${40 - i}`, 40 - i, 1, (40 - i) * 1000]),
  );
});

test('the methods of what is left out are counted apart', () => {
  const profile = new TrafficProfile();
  profile.add({ method: 'GET', target: '/' }, endpoint(1));
  for (const method of ['PUT', 'POST', 'POST']) profile.addLeftOut({ method, target: '/' });
  const { methods, methodsLeftOut, replayable } = profile.result();
  assert.deepEqual(methods, [['GET', 1]]);
  assert.deepEqual(methodsLeftOut, [
    ['POST', 2],
    ['PUT', 1],
  ]);
  assert.equal(replayable, 1);
});

test('however many clients and hosts there are, what is kept of them stays bounded', () => {
  const profile = new TrafficProfile();
  const own = endpoint(1);
  for (let i = 0; i < 300_000; i++)
    profile.add({ method: 'GET', target: '/', client: String(i), host: `h${i}` }, own);
  const { clients, hosts, replayable } = profile.result();
  assert.equal(clients?.exact, false);
  assert.ok(Math.abs(clients!.count / 300_000 - 1) < 0.04, `${clients!.count}`);
  assert.equal(hosts.length, 10);
  assert.equal(replayable, 300_000);
});

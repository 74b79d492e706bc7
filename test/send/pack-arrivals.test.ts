import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../../practice/seeded-random.ts';
import { type HttpRequest, NONE } from '../../src/model.ts';
import { packArrivals } from '../../src/send/pack-arrivals.ts';
import { packed, requestAt, unpacked } from './sample-arrivals.ts';

test('a request comes out as it went in: text, headers, host, body, and what was recorded for it', () => {
  const request = requestAt(3, {
    method: 'POST',
    path: '/caf\xe9?q=\xff#x',
    headers: ['X-A', '1', 'x-a', '', 'Referer', 'http://a/\xc3\xa9'],
    host: 'shop.example:8080',
    body: Uint8Array.from([0, 10, 13, 255]),
    recorded: { status: 404, durationMs: 12.3456 },
    causes: 255,
    requestId: 77,
    endpoint: { id: 9, method: 'POST', path: '/caf\u00e9' },
  });
  const [{ position, keep, request: sendable }] = unpacked(packed([{ seq: 0, dueAtUs: 0, request }]));
  assert.equal(position, 3);
  assert.equal(keep, false);
  assert.deepEqual(
    { ...sendable, body: [...(sendable.body as Uint8Array)] },
    {
      method: 'POST',
      path: '/caf\xe9?q=\xff#x',
      headers: ['host', 'shop.example:8080', 'X-A', '1', 'x-a', '', 'Referer', 'http://a/\xc3\xa9'],
      body: [0, 10, 13, 255],
      reset: false,
      servername: 'target',
      requestId: 77,
      endpointId: 9,
      recordedStatus: 404,
      recordedUs: 12_346,
      causes: 255,
    },
  );
});

test('what the log does not have is told as nothing, and a body without bytes is none', () => {
  const [{ request }] = unpacked(
    packed([{ seq: 0, dueAtUs: 0, request: requestAt(0, { body: new Uint8Array(0) }) }]),
  );
  assert.equal(request.body, null);
  assert.equal(request.recordedStatus, 0);
  assert.equal(request.recordedUs, NONE);
  assert.equal(request.causes, 0);
  assert.deepEqual(request.headers, []);
});

test('a duration longer than the column can hold is cut, and is not taken for none', () => {
  const [{ request }] = unpacked(
    packed([{ seq: 0, dueAtUs: 0, request: requestAt(0, { recorded: { durationMs: 1e12 } }) }]),
  );
  assert.equal(request.recordedUs, NONE - 1);
});

test('a request that the sender has is not described, and one that comes twice in a page only once', () => {
  const [known, fresh] = [requestAt(0), requestAt(1)];
  const all = [known, fresh, fresh, known].map((request, seq) => ({ seq, dueAtUs: seq * 10, request }));
  const pack = packArrivals(
    all,
    ({ position }) => position === 0,
    () => true,
  );
  assert.deepEqual([...pack.position], [0, 1, 1, 0]);
  assert.deepEqual([...pack.seq], [0, 1, 2, 3]);
  assert.deepEqual([...pack.dueAtUs], [0, 10, 20, 30]);
  assert.deepEqual(
    unpacked(pack).map(({ position, keep }) => [position, keep]),
    [[1, true]],
  );
});

test('no arrivals make an empty pack', () => {
  assert.deepEqual(unpacked(packed([])), []);
});

test('whatever the requests, they survive being packed, cloned to another thread and unpacked', () => {
  const random = seededRandom(5);
  for (let round = 0; round < 100; round++) {
    const requests = Array.from({ length: 1 + Math.floor(random() * 20) }, (_, i) =>
      randomRequest(i, random),
    );
    const pack = structuredClone(packed(requests.map((request, seq) => ({ seq, dueAtUs: seq, request }))));
    const all = unpacked(pack);
    assert.equal(all.length, requests.length);
    for (const [i, { request }] of all.entries()) {
      const { method, path, headers, host, body } = requests[i];
      assert.equal(request.method, method);
      assert.equal(request.path, path);
      assert.deepEqual(request.headers, host === undefined ? headers : ['host', host, ...headers]);
      assert.deepEqual(request.body === null ? [] : [...(request.body as Uint8Array)], [...(body ?? [])]);
    }
  }
});

function randomRequest(position: number, random: () => number): HttpRequest {
  const text = (length: number) => Array.from({ length }, character).join('');
  /** Any byte but a line feed, which no part of a request can hold. */
  const character = () => String.fromCharCode(32 + Math.floor(random() * 224));
  const headers = Array.from({ length: Math.floor(random() * 4) * 2 }, () => text(Math.floor(random() * 8)));
  const body = Uint8Array.from({ length: Math.floor(random() * 30) }, () => Math.floor(random() * 256));
  return requestAt(position, {
    path: `/${text(Math.floor(random() * 20))}`,
    headers,
    ...(random() < 0.5 ? { host: text(5) } : {}),
    ...(random() < 0.5 ? { body } : {}),
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { NONE } from '../../src/model.ts';
import { BodyStore } from '../../src/send/body-store.ts';
import { ClientReasons } from '../../src/send/client-reasons.ts';
import { OutgoingRequest } from '../../src/send/client-request.ts';
import { CompleteAnswer } from '../../src/send/client-response.ts';
import { dealClients } from '../../src/send/deal-clients.ts';
import { parseClient } from '../../src/send/parse-client.ts';
import { parseTarget } from '../../src/send/parse-target.ts';
import type { SendableRequest } from '../../src/send/sendable-request.ts';

const SENDABLE: SendableRequest = {
  method: 'GET',
  path: '/a?b=\xc3\xa9',
  headers: ['Accept', 'text/html', 'X-Name', '\xc3\xa9', 'accept', '*/*'],
  body: null,
  reset: false,
  servername: 'target',
  requestId: 3,
  endpointId: 2,
  recordedStatus: 0,
  recordedUs: 1500,
  causes: 0,
};
const outgoing = (http2 = false) => new OutgoingRequest(SENDABLE, 7, http2, () => 42);

test('a request that a client does not touch goes out as it is, without a copy', () => {
  const request = outgoing();
  assert.equal(request.header('ACCEPT'), 'text/html');
  assert.equal(request.header('x-name'), 'é');
  assert.equal(request.header('x-none'), null);
  assert.deepEqual(request.recorded, { status: null, durationMs: 1.5 });
  request.removeHeader('x-none');
  assert.equal(request.sendable(), SENDABLE);
});

test('a changed request has what was changed, and the one of the log stays what it was', () => {
  const request = outgoing();
  const before = structuredClone(SENDABLE);
  request.setHeader('accept', 'a/b');
  request.setHeader('X-Own', 'ü✓');
  request.removeHeader('X-NAME');
  request.method = 'PUT';
  request.path = '/c';
  request.body = 'é';
  const sent = request.sendable();
  assert.deepEqual(sent.headers, ['Accept', 'a/b', 'X-Own', Buffer.from('ü✓').toString('latin1')]);
  assert.deepEqual([sent.method, sent.path, sent.requestId], ['PUT', '/c', 3]);
  assert.deepEqual(sent.body, Buffer.from('é'));
  assert.deepEqual(SENDABLE, before);
  assert.equal(outgoing(true).sendable(), SENDABLE);
});

test('over HTTP/2 a name of a header is in lower case', () => {
  const request = outgoing(true);
  request.setHeader('X-Own', 'a');
  assert.deepEqual(request.sendable().headers.slice(-2), ['x-own', 'a']);
});

for (const [what, change, complaint] of [
  ['a header with a line end', (r) => r.setHeader('x', 'a\r\nb'), /more than a line/],
  ['a name that is none', (r) => r.setHeader('x y', 'a'), /'x y' is no name of a header/],
  ['a length of one’s own', (r) => r.setHeader('Content-Length', '1'), /content-length is not for a client/],
  ['a path without a slash', (r) => (r.path = 'a'), /a path begins with \//],
  ['a path with a space', (r) => (r.path = '/a b'), /a path begins with \//],
  ['a path beyond latin1', (r) => (r.path = '/→'), /a path begins with \//],
  ['a method that is none', (r) => (r.method = 'G T'), /'G T' is no method/],
] as readonly (readonly [string, (request: OutgoingRequest) => unknown, RegExp])[]) {
  test(`${what} is refused`, () => {
    const request = outgoing();
    assert.throws(() => {
      change(request);
      request.sendable();
    }, complaint);
  });
}

test('a signal is aborted whether it was asked for before or after the hook was given up', () => {
  const [before, after] = [outgoing(), outgoing()];
  const { signal } = before;
  assert.equal(signal.aborted, false);
  before.abort();
  after.abort();
  assert.deepEqual([signal.aborted, after.signal.aborted], [true, true]);
});

test('the first byte is there once', () => {
  let now = 5;
  const request = new OutgoingRequest({ ...SENDABLE, recordedUs: NONE }, 0, false, () => now++);
  request.firstByte();
  request.firstByte();
  assert.equal(request.firstByteUs, 5);
  assert.equal(request.recorded.durationMs, null);
});

for (const [weights, expected] of [
  [[1], [0]],
  [
    [3, 1],
    [0, 0, 1, 0],
  ],
  [
    [2, 2],
    [0, 1, 0, 1],
  ],
  [
    [1, 1, 1],
    [0, 1, 2],
  ],
  [
    [5, 1, 1],
    [0, 0, 1, 0, 2, 0, 0],
  ],
] as const) {
  test(`clients of the weights ${weights} take turns, each as often as it weighs: ${expected}`, () => {
    assert.deepEqual(dealClients(weights), expected);
  });
}

for (const [text, file, weight] of [
  ['./a.ts', './a.ts', 1],
  ['./a.ts:3', './a.ts', 3],
  ['C:\\a.ts', 'C:\\a.ts', 1],
  ['a:1:20', 'a:1', 20],
] as const) {
  test(`${text} is a client with a weight`, () => assert.deepEqual(parseClient(text), { file, weight }));
}

test('a target of another protocol has a host and a port', () => {
  for (const [text, name, origin] of [
    ['tcp://127.0.0.1:7000', 'tcp://127.0.0.1:7000', 'http://127.0.0.1:7000'],
    ['WS://Shop.example:80/', 'ws://shop.example', 'http://shop.example'],
    ['udp://[::1]:9', 'udp://[::1]:9', 'http://[::1]:9'],
  ] as const) {
    const target = parseTarget(text);
    assert.deepEqual([target.name, target.origin, target.isOther], [name, origin, true]);
  }
  assert.equal(parseTarget('https://a:443').isOther, false);
  for (const text of ['tcp://a', 'tcp://a:1/path', 'tcp://u:p@a:1', 'file:///a', '1tcp://a:1']) {
    assert.throws(() => parseTarget(text), TypeError, text);
  }
});

test('what clients say is counted by its text; what is too much is counted together', () => {
  const reasons = new ClientReasons();
  const said = (text: string) => ({ client: './a.ts', hook: 'judge', result: 'judged', text }) as const;
  for (let seq = 199; seq >= 0; seq--) reasons.add(said(seq < 100 ? 'no  total\n' : `no ${seq}`), seq);
  const result = reasons.result();
  assert.equal(result.length, 51);
  assert.equal(
    result.reduce((sum, { count }) => sum + count, 0),
    200,
  );
  assert.deepEqual(result[0], { ...said('(others)'), count: 150, firstSeq: 0 });
  const merged = new ClientReasons();
  merged.merge(result);
  merged.merge(result);
  assert.deepEqual(merged.result()[0], { ...said('(others)'), count: 300, firstSeq: 0 });
  assert.equal(merged.result().length, 51);
});

test('a long text is cut', () => {
  const reasons = new ClientReasons();
  reasons.add({ client: 'a', hook: 'stop', result: null, text: 'x'.repeat(1000) }, null);
  assert.equal(reasons.result()[0]!.text.length, 201);
});

test('bodies that wait to be judged have a limit, each and together', () => {
  const store = new BodyStore(1_500_000);
  const [a, b, c] = [store.begin(), store.begin(), store.begin()];
  store.add(a, new Uint8Array(1_000_000));
  store.add(a, new Uint8Array(100_000));
  assert.deepEqual([a.bytes, a.truncated], [1_048_576, true]);
  store.add(b, new Uint8Array(1_000_000));
  assert.deepEqual([b.bytes, b.truncated], [451_424, true]);
  store.release(a);
  store.release(b);
  store.add(c, new Uint8Array(1_000_000));
  assert.deepEqual([c.bytes, c.truncated], [1_000_000, false]);
});

test('a body is unpacked for judging; a bomb, or one that is not whole, is an error', () => {
  const answer = (body: Uint8Array, encoding?: string, truncated = false) =>
    new CompleteAnswer(200, { 'content-encoding': encoding }, body.length, 1, {
      pieces: [body],
      bytes: 0,
      truncated,
    });
  assert.deepEqual(answer(gzipSync('{"a":"é"}'), 'gzip').json(), { a: 'é' });
  assert.equal(answer(Buffer.from('é'), 'identity').text(), 'é');
  assert.equal(answer(Buffer.from('{"a'), undefined, true).text(), '{"a');
  assert.throws(() => answer(Buffer.from('{}'), undefined, true).json(), /not all there/);
  assert.throws(() => answer(gzipSync('{}'), 'gzip', true).text(), /not all there/);
  assert.throws(() => answer(gzipSync(Buffer.alloc(50_000_000)), 'gzip').text(), /larger than/);
  assert.throws(() => new CompleteAnswer(200, {}, 5, 1, null).json(), /readsBody/);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CAUSE, type HttpRequest, type LogRecord } from '../../src/model.ts';
import { Catalogue } from '../../src/request/catalogue.ts';
import { requestMaker } from '../../src/request/request-maker.ts';
import { type RequestRules, SAFE_METHODS } from '../../src/request/request-rules.ts';

const RULES: RequestRules = {
  methods: new Set(SAFE_METHODS),
  host: 'target',
  targetHost: '127.0.0.1:8080',
  extraHeaders: [],
  bodyMissing: 'skip',
};
const ALL = new Set(['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE']);
const bytes = (text: string) => new TextEncoder().encode(text);

const makerFor = (rules: Partial<RequestRules> = {}) => requestMaker({ ...RULES, ...rules }, new Catalogue());

function make(record: Partial<LogRecord>, rules?: Partial<RequestRules>): HttpRequest | string {
  return makerFor(rules)({ method: 'GET', target: '/', ...record }, '');
}

function made(record: Partial<LogRecord>, rules?: Partial<RequestRules>): HttpRequest {
  const request = make(record, rules);
  assert.ok(typeof request !== 'string', `left out: ${request}`);
  return request;
}

test('a record becomes the request that was made', () => {
  const record: LogRecord = {
    method: 'GET',
    target: '/shop/7?a=b',
    startedAtMs: 1,
    host: 'shop.example',
    headers: [
      ['User-Agent', 'curl'],
      ['Connection', 'close'],
    ],
    status: 404,
    durationMs: 1.5,
    client: '::1',
  };
  assert.deepEqual(made(record), {
    position: 0,
    method: 'GET',
    path: '/shop/7?a=b',
    headers: ['User-Agent', 'curl'],
    body: undefined,
    host: undefined,
    recorded: { startedAtMs: 1, status: 404, durationMs: 1.5 },
    causes: CAUSE.noConditions | CAUSE.noRange | CAUSE.noCredentials,
    endpoint: { id: 1, method: 'GET', path: '/shop/:id' },
    requestId: 1,
  });
});

for (const [sentence, record, rules, expected] of [
  ['safe methods are replayed', { method: 'OPTIONS' }, {}, null],
  ['other methods are not', { method: 'DELETE' }, {}, 'method'],
  ['other methods are replayed where they are named', { method: 'DELETE' }, { methods: ALL }, null],
  [
    'methods that are not named are not replayed',
    { method: 'HEAD' },
    { methods: new Set(['GET']) },
    'method',
  ],
  ['methods are case-sensitive', { method: 'get' }, {}, 'method'],
  ['CONNECT has a reason of its own', { method: 'CONNECT', target: 'a:443' }, {}, 'connect'],
  ['another host has a reason of its own', { target: 'http://evil.example/' }, {}, 'other-host'],
  ['a target that is no path is a bad request line', { target: 'index.html' }, {}, 'bad-request-line'],
  ['an absolute target of the target’s host is taken', { target: 'http://127.0.0.1:8080/' }, {}, null],
  [
    'an absolute target of the recorded host is taken',
    { target: 'http://shop.example/', host: 'shop.example' },
    {},
    null,
  ],
  ['a payload that the log does not hold is missing', { method: 'POST' }, { methods: ALL }, 'body-missing'],
  ['so it is with PUT', { method: 'PUT' }, { methods: ALL }, 'body-missing'],
  ['so it is with PATCH', { method: 'PATCH' }, { methods: ALL }, 'body-missing'],
  ['DELETE needs no payload', { method: 'DELETE' }, { methods: ALL }, null],
  [
    'an empty payload is sent where that is wanted',
    { method: 'POST' },
    { methods: ALL, bodyMissing: 'empty' },
    null,
  ],
  [
    'a payload that was recorded as empty is not missing',
    { method: 'POST', body: bytes('') },
    { methods: ALL },
    null,
  ],
] as const) {
  test(sentence, () => {
    const result = make(record, rules);
    assert.equal(typeof result === 'string' ? result : null, expected);
  });
}

test('the recorded body is sent; an empty one is none', () => {
  assert.deepEqual(made({ method: 'POST', body: bytes('a=b') }, { methods: ALL }).body, bytes('a=b'));
  assert.equal(made({ method: 'POST', body: bytes('') }, { methods: ALL }).body, undefined);
});

for (const [sentence, recorded, host, expected] of [
  ['the target’s own host is sent', 'shop.example', 'target', undefined],
  ['the recorded host is sent where that is wanted', 'shop.example:81', 'log', 'shop.example:81'],
  ['a recorded IPv6 address is sent', '[::1]:81', 'log', '[::1]:81'],
  ['where none is recorded the target’s own is sent', undefined, 'log', undefined],
  ['a recorded host that is none is not sent', 'a b', 'log', undefined],
  ['a recorded host cannot smuggle a header', 'a\r\nX-Evil: 1', 'log', undefined],
  ['an empty recorded host is not sent', '', 'log', undefined],
  [
    'a host that is named is sent with every request',
    'shop.example',
    { name: 'other.example' },
    'other.example',
  ],
] as const) {
  test(sentence, () => {
    assert.equal(made({ host: recorded }, { host }).host, expected);
  });
}

test('headers of the user’s own take the place of recorded ones, whatever their case', () => {
  const { headers } = made(
    {
      headers: [
        ['authorization', 'old'],
        ['Accept', '*/*'],
        ['AUTHORIZATION', 'older'],
      ],
    },
    {
      extraHeaders: [
        ['Authorization', 'new'],
        ['X-A', '1'],
        ['X-A', '2'],
      ],
    },
  );
  assert.deepEqual(headers, ['Accept', '*/*', 'Authorization', 'new', 'X-A', '1', 'X-A', '2']);
});

test('a record without headers gets the user’s own', () => {
  assert.deepEqual(made({}, { extraHeaders: [['X-A', '1']] }).headers, ['X-A', '1']);
  assert.deepEqual(made({}).headers, []);
});

test('positions count the requests of a pass, and begin anew with each', () => {
  const catalogue = new Catalogue();
  const pass = () => {
    const makeRequest = requestMaker(RULES, catalogue);
    return ['/a', 'bad', '/b', '/a'].map((target) => makeRequest({ method: 'GET', target }, ''));
  };
  const positions = (results: (HttpRequest | string)[]) =>
    results.map((result) => (typeof result === 'string' ? result : [result.position, result.requestId]));
  const expected = [[0, 1], 'bad-request-line', [1, 2], [2, 1]];
  assert.deepEqual(positions(pass()), expected);
  assert.deepEqual(positions(pass()), expected);
});

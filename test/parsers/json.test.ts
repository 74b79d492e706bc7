import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_MAP, json, jsonFormat } from '../../parsers/json.ts';
import type { LogRecord, Skipped } from '../../src/model.ts';

const AT_MS = Date.UTC(2026, 10, 20, 20, 4, 58);
const ISO = '2026-11-20T20:04:58Z';

test('The names that logs use for the same thing are all known', () => {
  const table: [fields: object, expected: Partial<LogRecord>][] = [
    [
      { request_method: 'POST', request_uri: '/a?b' },
      { method: 'POST', target: '/a?b' },
    ],
    [
      { verb: 'GET', uri: '/a', args: 'b=c' },
      { method: 'GET', target: '/a?b=c' },
    ],
    [{ method: 'GET', url: '/a?b', query: 'c' }, { target: '/a?b' }],
    [{ method: 'GET', path: '/a', query: '?b' }, { target: '/a?b' }],
    [
      { request: 'GET /wire HTTP/1.1', method: 'POST', uri: '/decoded' },
      { method: 'GET', target: '/wire' },
    ],
    [
      { request: 'login', method: 'get', uri: '/a', status: 200 },
      { method: 'GET', target: '/a', status: 200 },
    ],
    [{ req: { method: 'GET', url: '/pino' } }, { target: '/pino' }],
    [{ request: { method: 'GET', uri: '/caddy', tls: {} } }, { target: '/caddy', scheme: 'https' }],
    [
      { 'http.request.method': 'get', 'url.path': '/ecs' },
      { method: 'GET', target: '/ecs' },
    ],
    [
      { RequestMethod: 'GET', RequestPath: '/traefik', Duration: 1_500_000 },
      { target: '/traefik', durationMs: 1.5 },
    ],
    [get({ status: '404' }), { status: 404 }],
    [get({ status: '499' }), { status: undefined }],
    [get({ statusCode: 0 }), { status: undefined }],
    [get({ host: 'a', http_host: 'a:8080' }), { host: 'a:8080' }],
    [get({ hostname: 'machine' }), { host: undefined }],
    [get({ headers: { Host: 'a' } }), { host: 'a' }],
    [get({ ip: '192.0.2.7' }), { client: '192.0.2.7' }],
    [get({ remote_addr: '-', client_ip: '192.0.2.8' }), { client: '192.0.2.8' }],
  ];
  for (const [fields, expected] of table) {
    const read = record(fields);
    for (const [key, value] of Object.entries(expected)) {
      assert.deepEqual(read[key as keyof LogRecord], value, `${key} of ${JSON.stringify(fields)}`);
    }
  }
});

test('The start is the end less the duration, in whatever unit they are', () => {
  const table: [fields: object, startedAtMs: number | undefined, durationMs?: number][] = [
    [{ time: ISO }, AT_MS],
    [{ time_iso8601: '2026-11-20T22:04:58+02:00', request_time: '1.250' }, AT_MS - 1250, 1250],
    [{ time_local: '20/Nov/2026:20:04:58 +0000', request_time: 0.001 }, AT_MS - 1, 1],
    [{ msec: `${AT_MS / 1000}.250`, time_iso8601: ISO }, AT_MS + 250],
    [{ time: AT_MS, responseTime: 12 }, AT_MS - 12, 12],
    [{ ts: AT_MS / 1000 + 0.5 }, AT_MS + 500],
    [{ timestamp: AT_MS * 1000 }, AT_MS],
    [{ timestamp: AT_MS * 1e6 }, AT_MS],
    [{ '@timestamp': '2026-11-20T20:04:58.123456Z', duration_us: 456 }, AT_MS + 123, 0.456],
    [{ time: ISO, response_time: '0.123' }, AT_MS - 123, 123],
    [{ time: ISO, response_time: 123 }, AT_MS - 123, 123],
    // Nobody can tell what unit this is in.
    [{ time: ISO, duration: 123 }, AT_MS],
    [{ time: ISO, request_time: '-' }, AT_MS],
    [{ start_time: ISO, timestamp: '2026-11-20T20:05:58Z', duration_ms: 60_000 }, AT_MS, 60_000],
    [{ time: 'yesterday' }, undefined],
  ];
  for (const [fields, startedAtMs, durationMs] of table) {
    const read = record(get(fields));
    assert.deepEqual([read.startedAtMs, read.durationMs], [startedAtMs, durationMs], JSON.stringify(fields));
  }
});

test('Headers come as an object, as pairs, as named fields, and without what the logger blanked', () => {
  const table: [fields: object, headers: LogRecord['headers']][] = [
    [
      { headers: { Accept: 'a', X: ['1', '2'] } },
      [
        ['Accept', 'a'],
        ['X', '1'],
        ['X', '2'],
      ],
    ],
    [
      {
        headers: [
          ['Accept', 'a'],
          ['X', ''],
        ],
      },
      [
        ['Accept', 'a'],
        ['X', ''],
      ],
    ],
    [{ headers: [{ name: 'Accept', value: 'a' }, null, 7] }, [['Accept', 'a']]],
    [
      { headers: { 'user-agent': 'a' }, http_user_agent: 'b', http_referer: 'c' },
      [
        ['user-agent', 'a'],
        ['Referer', 'c'],
      ],
    ],
    [{ headers: { Cookie: ['REDACTED'], ':path': '/', 'no token': 'x', n: 5 } }, [['n', '5']]],
    [{ headers: {}, ua: '-', referer: '' }, undefined],
    [
      { content_type: 'text/plain', cookie: 'a=1' },
      [
        ['Content-Type', 'text/plain'],
        ['Cookie', 'a=1'],
      ],
    ],
  ];
  for (const [fields, headers] of table)
    assert.deepEqual(record(get(fields)).headers, headers, JSON.stringify(fields));
});

test('A body is absent where the log does not hold it and empty where there was none', () => {
  const table: [fields: object, body: string | undefined][] = [
    [{}, undefined],
    [{ request_body: '-' }, undefined],
    [{ request_body: '' }, ''],
    [{ request_body: '', content_length: '12' }, undefined],
    [{ body: '', headers: { 'content-length': '12' } }, undefined],
    [{ body: 'a=\u00e9' }, 'a=\xc3\xa9'],
    [{ req: { body: { a: 'é', b: [1] } } }, '{"a":"\xc3\xa9","b":[1]}'],
  ];
  for (const [fields, body] of table) {
    const read = record(get(fields)).body;
    assert.equal(read && Buffer.from(read).toString('latin1'), body, JSON.stringify(fields));
  }
});

test('Raw bytes stay as they are, and escapes become the bytes of UTF-8', () => {
  const table: [written: string, target: string][] = [
    ['/caf\xc3\xa9', '/caf\xc3\xa9'],
    ['/caf\xe9?\xff\xfe', '/caf\xe9?\xff\xfe'],
    [String.raw`/caf\u00e9\u00E9`, '/caf\xc3\xa9\xc3\xa9'],
    [String.raw`/\ud83d\ude00`, '/\xf0\x9f\x98\x80'],
    [String.raw`/\\u00e9`, String.raw`/\u00e9`],
    [String.raw`/\\\u00e9`, '/\\\xc3\xa9'],
    [String.raw`/a\u0022b\/`, '/a"b/'],
    [String.raw`/\x22\xC3\xA9\x5Cx`, '/"\xc3\xa9\\x'],
  ];
  for (const [written, target] of table) {
    const read = json.open()(`{"method":"GET","url":"${written}"}`) as LogRecord;
    assert.equal(read.target, target, written);
  }
});

test('What is no replayable request says why', () => {
  const table: [line: string | object, reason: Skipped['skipped']][] = [
    [String.raw`{"method":"GET","uri":"/a\ud800b","status":200}`, 'encoding'],
    [String.raw`{"method":"GET","uri":"/a\udc00\ud800","status":200}`, 'encoding'],
    ['', 'not-an-access-line'],
    ['[]', 'not-an-access-line'],
    ['{"method":"GET","url":"/"', 'not-an-access-line'],
    [{ method: 'GET' }, 'not-an-access-line'],
    [{ url: '/' }, 'not-an-access-line'],
    ['{"__proto__":{"method":"GET","url":"/"}}', 'not-an-access-line'],
    [{ method: { a: 1 }, url: 7 }, 'not-an-access-line'],
    [{ msg: 'done', request: 'login' }, 'not-an-access-line'],
    [{ request: 'batman', status: 400 }, 'not-http'],
    [{ request: '', method: '', status: '400' }, 'bad-request-line'],
    [{ method: 'G T', url: '/' }, 'bad-request-line'],
    [{ method: 'CONNECT', url: 'a:443' }, 'connect'],
    [{ method: 'GET', url: '/chat', status: 101 }, 'upgrade'],
    [{ logger: 'http.log.error', request: { method: 'GET', uri: '/' }, status: 500 }, 'not-an-access-line'],
  ];
  for (const [line, skipped] of table) {
    const text = typeof line === 'string' ? line : JSON.stringify(line);
    assert.deepEqual(json.open()(text), { skipped }, text);
  }
});

test('A field map of your own can add to the default one', () => {
  const format = jsonFormat({ ...DEFAULT_MAP, target: ['message'], host: [{ key: 'site', beside: 'verb' }] });
  const read = format.open()('{"verb":"GET","message":"/a","site":"shop.example","uri":"/no"}');
  assert.deepEqual(read, { method: 'GET', target: '/a', host: 'shop.example' });
});

function get(fields: object): object {
  return { method: 'GET', url: '/', ...fields };
}

/** Parses the object as a logger writes it: JSON in UTF-8. */
function record(fields: object): LogRecord {
  const read = json.open()(Buffer.from(JSON.stringify(fields), 'utf8').toString('latin1'));
  assert.ok(!('skipped' in read), JSON.stringify(fields));
  return read;
}

test('a pair of surrogates is a character, and U+FFFD that was logged as one may have been sent', () => {
  for (const [uri, target] of [
    [String.raw`/\ud83d\ude00`, '/\xf0\x9f\x98\x80'],
    [String.raw`/\ufffd\ud83d\ude00`, '/\xef\xbf\xbd\xf0\x9f\x98\x80'],
  ]) {
    const read = json.open()(`{"method":"GET","uri":"${uri}","status":200}`);
    assert.equal('target' in read && read.target, target);
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nginx } from '../../parsers/nginx.ts';
import type { LogRecord, Skipped } from '../../src/model.ts';

const STAMP_MS = Date.UTC(2026, 10, 20, 20, 4, 58);
const STAMP = '[20/Nov/2026:20:04:58 +0000]';
const RAW = String.raw;

test('Requests are told from what is none', () => {
  const table: [request: string, status: string, expected: string][] = [
    ['GET /a?b=c HTTP/1.1', '200', 'GET /a?b=c'],
    ['GET / HTTP/2.0', '200', 'GET /'],
    ['GET / HTTP/3', '200', 'GET /'],
    ['GET http://evil.example/x HTTP/1.1', '200', 'GET http://evil.example/x'],
    ['OPTIONS * HTTP/1.1', '400', 'OPTIONS *'],
    ['VERSION-CONTROL /vc HTTP/1.1', '200', 'VERSION-CONTROL /vc'],
    ['GET HTTP/1.1 HTTP/1.1', '400', 'GET HTTP/1.1'],
    ['GET /nine', '200', 'GET /nine'],
    [RAW`GET /caf\xC3\xA9 HTTP/1.1`, '200', 'GET /caf\xc3\xa9'],
    [RAW`GET /lit/\x5Cx22 HTTP/1.1`, '200', RAW`GET /lit/\x22`],
    [RAW`GET /\xzz\x4 HTTP/1.1`, '200', RAW`GET /\xzz\x4`],
    // Served by nginx before 1.21.1; refused since.
    ['GET /two words HTTP/1.1', '200', 'GET /two words'],
    ['GET /two words HTTP/1.1', '400', 'bad-request-line'],
    ['GET  HTTP/1.1', '400', 'bad-request-line'],
    ['GET HTTP/1.1', '400', 'bad-request-line'],
    ['GET', '400', 'bad-request-line'],
    ['POST /nine', '400', 'bad-request-line'],
    ['', '400', 'bad-request-line'],
    ['-', '408', 'bad-request-line'],
    ['batman', '400', 'not-http'],
    ['OPTIONS / RTSP/1.0', '400', 'not-http'],
    [RAW`\x16\x03\x01\x02\x00 \x01 HTTP/1.1`, '400', 'not-http'],
    ['CONNECT a.example:443 HTTP/1.1', '200', 'connect'],
    ['GET /chat HTTP/1.1', '101', 'upgrade'],
  ];
  for (const [request, status, expected] of table) {
    const read = parse(`192.0.2.7 - - ${STAMP} "${request}" ${status} 3 "-" "-"`);
    assert.equal('skipped' in read ? read.skipped : `${read.method} ${read.target}`, expected, request);
  }
});

test('A status that is no verdict is absent', () => {
  for (const status of ['0', '000', '-', '444', '499']) {
    assert.equal(
      record(`192.0.2.7 - - ${STAMP} "GET / HTTP/1.1" ${status} 0 "-" "-"`).status,
      undefined,
      status,
    );
  }
  assert.equal(record(`192.0.2.7 - - ${STAMP} "GET / HTTP/1.1" 503 0 "-" "-"`).status, 503);
});

test('The client and the host are found whatever stands before the stamp', () => {
  const table: [before: string, client: string | undefined, host?: string][] = [
    ['192.0.2.7 - -', '192.0.2.7'],
    ['2001:db8::7 - alice smith', '2001:db8::7'],
    [RAW`192.0.2.7 - bob \x22x] [y`, '192.0.2.7'],
    ['192.0.2.7 - x [20/Nov/2026:20:04:58 +0000] y', '192.0.2.7'],
    ['192.0.2.7 - a - b', '192.0.2.7'],
    ['192.0.2.7 - ', '192.0.2.7'],
    ['192.0.2.7 -', '192.0.2.7'],
    ['192.0.2.7 ident bob', '192.0.2.7'],
    ['192.0.2.7 ident -', '192.0.2.7'],
    ['unix: - -', 'unix:'],
    ['- - -', undefined],
    ['shop.example 192.0.2.7 - -', '192.0.2.7', 'shop.example'],
    ['localhost 192.0.2.7 - bob', '192.0.2.7', 'localhost'],
    ['shop.example:8443 2001:db8::7 - -', '2001:db8::7', 'shop.example:8443'],
    ['shop.example 198.51.100.1, 198.51.100.2 192.0.2.7 - -', '192.0.2.7', 'shop.example'],
    ['198.51.100.1, 192.0.2.7 - -', '192.0.2.7'],
    ['Nov 20 20:04:58 web nginx: 192.0.2.7 - -', '192.0.2.7'],
    ['web-1  | 192.0.2.7 - -', '192.0.2.7'],
  ];
  for (const [before, client, host] of table) {
    const read = record(`${before} ${STAMP} "GET / HTTP/1.1" 200 3 "-" "-"`);
    assert.deepEqual([read.client, read.host, read.startedAtMs], [client, host, STAMP_MS], before);
  }
});

test('Headers are unescaped once, and the dash of an absent one is none', () => {
  const table: [fields: string, headers: LogRecord['headers']][] = [
    ['"-" "-"', undefined],
    [
      '"" ""',
      [
        ['Referer', ''],
        ['User-Agent', ''],
      ],
    ],
    [RAW`"-" "a\x22b\x5Cx22\x09"`, [['User-Agent', 'a"b\\x22\t']]],
    ['"http://a/" "-" "203.0.113.7"', [['Referer', 'http://a/']]],
    ['"-" "-""0.249"', undefined],
    // Cut off before the closing quote: the request is whole all the same.
    ['"-" "Agent', [['User-Agent', 'Agent']]],
    // Written without escaping.
    [
      '"http://a/?q="x"" "Agent"',
      [
        ['Referer', 'http://a/?q="x"'],
        ['User-Agent', 'Agent'],
      ],
    ],
    // Apache's escapes are not nginx's: they end no field, and they stay.
    [RAW`"-" "a \" b"`, [['User-Agent', RAW`a \" b`]]],
    ['- -', undefined],
  ];
  for (const [fields, headers] of table) {
    const read = record(`192.0.2.7 - - ${STAMP} "GET / HTTP/1.1" 200 3 ${fields}`);
    assert.deepEqual(read.headers, headers, fields);
  }
});

test('A log in the common format has no headers', () => {
  const expected = { method: 'GET', target: '/', startedAtMs: STAMP_MS, status: 200, client: '192.0.2.7' };
  assert.deepEqual(parse(`192.0.2.7 - - ${STAMP} "GET / HTTP/1.1" 200 2326`), expected);
  assert.deepEqual(parse(`192.0.2.7 - - ${STAMP} "GET / HTTP/1.1" 200 -`), expected);
});

test('The customary rt= gives the duration and moves the start', () => {
  const table: [tail: string, durationMs: number | undefined][] = [
    [' rt=0.123', 123],
    [' "-" rt=12.001 uct="0.000"', 12001],
    [' rt="0.004"', 4],
    [' rt=-', undefined],
    [' urt=0.123', undefined],
    [' rt=1', undefined],
    [' "-"', undefined],
  ];
  for (const [tail, durationMs] of table) {
    const read = record(`192.0.2.7 - - ${STAMP} "GET / HTTP/1.1" 200 3 "-" "-"${tail}`);
    assert.deepEqual([read.durationMs, read.startedAtMs], [durationMs, STAMP_MS - (durationMs ?? 0)], tail);
  }
});

test('A quote within a request that was logged without escaping does not end it', () => {
  const read = record(`192.0.2.7 - - ${STAMP} "GET /a/" "b HTTP/1.1" 200 3 "-" "-"`);
  assert.equal(read.target, '/a/" "b');
});

test('Lines of other kinds are no access lines', () => {
  const lines = [
    '',
    'hello',
    '2026/11/20 20:04:58 [error] 31#31: *46 open() failed, client: 192.0.2.7, request: "GET / HTTP/1.1", host: "a"',
    `192.0.2.7 - - ${STAMP} "GET /cut/off`,
    `192.0.2.7 - - ${STAMP} "GET / HTTP/1.1" 20`,
    `${STAMP} "GET / HTTP/1.1" 200 3 "-" "-"`,
    '192.0.2.7 - - [31/Nov/2026:20:04:58 +0000] "GET / HTTP/1.1" 200 3 "-" "-"',
    '192.0.2.7 - - [07/05/2026:20:04:58 +0000] "GET / HTTP/1.1" 200 3 "-" "-"',
    '192.0.2.7 - - [xxxxxxxxxxxxxxxxxxxxxxxxxx] "GET / HTTP/1.1" 200 3 "-" "-"',
    '{"request":"GET / HTTP/1.1"}',
  ];
  for (const line of lines) assert.deepEqual(parse(line), { skipped: 'not-an-access-line' }, line);
});

test('Stamps are read anew when they change, back and forth', () => {
  const parseLine = nginx.open();
  const stamps = [
    '20/Nov/2026:20:04:58 +0000',
    '20/Nov/2026:20:04:59 +0000',
    '20/Nov/2026:20:04:58 +0000',
    '20/Nov/2026:22:04:58 +0200',
  ];
  const times = stamps.map((stamp) => {
    const read = parseLine(`192.0.2.7 - - [${stamp}] "GET / HTTP/1.1" 200 3 "-" "-"`);
    return (read as LogRecord).startedAtMs! - STAMP_MS;
  });
  assert.deepEqual(times, [0, 1000, 0, 0]);
});

function parse(line: string): LogRecord | Skipped {
  return nginx.open()(line);
}

function record(line: string): LogRecord {
  const read = parse(line);
  assert.ok(!('skipped' in read), line);
  return read;
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nginxFormat } from '../../parsers/shared/nginx-format.ts';
import type { LogRecord, Skipped } from '../../src/model.ts';

const STAMP_MS = Date.UTC(2026, 10, 20, 20, 4, 58);
const RAW = String.raw;

/** Each row: a format, a line in it, and what of the record is looked at. */
const TABLE: readonly (readonly [
  sentence: string,
  format: string,
  line: string,
  expected: Partial<LogRecord>,
])[] = [
  [
    'the finest stamp counts',
    '$time_local|$msec|$time_iso8601|$request',
    '20/Nov/2026:20:04:58 +0000|1795205098.159|2026-11-20T20:04:58+00:00|GET / HTTP/1.1',
    { startedAtMs: STAMP_MS + 159 },
  ],
  [
    'the start is the end less the duration',
    '$msec $request_time "$request"',
    '1795205098.159 1.001 "GET / HTTP/1.1"',
    { startedAtMs: STAMP_MS - 842, durationMs: 1001 },
  ],
  [
    'upstream times are summed up where there is no other',
    '$request_method $request_uri $upstream_response_time',
    'GET /a 0.010, 0.020 : 0.001',
    { durationMs: 31 },
  ],
  [
    'an upstream that was not asked has no time',
    '$request_method $request_uri $upstream_response_time',
    'GET /a -',
    { durationMs: undefined },
  ],
  [
    'of many upstreams the last status is the answer',
    '$request_method $request_uri $upstream_status',
    'GET /a 502, 504 : 200',
    { status: 200 },
  ],
  [
    'a host and a path side by side',
    '$scheme://$host$request_uri $request_method',
    'https://shop.example/a?b=/c GET',
    { scheme: 'https', host: 'shop.example', target: '/a?b=/c' },
  ],
  [
    'a port, too',
    '$scheme://$host:$server_port$request_uri $request_method',
    'http://shop.example:8080/a GET',
    { host: 'shop.example:8080', target: '/a' },
  ],
  [
    'the port of the scheme is none that a client names',
    '$server_name:$server_port $request',
    'shop.example:443 GET / HTTP/1.1',
    { host: 'shop.example' },
  ],
  [
    'the Host header counts for more than the server’s name',
    '$server_name $http_host "$request"',
    'a b.example:81 "GET / HTTP/1.1"',
    { host: 'b.example:81' },
  ],
  ['a catch-all server has no name', '$server_name "$request"', '_ "GET / HTTP/1.1"', { host: undefined }],
  [
    'a decoded path is encoded again, where it must be',
    '$request_method "$uri" "$args"',
    'GET "/100%/a?b#c d" "x=%20"',
    { target: '/100%25/a%3Fb%23c d?x=%20' },
  ],
  [
    'path and query side by side',
    '$request_method $uri$is_args$args $status',
    'GET /a?b=c 200',
    { target: '/a?b=c', status: 200 },
  ],
  [
    'path and query side by side, without a query',
    '$request_method $uri$is_args$args $status',
    'GET /a- 200',
    { target: '/a' },
  ],
  [
    'a query after a literal question mark',
    '$request_method $uri?$query_string',
    'GET /a?b=c',
    { target: '/a?b=c' },
  ],
  [
    '$request_uri counts for more than $uri',
    '$request_method $uri $request_uri',
    'GET /b /a%20c',
    { target: '/a%20c' },
  ],
  [
    'headers get their names back',
    '"$request" "$http_x_request_id" "$http_accept_language" "$content_type"',
    '"GET / HTTP/1.1" "7f" "de" "-"',
    {
      headers: [
        ['X-Request-Id', '7f'],
        ['Accept-Language', 'de'],
      ],
    },
  ],
  [
    'an empty header is one',
    '"$request" "$http_referer"',
    '"GET / HTTP/1.1" ""',
    { headers: [['Referer', '']] },
  ],
  [
    'a header that was blanked is none',
    '"$request" "$http_authorization"',
    '"GET / HTTP/1.1" "[REDACTED]"',
    { headers: undefined },
  ],
  [
    'cookies make a header',
    '"$request" $cookie_sid;$cookie_lang;$cookie_x',
    '"GET / HTTP/1.1" 1a;de;-',
    { headers: [['Cookie', 'sid=1a; lang=de']] },
  ],
  [
    'escapes are undone once',
    '"$request" "$http_user_agent"',
    RAW`"GET /\x5Cx22/\xC3\xA9 HTTP/1.1" "a\x22b"`,
    { target: '/\\x22/\xc3\xa9', headers: [['User-Agent', 'a"b']] },
  ],
  [
    'a body comes out byte for byte',
    '"$request" "$request_body"',
    RAW`"POST / HTTP/1.1" "\x00\xFF\x22"`,
    { body: new Uint8Array([0, 255, 0x22]) },
  ],
  [
    'a body that was not logged is not known',
    '"$request" "$request_body"',
    '"POST / HTTP/1.1" "-"',
    { body: undefined },
  ],
  [
    'but where nothing was announced, there was none',
    '"$request" $content_length "$request_body"',
    '"POST / HTTP/1.1" - "-"',
    { body: new Uint8Array() },
  ],
  [
    'a user name holds whatever it likes',
    '$remote_addr - $remote_user [$time_local] "$request"',
    '192.0.2.7 - a [20/Nov/2026:20:04:58 +0000] b [20/Nov/2026:20:04:58 +0000] "GET / HTTP/1.1"',
    { client: '192.0.2.7' },
  ],
  [
    'the client is looked for behind the proxy',
    '$http_x_forwarded_for $remote_addr $request',
    '198.51.100.1, 2001:db8::1 192.0.2.7 GET / HTTP/1.1',
    { client: '192.0.2.7' },
  ],
  [
    'the realip module’s variables',
    '$realip_remote_addr "$request"',
    '192.0.2.7 "GET / HTTP/1.1"',
    { client: '192.0.2.7' },
  ],
  [
    'variables that nobody knows are read over',
    `$a $\{b}c$d "$request" [$e]`,
    '1 2c3 "GET /a HTTP/1.1" [x] y]',
    { target: '/a' },
  ],
  [
    'a tab may be written as in the configuration',
    '$request_method\\t$request_uri',
    'GET\t/a',
    { target: '/a' },
  ],
  ['a quote may, too', '\\"$request\\" $status', '"GET /a HTTP/1.1" 404', { status: 404 }],
  [
    'a request logged without escaping ends before its status',
    'escape=none "$request" $status "$http_referer"',
    '"GET /"a" "b HTTP/1.1" 200 ""',
    { target: '/"a" "b', headers: undefined },
  ],
  [
    'escape=none holds quotes and backslashes as they are',
    'escape=none "$request" "$http_referer" "$http_user_agent"',
    RAW`"GET / HTTP/1.1" "/?"x"" "a "b" \x22"`,
    {
      headers: [
        ['Referer', '/?"x"'],
        ['User-Agent', RAW`a "b" \x22`],
      ],
    },
  ],
  [
    'escape=json is undone in bytes',
    'escape=json {"r":"$request","u":"$http_user_agent","s":$status}',
    RAW`{"r":"GET /\u0001\"\\x22\/\n\u00e9 HTTP/1.1","u":"","s":200}`,
    { target: '/\x01"\\x22/\n\xc3\xa9', headers: undefined, status: 200 },
  ],
  [
    'a number that escape=json left out',
    'escape=json {"r":"$request","t":$upstream_response_time,"s":$status}',
    '{"r":"GET / HTTP/1.1","t":,"s":200}',
    { durationMs: undefined, status: 200 },
  ],
  ['a line with as good as nothing in it', '$request', 'GET /nine', { method: 'GET', target: '/nine' }],
];

for (const [sentence, format, line, expected] of TABLE) {
  test(sentence, () => {
    const read = nginxFormat(format).open()(line);
    assert.ok(!('skipped' in read), JSON.stringify(read));
    for (const [name, value] of Object.entries(expected))
      assert.deepEqual(read[name as keyof LogRecord], value);
  });
}

for (const [sentence, format, line, skipped] of [
  ['an upgrade', '"$request" $status', '"GET /chat HTTP/1.1" 101', 'upgrade'],
  ['a tunnel', '$request_method $request_uri', 'CONNECT a.example:443', 'connect'],
  [
    'a request that nginx could not read',
    '$request_method $request_uri $status',
    '- - 400',
    'bad-request-line',
  ],
  ['garbage', '"$request" $status', RAW`"\x16\x03\x01" 400`, 'not-http'],
  ['a field too many', '"$request" $status', '"GET / HTTP/1.1" 200 1', 'not-an-access-line'],
  ['a field too few', '"$request" $status "$http_referer"', '"GET / HTTP/1.1" 200', 'not-an-access-line'],
  ['a status that is none', '"$request" $status', '"GET / HTTP/1.1" 20', 'not-an-access-line'],
  [
    'a day that there is not',
    '[$time_local] $request',
    '[31/Nov/2026:20:04:58 +0000] GET / HTTP/1.1',
    'not-an-access-line',
  ],
  [
    'a quote within a value that nginx would have escaped',
    '"$http_referer" "$request"',
    '"a" "b" "GET / HTTP/1.1"',
    'not-an-access-line',
  ],
] as const) {
  test(`${sentence} is skipped`, () => {
    assert.deepEqual(nginxFormat(format).open()(line), { skipped } satisfies Skipped);
  });
}

for (const [sentence, format, message] of [
  ['without the request', '$remote_addr $status', /neither the request line nor both/],
  ['with a method but no path', '$request_method $status', /neither the request line nor both/],
  [
    'whose fields cannot be parted',
    '$request_method$http_referer $request_uri',
    /^\$http_referer|\$request_method and \$http_referer/,
  ],
  ['that is empty', '', /neither/],
] as const) {
  test(`a format ${sentence} is refused`, () => {
    assert.throws(() => nginxFormat(format), { name: 'TypeError', message });
  });
}

test('a timezone is for stamps that name none', () => {
  const toUtc = () => 0;
  const format = nginxFormat('[$time_local] $request');
  const read = format.open({ toUtc })('[20/Nov/2026:20:04:58 +0000] GET / HTTP/1.1') as LogRecord;
  assert.equal(read.startedAtMs, STAMP_MS);
});

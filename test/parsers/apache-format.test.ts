import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ApacheDialect, apacheFormat } from '../../parsers/shared/apache-format.ts';
import type { LogRecord, Skipped } from '../../src/model.ts';

const STAMP_MS = Date.UTC(2026, 10, 20, 20, 4, 58);
const STAMP = '[20/Nov/2026:20:04:58 +0000]';
const RAW = String.raw;
const GET = '"GET / HTTP/1.1"';

type Row = readonly [sentence: string, format: string, line: string, expected: Partial<LogRecord>];

const APACHE: readonly Row[] = [
  [
    '%t is the start, so that the duration changes nothing',
    '%t "%r" %D',
    `${STAMP} ${GET} 1500`,
    { startedAtMs: STAMP_MS, durationMs: 1.5 },
  ],
  ['%T is in seconds', '%t "%r" %T', `${STAMP} ${GET} 2`, { durationMs: 2000 }],
  ['%{ms}T is in ms, and finer than %T', '"%r" %T %{ms}T', `${GET} 2 1999`, { durationMs: 1999 }],
  ['%{us}T is in µs', '"%r" %{us}T', `${GET} 250`, { durationMs: 0.25 }],
  [
    'an end is an end',
    '%{end:msec}t "%r" %D',
    `1795205098500 ${GET} 500000`,
    { startedAtMs: STAMP_MS, durationMs: 500 },
  ],
  ['seconds since the epoch', '%{sec}t "%r"', `1795205098 ${GET}`, { startedAtMs: STAMP_MS }],
  ['µs since the epoch', '%{begin:usec}t "%r"', `1795205098000250 ${GET}`, { startedAtMs: STAMP_MS + 0.25 }],
  [
    'a stamp in parts',
    '[%{%d/%b/%Y:%T}t.%{msec_frac}t %{%z}t] "%r"',
    `[20/Nov/2026:22:04:58.125 +0200] ${GET}`,
    { startedAtMs: STAMP_MS + 125 },
  ],
  [
    'a stamp in parts, with µs',
    '%{%Y-%m-%dT%H:%M:%S}t.%{usec_frac}tZ "%r"',
    `2026-11-20T20:04:58.000250Z ${GET}`,
    { startedAtMs: STAMP_MS + 0.25 },
  ],
  [
    'a stamp as an American writes it',
    '%{%m/%d/%y %I:%M:%S %p}t "%r"',
    `11/20/26 08:04:58 PM ${GET}`,
    { startedAtMs: STAMP_MS },
  ],
  [
    'the finest stamp counts',
    '%t %{msec}t "%r"',
    `${STAMP} 1795205098125 ${GET}`,
    { startedAtMs: STAMP_MS + 125 },
  ],
  [
    'escapes are undone once',
    '"%r" "%{User-Agent}i"',
    RAW`"GET /\"\\x22\xc3\xa9 HTTP/1.1" "a\tb\\"`,
    { target: '/"\\x22\xc3\xa9', headers: [['User-Agent', 'a\tb\\']] },
  ],
  [
    'headers have the names that the format says',
    '"%r" "%{X-Request-Id}i" "%{accept-language}i" "%{Set-Cookie}o"',
    `${GET} "7f" "de" "a=b"`,
    {
      headers: [
        ['X-Request-Id', '7f'],
        ['Accept-Language', 'de'],
      ],
    },
  ],
  [
    'a header that is logged on some statuses',
    '"%r" %s "%!200,304,302{Referer}i" "%400,501{User-agent}i"',
    `${GET} 404 "http://a/" "-"`,
    { headers: [['Referer', 'http://a/']] },
  ],
  ['cookies make a header', '"%r" %{sid}C', `${GET} 1a`, { headers: [['Cookie', 'sid=1a']] }],
  ['the final status counts', '"%r" %<s %>s', `${GET} 301 200`, { status: 200 }],
  [
    'the status of a request that was passed on, where it is the only one',
    '"%r" %<s',
    `${GET} 301`,
    { status: 301 },
  ],
  [
    'the peer counts for less than the client',
    '%h %a %{c}a "%r"',
    `proxy.example 192.0.2.7 10.0.0.1 ${GET}`,
    { client: '192.0.2.7' },
  ],
  ['a virtual host with its port', '%v:%p "%r"', `shop.example:8443 ${GET}`, { host: 'shop.example:8443' }],
  [
    'the Host header counts for more',
    '%V %{canonical}p "%{Host}i" "%r"',
    `a.example 80 "b.example" ${GET}`,
    { host: 'b.example' },
  ],
  [
    'a request in parts',
    '%m %U%q %H %s',
    'GET /a?b=c HTTP/1.1 200',
    { method: 'GET', target: '/a?b=c', status: 200 },
  ],
  ['a request in parts, without a query', '%m "%U" "%q"', 'GET "/100%" ""', { target: '/100%25' }],
  [
    'directives that mean nothing to a replay',
    '%A %B %f %k %L %X %P %S %I %O %R %{x}e %{tid}P %^FB "%r"',
    `10.0.0.1 5 /var/www/a b 0 - + 7 9 1 2 - y 140 - ${GET}`,
    { method: 'GET' },
  ],
  ['a percent sign', '100%% "%r"', `100% ${GET}`, { method: 'GET' }],
  [
    'a format as it stands in the configuration',
    RAW`"%h \"%r\"\t%>s"`,
    `192.0.2.7 ${GET}\t200`,
    { status: 200 },
  ],
  [
    'an empty user name',
    'common',
    `192.0.2.7 - "" ${STAMP} ${GET} 200 3`,
    { client: '192.0.2.7', status: 200 },
  ],
  ['a user name with brackets', 'common', `192.0.2.7 - a] [b ${STAMP} ${GET} 200 3`, { client: '192.0.2.7' }],
  [
    'JSON that is made of a format',
    '{"t":"%{%FT%T%z}t","r":"%r","s":%>s}',
    RAW`{"t":"2026-11-20T20:04:58+0000","r":"GET /\"a\" HTTP/1.1","s":200}`,
    { target: '/"a"', startedAtMs: STAMP_MS },
  ],
];

const DIALECTS: readonly (readonly [ApacheDialect, ...Row])[] = [
  [
    'tomcat',
    'the stamp of Tomcat is the end',
    '%t "%r" %D',
    `${STAMP} ${GET} 500000`,
    { startedAtMs: STAMP_MS - 500, durationMs: 500 },
  ],
  [
    'tomcat',
    'unless it says begin',
    '%{begin:yyyy-MM-dd HH:mm:ss.SSS Z}t "%r" %D',
    `2026-11-20 20:04:58.000 +0000 ${GET} 500000`,
    { startedAtMs: STAMP_MS },
  ],
  [
    'tomcat',
    'bytes that are no ASCII',
    '"%r"',
    RAW`"GET /caf\u00c3\u00a9 HTTP/1.1"`,
    { target: '/caf\xc3\xa9' },
  ],
  ['tomcat9', '%D was in ms before Tomcat 10', '%t "%r" %D', `${STAMP} ${GET} 500`, { durationMs: 500 }],
  [
    'varnish',
    'the target that Varnish put together',
    '%t "%r" %D',
    `${STAMP} "GET http://shop.example:8080/a?b HTTP/1.1" 250`,
    { target: '/a?b', host: 'shop.example:8080', scheme: 'http', startedAtMs: STAMP_MS, durationMs: 0.25 },
  ],
  [
    'litespeed',
    'LiteSpeed’s, which is Apache’s',
    'combined',
    `192.0.2.7 - - ${STAMP} ${GET} 200 3 "-" "curl"`,
    { headers: [['User-Agent', 'curl']] },
  ],
];

for (const [dialect, sentence, format, line, expected] of [
  ...APACHE.map((row) => ['apache', ...row] as const),
  ...DIALECTS,
]) {
  test(`${dialect}: ${sentence}`, () => {
    const read = apacheFormat(format, { dialect }).open()(line);
    assert.ok(!('skipped' in read), JSON.stringify(read));
    for (const [name, value] of Object.entries(expected))
      assert.deepEqual(read[name as keyof LogRecord], value);
  });
}

for (const [sentence, format, line, skipped] of [
  [
    'a request that Apache sent to itself',
    'combined',
    `::1 - - ${STAMP} "OPTIONS * HTTP/1.0" 200 126 "-" "Apache/2.4.62 (internal dummy connection)"`,
    'internal',
  ],
  ['a request that never came', 'common', `192.0.2.7 - - ${STAMP} "-" 408 -`, 'bad-request-line'],
  ['a stamp that is none', '%{%Y-%m-%d %T}t "%r"', `2026-13-20 20:04:58 ${GET}`, 'not-an-access-line'],
  ['an escaped quote at the end', '"%r" "%{User-Agent}i"', RAW`${GET} "a\"`, 'not-an-access-line'],
] as const) {
  test(`${sentence} is skipped`, () => {
    assert.deepEqual(apacheFormat(format).open()(line), { skipped } satisfies Skipped);
  });
}

for (const [sentence, format, message] of [
  ['without the request', '%h %t %>s', /neither the request line nor both/],
  ['whose fields cannot be parted', '%h%u "%r"', /^%h and %u stand side by side/],
  ['with a time that nobody knows', '%{%K}t "%r"', /%K: no known part of a time/],
] as const) {
  test(`a format ${sentence} is refused`, () => {
    assert.throws(() => apacheFormat(format), { name: 'TypeError', message });
  });
}

test('stamps that name no zone are in the timezone', () => {
  const format = apacheFormat('%{%F %T}t "%r"');
  const line = `2026-11-20 21:04:58 ${GET}`;
  const toUtc = (wallClockMs: number) => wallClockMs - 3_600_000;
  assert.equal((format.open({ toUtc })(line) as LogRecord).startedAtMs, STAMP_MS);
  assert.equal((format.open()(line) as LogRecord).startedAtMs, STAMP_MS + 3_600_000);
});

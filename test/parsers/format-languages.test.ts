import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compilers } from '../../parsers/index.ts';
import type { LogRecord } from '../../src/model.ts';

const STAMP_MS = Date.UTC(2026, 10, 20, 20, 4, 58);
const STAMP = '[20/Nov/2026:20:04:58 +0000]';
const RAW = String.raw;

for (const [language, sentence, format, line, expected] of [
  [
    'nginx',
    'a format string',
    '$remote_addr "$request" $status',
    '192.0.2.7 "GET /a HTTP/1.1" 200',
    { client: '192.0.2.7' },
  ],
  [
    'nginx',
    'with its escape',
    'escape=json {"r":"$request"}',
    RAW`{"r":"GET /\" HTTP/1.1"}`,
    { target: '/"' },
  ],
  [
    'nginx',
    'as the whole directive',
    `log_format x escape=none '$request'\n  ' $status';`,
    'GET /a HTTP/1.1 404',
    { status: 404 },
  ],
  ['apache', 'a format string', '%h "%r" %>s', '192.0.2.7 "GET /a HTTP/1.1" 200', { client: '192.0.2.7' }],
  [
    'apache',
    'as the whole directive',
    RAW`LogFormat "%h \"%r\" %>s" mine`,
    '192.0.2.7 "GET /a HTTP/1.1" 200',
    { status: 200 },
  ],
  [
    'apache',
    'with the program whose it is',
    'tomcat9: %t "%r" %D',
    `${STAMP} "GET /a HTTP/1.1" 500`,
    { startedAtMs: STAMP_MS - 500 },
  ],
  [
    'gunicorn',
    'its atoms',
    '%(h)s %(t)s "%(m)s %(U)s?%(q)s" %(s)s %(M)s "%({x-request-id}i)s"',
    `192.0.2.7 ${STAMP} "GET /a?b=c" 200 5 "7f"`,
    { target: '/a?b=c', startedAtMs: STAMP_MS - 5, durationMs: 5, headers: [['X-Request-Id', '7f']] },
  ],
  ['gunicorn', 'its times', '"%(r)s" %(D)s %(p)s', '"GET /a HTTP/1.1" 1500 <140>', { durationMs: 1.5 }],
  ['gunicorn', 'decimal seconds', '"%(r)s" %(L)s', '"GET /a HTTP/1.1" 0.001500', { durationMs: 1.5 }],
  [
    'gunicorn',
    'quotes, the only thing that it escapes',
    '"%(r)s" "%(a)s"',
    RAW`"GET /a\x HTTP/1.1" "a \"b\" \c"`,
    { target: RAW`/a\x`, headers: [['User-Agent', RAW`a "b" \c`]] },
  ],
  [
    'morgan',
    'its tokens',
    ':date[iso] :remote-addr :method :url :status :total-time[3] :req[Host] :req[x-a]',
    '2026-11-20T20:04:58.125Z ::1 GET /a?b 200 25.000 a.example -',
    { startedAtMs: STAMP_MS + 100, durationMs: 25, host: 'a.example', client: '::1' },
  ],
  [
    'morgan',
    'a date of the web',
    '[:date[web]] :method :url',
    '[Fri, 20 Nov 2026 20:04:58 GMT] GET /a',
    { startedAtMs: STAMP_MS },
  ],
] as const) {
  test(`${language}: ${sentence}`, () => {
    const compiler = compilers.find(({ claims }) => claims(format));
    assert.equal(compiler?.name, language);
    const read = compiler!.compile(format).open()(line);
    assert.ok(!('skipped' in read), JSON.stringify(read));
    for (const [name, value] of Object.entries(expected))
      assert.deepEqual(read[name as keyof LogRecord], value);
  });
}

test('what is in no language is claimed by none', () => {
  for (const text of ['nginx', 'tiny', 'my-format', '', 'http://a:b/', '5%']) {
    assert.equal(
      compilers.find(({ claims }) => claims(text)),
      undefined,
      text,
    );
  }
});

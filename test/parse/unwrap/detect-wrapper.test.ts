import assert from 'node:assert/strict';
import { test } from 'node:test';
import { detectWrappers } from '../../../src/parse/unwrap/detect-wrapper.ts';

const LINE = '192.0.2.7 - - [20/Nov/2026:20:04:58 +0000] "GET /a?q=\\x22 HTTP/1.1" 200 3 "-" "curl/8.5.0"';
const JSON_LINE = '{"method":"GET","url":"/a","ua":"caf\xc3\xa9"}';

test('Each wrapper comes off, and the line within is as it was', () => {
  const inJson = JSON.stringify(LINE).slice(1, -1);
  const table: [name: string, wrapped: string, inner?: string][] = [
    ['syslog', `Nov 20 20:04:58 web-1 nginx: ${LINE}`],
    ['syslog', `<190>Nov  2 20:04:58 web-1 nginx[12]: ${LINE}`],
    ['syslog', `<30>Nov 20 20:04:58 haproxy[22021]: ${LINE}`],
    ['syslog', `2026-11-20T20:04:58.123456+00:00 web-1 nginx: ${LINE}`],
    ['syslog', `2026-11-20T20:04:58+0000 web-1 nginx[1]: ${LINE}`],
    ['syslog', `Fri 2026-11-20 20:04:58 UTC web-1 nginx[1]: ${LINE}`],
    ['syslog', `1795205098.342000 web-1 nginx[1]: ${LINE}`],
    ['syslog', `[   12.345678] web-1 nginx[1]: ${LINE}`],
    ['syslog', `2026-11-20T20:04:58.613304+00:00 192.0.2.1  ${JSON_LINE}`, JSON_LINE],
    ['syslog', `<165>1 2026-11-20T20:04:58.003Z web-1 nginx 12 access - ${LINE}`],
    ['syslog', `<165>1 - web-1 nginx - - [a@1 b="]\\"" c="d"][e@2] \xef\xbb\xbf${LINE}`],
    ['docker json-file', `{"log":"${inJson}\\n","stream":"stdout","time":"2026-11-20T20:04:58.1Z"}`],
    [
      'docker json-file',
      String.raw`{"log":"\u003ccaf\u00e9\u003e\r\n","stream":"stdout","time":"x"}`,
      '<caf\xc3\xa9>',
    ],
    ['CRI', `2026-11-20T20:04:58.123456789Z stdout F ${LINE}`],
    ['CRI', `2026-11-20T20:04:58.123456789+01:00 stderr F:tag ${LINE}`],
    ['compose', `web-1  | ${LINE}`],
    ['compose', `0|web  | ${LINE}`],
    ['kubectl prefix', `[pod/web-0/nginx] ${LINE}`],
    ['JSON message', `{"@timestamp":"2026-11-20T20:04:58.1Z","message":"${inJson}"}`],
    ['JSON message', `{"textPayload":"${inJson}\\n","timestamp":"2026-11-20T20:04:58.1Z"}`],
    ['container time', `2026-11-20T20:04:58.123456789Z ${LINE}`],
    ['journald JSON', `{"__REALTIME_TIMESTAMP":"1","MESSAGE":"${inJson}","_PID":"7"}`],
    ['journald JSON', '{"MESSAGE":[71,69,84,32,255],"_PID":"7"}', 'GET \xff'],
    ['ANSI colours', `\x1b[0m\x1b[32;1m${LINE}\x1b[0m`],
    ['quotes', `"${LINE}"`],
    ['quotes', `"${LINE.replaceAll('"', '""')}"`],
    ['quotes', JSON.stringify(JSON_LINE), JSON_LINE],
    ['ANSI colours, compose', `\x1b[36mweb_1  |\x1b[0m ${LINE}`],
    ['compose, container time', `web-1  | 2026-11-20T20:04:58.123456789Z ${LINE}`],
    ['CRI, syslog', `2026-11-20T20:04:58.1Z stdout F <190>Nov 20 20:04:58 web-1 nginx: ${LINE}`],
  ];
  for (const [name, wrapped, inner = LINE] of table) {
    const wrapper = detectWrappers([wrapped, '']).at(-1);
    assert.equal(wrapper?.names.join(', '), name, wrapped);
    assert.equal(wrapper.open().unwrap(wrapped), inner, wrapped);
  }
});

test('Lines that only look wrapped are left alone', () => {
  const bare = [
    LINE,
    JSON_LINE,
    '"GET / HTTP/1.1" 200 "-"',
    '"" "-"',
    '"-" "curl"',
    '2026-11-20 12:00:00 10.44.0.136 GET /shop a=b 443 - 192.0.2.7 curl - 200 0 0 123',
    '2014-02-15T23:39:43.945958Z my-lb 192.0.2.7:2817 10.0.0.1:80 0.1 0.1 0.1 200 200 0 29 "GET http://a:80/ HTTP/1.1"',
    '1157689320.327   2864 10.105.21.199 TCP_MISS/200 10182 GET http://a/ b DIRECT/207.58.145.61 text/html',
    '[2026-11-20T12:00:00.310Z] "POST /a HTTP/2" 204 - 154 0 226 100 "-" "-" "-" "-" "-"',
    '192.0.2.7 | - | GET /',
  ];
  for (const line of bare) assert.equal(detectWrappers([line]).at(-1)?.names, undefined, line);
  assert.deepEqual(detectWrappers([]), []);
});

test('A line that is not wrapped among many that are comes through as it is', () => {
  const wrapped = `web-1  | ${LINE}`;
  const unwrap = detectWrappers([wrapped, wrapped, LINE]).at(-1)!.open().unwrap;
  assert.deepEqual([LINE, wrapped].map(unwrap), [LINE, LINE]);
});

test('Parts of a line are joined, each stream on its own', () => {
  const cri = (rest: string) => `2026-11-20T20:04:58.1Z ${rest}`;
  const lines = [
    'stdout P GET ',
    'stderr P no',
    'stdout P /a',
    'stderr F pe',
    'stdout F ?b',
    'stdout F next',
  ].map(cri);
  const unwrap = detectWrappers(lines).at(-1)!.open().unwrap;
  assert.deepEqual(lines.map(unwrap), [null, null, null, 'nope', 'GET /a?b', 'next']);

  const docker = (log: string) => JSON.stringify({ log, stream: 'stdout', time: '2026-11-20T20:04:58.1Z' });
  const whole = `GET /${'a'.repeat(20_000)}`;
  const parts = [whole.slice(0, 16_384), `${whole.slice(16_384)}\n`, 'next\n', 'the container ended'].map(
    docker,
  );
  assert.deepEqual(parts.map(detectWrappers(parts).at(-1)!.open().unwrap), [
    null,
    whole,
    'next',
    'the container ended',
  ]);
});

test('Parts without an end are kept up to what is too long anyway', () => {
  const part = `2026-11-20T20:04:58.1Z stdout P ${'a'.repeat(100_000)}`;
  const unwrap = detectWrappers([part]).at(-1)!.open().unwrap;
  for (let i = 0; i < 30; i++) assert.equal(unwrap(part), null);
  assert.equal(unwrap('2026-11-20T20:04:58.1Z stdout F b')?.length, 1024 * 1024 + 1);
});

test('Unwrapping takes time in proportion to the length of a line', () => {
  const heads = ['', '"', '{"log":"', '<1>', 'Nov 20 20:04:58 ', '2026-11-20T20:04:58Z ', '<1>1 - a b c d ['];
  for (const head of heads) {
    for (const filler of ['a', ' ', '"', '\\"', '[', '\x1b[', '|', ':', 'a ', '<', '] ']) {
      const line = head + filler.repeat(300_000 / filler.length);
      const begin = performance.now();
      detectWrappers([line]).at(-1)?.open().unwrap(line);
      assert.ok(performance.now() - begin < 500, JSON.stringify(line.slice(0, 40)));
    }
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formats } from '../../parsers/index.ts';
import { detectFormat } from '../../src/parse/detect-format.ts';

const STAMP = '[20/Nov/2026:20:04:58 +0000]';
const COMMON = `192.0.2.7 - - ${STAMP} "GET /a HTTP/1.1" 200 3`;
const COMBINED = `${COMMON} "-" "curl/8.5.0"`;
const RAW = String.raw;

for (const [sentence, lines, expected] of [
  ['common', [COMMON], 'apache-common'],
  ['combined', [COMBINED], 'nginx'],
  ['combined with the escapes of nginx', [COMBINED, `${COMMON} "-" "a\\x22b"`], 'nginx'],
  ['combined with the escapes of Apache', [COMBINED, `${COMMON} "-" "a\\"b"`], 'apache'],
  ['combined with bytes as Apache escapes them', [COMBINED, `${COMMON} "-" "\\xc3\\xa9"`], 'apache'],
  ['combined with bytes as nginx escapes them', [COMBINED, `${COMMON} "-" "\\xC3\\xA9"`], 'nginx'],
  [
    'combined with the escapes of morgan',
    [COMBINED, `${COMMON} "-" "\xc3\x83\xc2\xa9 \\"a\\" \\\\b"`],
    'morgan-combined',
  ],
  ['combined with the escapes of Gunicorn', [COMBINED, RAW`${COMMON} "-" "\"a\" \c"`], 'gunicorn'],
  ['combined with the escapes of Tomcat', [COMBINED, RAW`${COMMON} "-" "caf\u00e9"`], 'tomcat'],
  ['main', [`${COMBINED} "-"`], 'nginx-main'],
  ['a virtual host and its port', [`a.example:80 ${COMBINED}`], 'nginx-vhost'],
  ['a virtual host alone', [`a.example ${COMBINED}`], 'nginx'],
  ['addresses that were forwarded', [`198.51.100.1, 198.51.100.2 ${COMBINED}`], 'nginx'],
  ['fields of one’s own after it', [`${COMBINED} "-" rt=0.001 "x"`], 'nginx'],
  ['bytes in and out', [`${COMBINED} 100 200`], 'apache-combinedio'],
  [
    'lines of an application between',
    ['Listening on 3000', 'GET /a 200 3 - 1.234 ms', 'cache miss', '{"level":30}'],
    'morgan-tiny',
  ],
  ['one line in a hundred of another format', [...Array(99).fill(COMMON), COMBINED], 'apache-common'],
  ['one line in ten of another format', [...Array(9).fill(COMMON), COMBINED], 'nginx'],
] as const) {
  test(`${sentence}: ${expected}`, () => {
    const [best] = detectFormat(lines, formats);
    assert.equal(best?.format.name, expected);
  });
}

test('What came second is told', () => {
  const [first, second] = detectFormat([`${COMBINED} "-"`], formats);
  assert.deepEqual([first?.format.name, second?.format.name], ['nginx-main', 'nginx']);
});

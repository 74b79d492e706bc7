import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { shellLine } from '../../src/view/command-lines.ts';
import { curlWords } from '../../src/view/curl-words.ts';
import { sampleRun } from './samples.ts';

const request = (target: string, method = 'GET') => ({
  id: 1,
  endpoint: { id: 1, method, path: '/' },
  target,
});

/** What a POSIX shell makes of the line: the words that curl would get. */
function wordsInShell(line: string): string[] {
  const script = `curl() { printf '%s\\0' "$@"; }; ${line}`;
  const { stdout, stderr, status } = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
  assert.deepEqual({ stderr, status }, { stderr: '', status: 0 });
  return stdout.split('\0').slice(0, -1);
}

for (const target of [
  '/',
  "/it's?a=b&c=d",
  '/$(id)`id`;rm|cat>x<y&',
  '/"quoted"!history*?[a-z]{1,2}~',
  "/'$(id)'",
  '/a/../../etc/passwd',
  '//evil.example/x',
  '/a#b\\c',
  '/@evil.example:80/',
  '/-o/etc/x',
]) {
  test(`a shell hands to curl what stands in the target: ${target}`, () => {
    const words = curlWords(sampleRun(), request(target));
    const got = wordsInShell(shellLine(words));
    assert.deepEqual(['curl', ...got], words);
    const at = got.indexOf('--request-target');
    if (at === -1) assert.equal(got.at(-1), `http://127.0.0.1:8080${target}`);
    else assert.deepEqual(got.slice(at + 1), [target, 'http://127.0.0.1:8080/']);
  });
}

test('what a terminal would act on, and what no URL holds, is percent-encoded', () => {
  const url = curlWords(sampleRun(), request('/caf\u00e9\u009b31m\u202e\n\u{1f600}\ud800')).at(-1);
  assert.equal(url, 'http://127.0.0.1:8080/caf%C3%A9%C2%9B31m%E2%80%AE%0A%F0%9F%98%80%EF%BF%BD');
});

test('HEAD asks for the head, and other methods are named', () => {
  assert.deepEqual(curlWords(sampleRun(), request('/', 'HEAD')).slice(0, 3), ['curl', '-I', '-g']);
  assert.deepEqual(curlWords(sampleRun(), request('/', 'DELETE')).slice(1, 4), ['-i', '-X', 'DELETE']);
});

test('the call goes the way of the run: its protocol, its files for TLS, its addresses, its socket', () => {
  const options = {
    ...{ http2: true, ca: 'ca.pem', cert: 'me.pem', key: 'me.key', servername: null },
    resolve: ['shop.example:443:10.0.0.1,10.0.0.2'],
  };
  const https = sampleRun({ target: 'https://shop.example', options });
  assert.deepEqual(curlWords(https, request('/a')), [
    ...['curl', '-i', '--http2', '--cacert', 'ca.pem', '--cert', 'me.pem', '--key', 'me.key'],
    ...['--resolve', 'shop.example:443:10.0.0.1,10.0.0.2', '-g', '--path-as-is', 'https://shop.example/a'],
  ]);
  const socket = sampleRun({ target: 'unix:/run/app.sock', options: { http2: true } });
  assert.deepEqual(curlWords(socket, request('/a')), [
    ...['curl', '-i', '--unix-socket', '/run/app.sock', '--http2-prior-knowledge'],
    ...['-g', '--path-as-is', 'http://localhost/a'],
  ]);
});

test('what the run sent with every request goes with it, secrets as they are stored', () => {
  const options = {
    host: { name: 'shop.example' },
    headers: [
      ['Authorization', 'REDACTED'],
      ['X-A', "it's"],
    ],
    insecure: true,
  };
  assert.deepEqual(curlWords(sampleRun({ options }), request('/a?token=REDACTED')), [
    ...['curl', '-i', '-k', '-H', 'Host: shop.example', '-H', 'Authorization: REDACTED', '-H', "X-A: it's"],
    ...['-g', '--path-as-is', 'http://127.0.0.1:8080/a?token=REDACTED'],
  ]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRequestLine } from '../../../parsers/shared/request-line.ts';

test('The method comes first, the protocol last, and all between is the target', () => {
  const table: [line: string, expected: string][] = [
    ['GET / HTTP/1.1', 'GET|/'],
    ['M-SEARCH * HTTP/1.1', 'M-SEARCH|*'],
    ['GET /HTTP/1.1 HTTP/1.0', 'GET|/HTTP/1.1'],
    ['GET   /many  HTTP/1.1', 'GET|/many'],
    ['GET /end HTTP/1.1 ', 'GET|/end'],
    ['GET /end  HTTP/2.0', 'GET|/end '],
    ['GET /a HTTP/1.1 HTTP/1.1', 'GET|/a HTTP/1.1'],
    ['GET http://a/b', 'GET|http://a/b'],
    ['GET /nine words', 'bad-request-line'],
    ['GET nine', 'bad-request-line'],
    ['GET ', 'bad-request-line'],
    ['GET / HTTP/11.1', 'bad-request-line'],
    ['GET / http/1.1', 'bad-request-line'],
    ['HELO mail.example', 'not-http'],
    ['x00Cookie: mstshash=Administr', 'not-http'],
    ['DESCRIBE rtsp://a/b RTSP/1.0', 'not-http'],
    [' / HTTP/1.1', 'not-http'],
    ['G\xc9T / HTTP/1.1', 'not-http'],
    ['CONNECT a:443', 'connect'],
  ];
  for (const [line, expected] of table) {
    const read = parseRequestLine(line, 200);
    assert.equal('skipped' in read ? read.skipped : `${read.method}|${read.target}`, expected, line);
  }
});

test('A target with raw spaces counts unless the server refused it', () => {
  assert.deepEqual(parseRequestLine('GET /a b HTTP/1.1', 200), { method: 'GET', target: '/a b' });
  assert.deepEqual(parseRequestLine('GET /a b HTTP/1.1'), { method: 'GET', target: '/a b' });
  assert.deepEqual(parseRequestLine('GET /a b HTTP/1.1', 400), { skipped: 'bad-request-line' });
});

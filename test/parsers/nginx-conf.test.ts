import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatFromNginxConf } from '../../parsers/shared/nginx-conf.ts';
import type { LogRecord } from '../../src/model.ts';

const CONF = String.raw`
# log_format commented '$status';
user www-data;
http {
  log_format main  '$remote_addr - $remote_user [$time_local] "$request" '
                   '$status $body_bytes_sent "$http_referer" '   # the rest
                   '"$http_user_agent" "$http_x_forwarded_for"';
  log_format tabs "\"$request\"\t$status";
  log_format bare $request_method:$request_uri;
  log_format js escape=json
    '{'
      '"r":"$request",'
      '"s":$status'
    '}';
  map $http_upgrade $connection_upgrade { default upgrade; '' close; }
  include extra/*.conf;
  server {
    listen 80;
    access_log off;
    location / { return 200 "a { b ; c } # d"; access_log /var/log/a.log js buffer=32k; }
    access_log /var/log/b.log main;
  }
}
`;

const include = (pattern: string): string[] =>
  pattern === 'extra/*.conf'
    ? [`log_format one '$request | $status';`, `include more.conf;`]
    : pattern === 'more.conf'
      ? [`log_format two '"$request" "$status"';`]
      : [];

for (const [name, line] of [
  ['main', '192.0.2.7 - - [20/Nov/2026:20:04:58 +0000] "GET /a HTTP/1.1" 404 3 "-" "curl" "-"'],
  ['tabs', '"GET /a HTTP/1.1"\t404'],
  ['js', '{"r":"GET /a HTTP/1.1","s":404}'],
  ['one', 'GET /a HTTP/1.1 | 404'],
  ['two', '"GET /a HTTP/1.1" "404"'],
  ['combined', '192.0.2.7 - - [20/Nov/2026:20:04:58 +0000] "GET /a HTTP/1.1" 404 3 "-" "curl"'],
] as const) {
  test(`the log_format ${name} is found by its name`, () => {
    const read = formatFromNginxConf(CONF, name, include).open()(line) as LogRecord;
    assert.deepEqual([read.method, read.target, read.status], ['GET', '/a', 404]);
  });
}

test('a format without quotes is one, too', () => {
  const read = formatFromNginxConf(CONF, 'bare').open()('GET:/a') as LogRecord;
  assert.deepEqual([read.method, read.target], ['GET', '/a']);
});

for (const [sentence, conf, expected] of [
  ['the one that is used', CONF, 'js'],
  [
    'that of the first log, not of one that is off',
    "log_format a '$request'; log_format b '$request'; access_log off; access_log /b b; access_log /a a;",
    'b',
  ],
  [
    'a format of its own before combined',
    "log_format a '$request'; access_log /c; access_log /a a if=$x;",
    'a',
  ],
  ['combined where a log has no format', "log_format a '$request'; access_log /a buffer=1k;", 'combined'],
  ['combined where there is no log', "log_format a '$request';", 'combined'],
  ['combined where there is nothing', '', 'combined'],
] as const) {
  test(`without a name it is ${sentence}`, () => {
    assert.equal(formatFromNginxConf(conf, undefined, include).name, `nginx-conf-${expected}`);
  });
}

for (const [sentence, conf, name, message] of [
  [
    'a name that it has not',
    CONF,
    'other',
    /^no log_format other in it \(there are: main, tabs, bare, js\)$/,
  ],
  ['a name where there is none', '', 'other', /^no log_format other in it \(there are: none\)$/],
  [
    'an escape that nobody knows',
    "log_format a escape=xml '$request';",
    'a',
    /^escape=xml: it is default, json or none$/,
  ],
  ['a format without the request', "log_format a '$status';", 'a', /neither the request line/],
] as const) {
  test(`${sentence} is refused`, () => {
    assert.throws(() => formatFromNginxConf(conf, name), { name: 'TypeError', message });
  });
}

test('damaged configurations are read as far as they go', () => {
  for (let length = 0; length < CONF.length; length += 7) {
    assert.ok(formatFromNginxConf(CONF.slice(0, length), 'combined').open()('') !== undefined);
  }
  const deep = `${'a {'.repeat(10_000)} log_format x '$request'; ${'}'.repeat(10_000)}`;
  assert.equal(formatFromNginxConf(deep, 'combined').name, 'nginx-conf-combined');
});

test('a file that includes itself ends', () => {
  const own = "include self; log_format a '$request';";
  assert.equal(formatFromNginxConf(own, 'a', () => [own]).name, 'nginx-conf-a');
});

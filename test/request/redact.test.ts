import assert from 'node:assert/strict';
import { test } from 'node:test';
import { redactHeader } from '../../src/request/redact-header.ts';
import { redactLine } from '../../src/request/redact-line.ts';
import { redactTarget } from '../../src/request/redact-target.ts';
import { isSecretName } from '../../src/request/secret-names.ts';

const SECRET_NAMES = [
  ...['token', 'access_token', 'csrf-token', 'X-Amz-Security-Token', 'refreshToken', 'client_secret'],
  ...['password', 'passwd', 'new_password', 'PassWord', 'pwd', 'api_key', 'apikey', 'api-key'],
  ...['signature', 'X-Amz-Signature', 'X-Amz-Credential', 'sig', 'key', 'code', 'auth', 'SESSION'],
  ...['session_id', 'sessionid', 'sid', 'jwt', 'user[password]', 'user%5Bpassword%5D', 'a.token.b'],
  ...['pass', 'access_key', 'authorization', 'otp', 'passphrase', 'AWSAccessKeyId', 'bearer', 'session_key'],
  ...['PHPSESSID', 'auth_key', 'privatekey', 'jsessionid', 'user%5Bpass%5D', 'p%61ss', 'x-auth', 'oauth.sig'],
  ...['SAMLResponse', 'assertion', 'ticket', 'hmac'],
];

for (const name of SECRET_NAMES) {
  test(`the value of the parameter ${name} is not shown`, () => {
    assert.equal(redactTarget(`/a?x=1&${name}=s3cr3t&y=2`), `/a?x=1&${name}=REDACTED&y=2`);
    assert.equal(redactTarget(`/a?${name}=s3cr3t`), `/a?${name}=REDACTED`);
  });
}

for (const target of [
  '/a',
  '/a;v=1;w=2/b',
  '/a?bypass=1&passage=2&authors=3&compass=4&signal=5&robotp=6&keys=7&session_count=8',
  '/a?',
  '/a?q=token&page=2',
  '/a?keyboard=1&monkey=2&author=3&zipcode=4&design=5&inside=6',
  '/a?token',
  '/a?a=b;c=d&&=&;',
  '/\xc3\xa9?q=\xff',
  '/a?next=%2Fcb%3Fpage%3D2&mail=anna%40a.example&q=bearer%20of',
  '/a?next=%2Fcb%3Ftoken%3DREDACTED',
  '/eyJhbGciOi/a.b.c/eyJ.d.e',
  '/products/8f14e45fceea167a5a36dedd4bea2543/550e8400-e29b-41d4-a716-446655440000',
  '/blog/How-To-Make-A-Great-Cake-In-2024-And-More-Things-To-Do',
  '/assets/ProductCategoryListingPageV2ControllerTest1/app.3f2a9c1b.js',
  '/password/reset',
  '/token/refresh/tokens/list',
  '/verify/email/confirm/12345678/hooks/github',
  '/npm/react@18.2.0/image:tag@sha256/10:30@paris/mailto:anna@b.example',
  '/.well-known/webfinger?resource=acct%3Aanna%40b.example&x=mailto%3Aanna%40b.example',
  '/%E4%BD%A0?filter=%7B%22a%22%3A1%7D&ids=1%2C2&to=https%3A%2F%2Fb.example%2Fc%3Fd%3De',
  '/a?state=eyJhIjoxfQ==',
]) {
  test(`${target} is shown as it is`, () => {
    assert.equal(redactTarget(target), target);
  });
}

for (const [sentence, target, shown] of [
  ['parameters may be parted by semicolons', '/?a=1;token=x;b=2', '/?a=1;token=REDACTED;b=2'],
  ['a value may hold equals signs', '/?token=a=b==&c=d', '/?token=REDACTED&c=d'],
  ['an empty value is a value', '/?token=&a=b', '/?token=REDACTED&a=b'],
  ['a fragment ends a value', '/?token=x#top', '/?token=REDACTED#top'],
  ['a fragment may hold secrets itself', '/#access_token=x&a=b', '/#access_token=REDACTED&a=b'],
  ['a query may hold another', '/?u=/b?token=x', '/?u=/b?token=REDACTED'],
  ['the path may have parameters', '/a;jsessionid=x;v=1/b?c=d', '/a;jsessionid=REDACTED;v=1/b?c=d'],
  ['a user before a host', 'http://anna:s3cr3t@a.example/b@c', 'http://REDACTED@a.example/b@c'],
  ['a user in a parameter', '/?u=https://anna:s3cr3t@a.example/&b=c', '/?u=https://REDACTED@a.example/&b=c'],
  ['an address in a value', '/?next=%2Fcb%3Faccess_token%3Ds3cr3t&a=b', '/?next=REDACTED&a=b'],
  ['an address in an address in a value', '/?n=%2F%3Fm%3D%252F%253Ftoken%253Ds3cr3t', '/?n=REDACTED'],
  ['a user in an escaped URL', '/?u=http%3A%2F%2Fanna%3As3cr3t%40h%2F', '/?u=REDACTED'],
  ['credentials in a value', '/?a=Bearer%20s3cr3t&b=Bearer+s3cr3t', '/?a=REDACTED&b=REDACTED'],
  ['a JSON Web Token in the path', '/verify/eyJhbGciOi.eyJzdWIi.s_3-t/x?a=b', '/verify/REDACTED/x?a=b'],
  ['a JSON Web Token in a value', '/?x=eyJhbGciOi.eyJzdWIi.s_3-t', '/?x=REDACTED'],
  ['a part of the path with a name', '/token=x/a/secret=y', '/token=REDACTED/a/secret=REDACTED'],
  ['parameters of the path, parted by commas', '/a;x=1,token=s3,y=2/b', '/a;x=1,token=REDACTED,y=2/b'],
  ['parameters of the path, escaped', '/a%3Bjsessionid=s3cr3t/b', '/a%3Bjsessionid=REDACTED/b'],
  ['parameters of the path, all escaped', '/a%3bjsessionid%3Ds3cr3t/b', '/REDACTED/b'],
  ['JSON in a value', '/?q=%7B%22password%22%3A%22s3cr3t%22%7D&b=c', '/?q=REDACTED&b=c'],
  ['JSON in a value, in depth', '/?q=%7B%22a%22:%7B%22secret%22:%5B%22s3%22%5D%7D%7D', '/?q=REDACTED'],
  ['JSON in a value, as it is', '/?q={"token":"s3&c","a":1}', '/?q={"token":"REDACTED","a":1}'],
  ['JSON in a value, in base64', '/?q=eyJ0b2tlbiI6InMzY3IzdCJ9&b=c', '/?q=REDACTED&b=c'],
  [
    'a name that is escaped twice',
    '/?user%255Bpass%255D=x&p%2561ss=y',
    '/?user%255Bpass%255D=REDACTED&p%2561ss=REDACTED',
  ],
  ['a name with an index', '/?code[]=x&key%5B0%5D=y', '/?code[]=REDACTED&key%5B0%5D=REDACTED'],
  ['an equals sign that is escaped', '/?token%3Ds3cr3t&a=b', '/?REDACTED&a=b'],
  ['a route in a fragment', '/#/login?token=x', '/#/login?token=REDACTED'],
  ['a fragment that is escaped', '/cb%23access_token%3Ds3cr3t', '/REDACTED'],
  ['a fragment with an escape', '/a#access_token%3Ds3cr3t', '/a#REDACTED'],
  ['a user with an at sign in the password', '/p/http://anna:s3@cr3t@h/a', '/p/http://REDACTED@h/a'],
  ['a user with a slash in the password', 'http://anna:s3/cr3t@h/a', 'http://REDACTED@h/a'],
  ['a user after a slash that was lost', '/p/http:/anna:s3cr3t@h/a', '/p/http:/REDACTED@h/a'],
  ['a user without a scheme', '//anna:s3cr3t@h/a', '//REDACTED@h/a'],
  ['a user in an escaped URL in the path', '/p/http%3A%2F%2Fanna%3As3cr3t%40h/a', '/p/REDACTED/a'],
  ['a user before a proxied host', 'anna:s3cr3t@h.example:443', 'REDACTED@h.example:443'],
  ['a code after a name that says so', '/reset-password/8f14e45fceea167a/x', '/reset-password/REDACTED/x'],
  ['a UUID after such a name', '/verify/550e8400-e29b-41d4-a716-446655440000', '/verify/REDACTED'],
  ['such a name in a fragment', '/#/invite/a1b2c3d4e5f6g7', '/#/invite/REDACTED'],
  ['such a name, escaped', '/%74oken/a1b2c3d4e5f6g7', '/%74oken/REDACTED'],
  ['an opaque token in a path', '/x/Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MEFCQ0RFRg/y', '/x/REDACTED/y'],
  [
    'a key of a well-known service',
    '/x/ghp_0123456789abcdefghij?a=sk_live_0123456789ab',
    '/x/REDACTED?a=REDACTED',
  ],
  ['a hook of a well-known service', '/services/T01234567/B01234567/x1y2z3x1y2z3x1y2z3', '/REDACTED'],
  ['every secret is found', '/?token=a&token=b&sid=c', '/?token=REDACTED&token=REDACTED&sid=REDACTED'],
] as const) {
  test(sentence, () => {
    assert.equal(redactTarget(target), shown);
  });
}

test('targets that were made to be slow are not', { timeout: 20_000 }, () => {
  for (const part of [
    'token',
    '?',
    '&',
    '?token',
    'token=',
    '&token',
    'a',
    '=',
    '#',
    '%25',
    '%253D',
    '%3D',
    'eyJ',
    'eyJabcdefg.',
    '://',
    'Bearer+',
    '/token/',
    '/a',
    '://a:',
    '//a:b',
    '@',
    'a:b@',
    'eyJabc',
    'sk-',
    'ghp_',
    '%22',
    '"',
    ';a=',
    ',',
    '/aB3',
    '%2540',
    '{"token":',
  ]) {
    redactTarget(`/?${part.repeat((256 * 1024) / part.length)}`);
    redactTarget(`/?a=${part.repeat((256 * 1024) / part.length)}`);
    redactTarget(`/${part.repeat((256 * 1024) / part.length)}`);
  }
});

test('headers that carry secrets are known by their names', () => {
  for (const name of ['Authorization', 'COOKIE', 'set-cookie', 'Proxy-Authorization', 'X-Api-Key']) {
    assert.ok(isSecretName(name), name);
  }
  for (const name of [
    'X-Auth',
    'X-Auth-Key',
    'X-Access-Key',
    'X-Session-Id',
    'X-Amzn-Authorization',
    'x-auth-token',
    'X-CSRF-Token',
    'Client-Secret',
    'X-Hub-Signature-256',
    'apikey',
  ]) {
    assert.ok(isSecretName(name), name);
  }
  for (const name of ['Accept', 'User-Agent', 'Host', 'Referer', 'X-Request-Id', 'Cookie2-Policy']) {
    assert.ok(!isSecretName(name), name);
  }
});

for (const [sentence, line, shown] of [
  [
    'a query in a line',
    '1.2.3.4 - - "GET /a?token=x&b=2 HTTP/1.1" 200',
    '1.2.3.4 - - "GET /a?token=REDACTED&b=2 HTTP/1.1" 200',
  ],
  [
    'a header in JSON',
    '{"headers":{"authorization":"Bearer \\"x\\"","accept":"*/*"}}',
    '{"headers":{"authorization":"REDACTED","accept":"*/*"}}',
  ],
  [
    'a header of several values in JSON',
    '{"Cookie": ["a=1", "b=2"], "Accept": ["*/*"]}',
    '{"Cookie": "REDACTED", "Accept": ["*/*"]}',
  ],
  [
    'a header as a logged variable',
    '{"http_cookie":"sid=1","status":"200"}',
    '{"http_cookie":"REDACTED","status":"200"}',
  ],
  [
    'a header that the line’s end cuts off',
    '{"a":"b","set-cookie":"sid=1',
    '{"a":"b","set-cookie":"REDACTED"',
  ],
  ['a list that the line’s end cuts off', '{"x-api-key":["s3cr3t", "s', '{"x-api-key":"REDACTED"'],
  ['an empty line', '', ''],
  [
    'a pair of name and value',
    'login user=anna password=s3cr3t my_token: "a b" next=1',
    'login user=anna password=REDACTED my_token: REDACTED next=1',
  ],
  [
    'a header as it was sent',
    'Authorization: Bearer s3cr3t-0 Accept: */*',
    'Authorization: REDACTED REDACTED Accept: */*',
  ],
  [
    'a pair as HAR has it',
    '{"name":"Authorization", "value":"x \\"y"}',
    '{"name":"Authorization", "value":"REDACTED"}',
  ],
  ['a pair the other way round', '{"value":"x","name":"sid"}', '{"value":"REDACTED","name":"sid"}'],
  ['a pair as a list', '[["Accept","*/*"],["Cookie","a=1"]]', '[["Accept","*/*"],["Cookie","REDACTED"]]'],
  ['a number', '{"otp":123456,"port":80}', '{"otp":"REDACTED","port":80}'],
  [
    'JSON in JSON',
    String.raw`{"body":"{\"pass\":\"x y\",\"a\":1}"}`,
    String.raw`{"body":"{\"pass\":\"REDACTED\",\"a\":1}"}`,
  ],
  [
    'an object in a list',
    '{"level":"warn","params":["x",{"user":"anna","password":"s3cr3t"}]}',
    '{"level":"warn","params":["x",{"user":"anna","password":"REDACTED"}]}',
  ],
  [
    'an object under a secret name',
    '{"token":{"v":"s3\\"}cr","w":[{"x":1}]},"a":{"b":"c"}}',
    '{"token":"REDACTED","a":{"b":"c"}}',
  ],
  [
    'a list of objects under a secret name',
    '{"tokens":[{"v":"s3cr3t"}],"a":1}',
    '{"tokens":"REDACTED","a":1}',
  ],
  ['an object that the line’s end cuts off', '{"a":1,"token":{"v":"s3', '{"a":1,"token":"REDACTED"'],
  ['an escaped name', '{"p\\u0061ssword":"s3cr3t"}', '{"p\\u0061ssword":"REDACTED"}'],
  ['no value', '{"token":null,"secret":true,"password":', '{"token":null,"secret":true,"password":'],
  [
    'an object in JSON in JSON',
    String.raw`{"body":"{\"token\":{\"v\":\"s3}\\\"}cr\",\"w\":[1]},\"a\":{\"b\":\"c\"}}","d":{}}`,
    String.raw`{"body":"{\"token\":\"REDACTED\",\"a\":{\"b\":\"c\"}}","d":{}}`,
  ],
  ['a form', '{"body":"user=bob&password=x"}', '{"body":"user=bob&password=REDACTED"}'],
  ['a list of cookies', '- "theme=dark; id=0a1b" "x"', '- "theme=REDACTED; id=REDACTED" "x"'],
  ['a cookie of any name', '"id=0123456789abcdef" "a=b"', '"id=REDACTED" "a=b"'],
  [
    'a user where there is no scheme',
    '"CONNECT anna:s3cr3t@a.example:443"',
    '"CONNECT REDACTED@a.example:443"',
  ],
  ['a user in a URL', 'via ftp://anna:s3cr3t@host/a', 'via ftp://REDACTED@host/a'],
] as const) {
  test(`in what is shown of a log, ${sentence} keeps no secret`, () => {
    assert.equal(redactLine(line), shown);
  });
}

test('credentials are known by their scheme in any header', () => {
  assert.deepEqual(redactHeader(['X-Custom', 'Bearer s3cr3t']), ['X-Custom', 'Bearer REDACTED']);
  assert.deepEqual(redactHeader(['X-Custom', 'bearer']), ['X-Custom', 'bearer']);
});

test('lines that were made to be slow are not', { timeout: 20_000 }, () => {
  for (const part of [
    'a',
    'a=',
    'token: ',
    'Bearer ',
    ' a:b',
    '"a=',
    '"a=b; ',
    '["a",',
    '"name":"',
    '"value":"',
    '\\"a\\":',
    ' ',
    '"',
    '"a":"',
    '"a":[',
    '"a":{',
    '"token":[',
    '\\"token\\":[',
    '\\"a\\":{',
    '"token":',
    '\\u0061',
    'a://',
    '://',
    '@',
    '.',
    ': "',
    '\\',
  ]) {
    redactLine(part.repeat(200_000 / part.length));
    redactLine(`Basic ${part.repeat(200_000 / part.length)}!`);
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRedactor } from '../../src/request/redactor.ts';

const bytes = (text: string) => Buffer.from(text).toString('latin1');

for (const [sentence, expressions, target, shown] of [
  ['what an expression matches', ['acct-\\d+'], '/acct-12/x?a=acct-3', '/REDACTED/x?a=REDACTED'],
  ['what one of several matches', ['acct-\\d+', 'anna'], '/acct-12/anna', '/REDACTED/REDACTED'],
  ['matches that touch or overlap, as one', ['abc', 'cd', 'ef'], '/abcdef/', '/REDACTED/'],
  ['a match of nothing not at all', ['x*', '^', '\\b'], '/axxb', '/aREDACTEDb'],
  [
    'what is matched once its escapes are undone',
    ['[a-z]+@b\\.c'],
    '/u/anna%40b.c/x?m=anna%2540b.c&n=1',
    '/u/REDACTED/x?m=REDACTED&n=1',
  ],
  ['text that is UTF-8, as text', ['^/caf.$', 'né'], bytes('/café'), 'REDACTED'],
  ['a part of such text', ['é'], bytes('/café?a=b'), bytes('/cafREDACTED?a=b')],
  ['other bytes one by one', ['\\x{e9}'], '/caf\xe9/\xff', '/cafREDACTED/\xff'],
  ['capitals as the expression says', ['(?i)ACCT'], '/acct/Acct', '/REDACTED/REDACTED'],
] as const) {
  test(`of a target is not shown: ${sentence}`, () => {
    assert.equal(createRedactor(expressions).target(target), shown);
  });
}

for (const [sentence, expressions, target, shown] of [
  ['an expression that matches a name', ['token'], '/?token=s3cr3t&a=b', '/?REDACTED=REDACTED&a=b'],
  ['one that matches the mark', ['RED'], '/?token=s3cr3t', '/?token=REDACTED'],
  [
    'one that matches a secret and more',
    ['token=[a-z0-9]+&user=\\d+'],
    '/?token=s3cr3t&user=12&a=b',
    '/?REDACTED&a=b',
  ],
  ['one that matches a secret alone', ['s3c\\w+'], '/?token=s3cr3t&a=b', '/?token=REDACTED&a=b'],
  ['one that reaches into a secret', ['12&token=s3'], '/?a=12&token=s3cr3t&b=c', '/?a=REDACTED&b=c'],
  ['one that matches everything', ['(?s).+'], '/?token=s3cr3t&a=b', 'REDACTED'],
] as const) {
  test(`a secret that is known without expressions stays one: ${sentence}`, () => {
    assert.equal(createRedactor(expressions).target(target), shown);
  });
}

test('headers, lines, bodies and whole records are looked through', () => {
  const redactor = createRedactor(['acct-\\d+', 'secret-host']);
  assert.deepEqual(redactor.header(['X-Acct', 'of acct-1 token=s3cr3t']), [
    'X-Acct',
    'of REDACTED token=REDACTED',
  ]);
  assert.deepEqual(redactor.header(['Cookie', 'a=acct-1']), ['Cookie', 'REDACTED']);
  assert.equal(
    redactor.line('{"otp":12,"a":"acct-12","b":"acct-3"}'),
    '{"otp":"REDACTED","a":"REDACTED","b":"REDACTED"}',
  );
  assert.equal(redactor.body('user=acct-1&password=x'), 'user=REDACTED&password=REDACTED');
  assert.equal(
    redactor.head('GET /acct-1 HTTP/1.1\r\nX-A: acct-2\r\n\r\n'),
    'GET /REDACTED HTTP/1.1\r\nX-A: REDACTED\r\n\r\n',
  );
  const record = {
    ...{ method: 'GET', target: '/acct-1?token=x', host: 'secret-host', client: 'acct-9', status: 200 },
    headers: [['X-A', 'acct-2']] as const,
    body: Buffer.from('{"a":"acct-1"}'),
  };
  assert.deepEqual(redactor.record(record), {
    ...{
      method: 'GET',
      target: '/REDACTED?token=REDACTED',
      host: 'REDACTED',
      client: 'REDACTED',
      status: 200,
    },
    headers: [['X-A', 'REDACTED']],
    body: Buffer.from('{"a":"REDACTED"}'),
  });
  assert.equal(redactor.text('token=x of acct-1'), 'token=x of REDACTED');
  assert.equal(createRedactor().text('acct-1'), 'acct-1');
});

test('what is no expression is an error in two lines', () => {
  assert.throws(() => createRedactor(['a', '(b']), {
    name: 'ReplayError',
    code: 'usage',
    message: /^--redact \(b: is no regular expression: /,
    hint: /RE2/,
  });
});

test('expressions and targets that were made to be slow are not', { timeout: 20_000 }, () => {
  const redactor = createRedactor(['(a*)*b', '(a|aa)+$', '(.*)(.*)(.*)x']);
  redactor.target(`/?${'a'.repeat(20_000)}`);
  redactor.target(`/?${'token=a&'.repeat(2000)}`);
  redactor.target(`/${'%61/'.repeat(2000)}`);
});

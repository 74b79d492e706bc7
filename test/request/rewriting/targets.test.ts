import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileRewriting } from '../../../src/request/rewriting/compile-rewriting.ts';
import { withNames } from '../../../src/request/rewriting/placeholders.ts';
import type { RewriteRule, RuleKind } from '../../../src/request/rewriting/rewrite-rule.ts';

const env = { PREFIX: '/api' };

/** What the rules make of a target, placeholders by their names. */
function sent(target: string, ...rules: readonly (readonly [RuleKind, string])[]): string {
  const { changeTarget, placeholders } = compileRewriting({
    rules: rules.map(([kind, text]): RewriteRule => ({ kind, text })),
    extraHeaders: [],
    bodies: [],
    captured: new Set(['token']),
    env,
  });
  return withNames(changeTarget?.(target) ?? target, placeholders);
}

for (const [what, target, rules, expected] of [
  ['a group takes its place', '/v1/a?b=1', [['rewrite', '^/v1/(.*) => /v2/$1']], '/v2/a?b=1'],
  ['a group has a name', '/v1/a', [['rewrite', '^/v1/(?P<rest>.*) => /v2/${rest}']], '/v2/a'],
  ['a digit follows a group', '/v1', [['rewrite', '^/v(\\d) => /v${1}0']], '/v10'],
  ['$0 is all that matched', '/a/b', [['rewrite', 'a => x$0x']], '/xax/b'],
  ['only the first match is replaced', '/a/a/a', [['rewrite', '/a => /b']], '/b/a/a'],
  ['a group that took no part is empty', '/b', [['rewrite', '^/(a)?b => /c$1']], '/c'],
  ['what matches nothing stays', '/v3/a', [['rewrite', '^/v1/ => /v2/']], '/v3/a'],
  ['a match can go', '/v1/a', [['rewrite', '^/v1 =>']], '/a'],
  ['a slash is put where none is left', '/v1/a', [['rewrite', '^/v1/ =>']], '/a'],
  ['another host is a path', '/v1', [['rewrite', '^/v1 => http://evil.example/']], '/http://evil.example/'],
  ['$$ is a dollar sign', '/a', [['rewrite', 'a => $$1']], '/$1'],
  ['what cannot stand in a target is encoded', '/a', [['rewrite', 'a => b c\u00e9']], '/b%20c%C3%A9'],
  [
    'rules come in their order',
    '/a',
    [
      ['rewrite', 'a => b'],
      ['rewrite', 'b => c'],
    ],
    '/c',
  ],
  ['an arrow in the replacement is part of it', '/a', [['rewrite', 'a => b=>c']], '/b=>c'],
  ['a parameter is set where it stands', '/a?x=1&y=2&z=3', [['set-query', 'y=7']], '/a?x=1&y=7&z=3'],
  ['a parameter is set once', '/a?y=1&x=2&y=3', [['set-query', 'y=7']], '/a?y=7&x=2'],
  ['a parameter comes at the end', '/a?x=1', [['set-query', 'y=7']], '/a?x=1&y=7'],
  ['a parameter is the first', '/a', [['set-query', 'y=7']], '/a?y=7'],
  ['a query is empty', '/a?', [['set-query', 'y=7']], '/a?y=7'],
  ['a value is encoded', '/a', [['set-query', 'q=a b&c=d%20/\u00e9']], '/a?q=a%20b%26c%3Dd%2520%2F%C3%A9'],
  ['a name is encoded', '/a', [['set-query', 'a b=1']], '/a?a%20b=1'],
  [
    'a name is known in its encoding',
    '/a?user%5Bid%5D=1&b',
    [['set-query', 'user[id]=2']],
    '/a?user%5Bid%5D=2&b',
  ],
  ['a plus is a space in a name', '/a?a+b=1', [['unset-query', 'a b']], '/a'],
  ['a name that is wrongly encoded is itself', '/a?%zz=1&b=2', [['unset-query', 'b']], '/a?%zz=1'],
  ['a flag has no value', '/a?debug&x=1', [['unset-query', 'debug']], '/a?x=1'],
  ['a parameter goes, wherever it stands', '/a?x=1&y=2&x=3', [['unset-query', 'x']], '/a?y=2'],
  ['a query goes with its last parameter', '/a?x=1', [['unset-query', 'x']], '/a'],
  ['what is not there stays away', '/a?', [['unset-query', 'x']], '/a?'],
  ['case counts', '/a?X=1', [['unset-query', 'x']], '/a?X=1'],
  [
    'a rewritten query is what later rules see',
    '/a?x=1',
    [
      ['rewrite', 'x= => y='],
      ['unset-query', 'y'],
    ],
    '/a',
  ],
  ['a placeholder stands where it is written', '/i/7', [['rewrite', '\\d+ => ${uuid}']], '/i/${uuid}'],
  ['a placeholder may begin a path', '/a', [['rewrite', '^ => ${PREFIX}']], '${PREFIX}/a'],
  [
    'a later rule takes a placeholder along, and cannot split it',
    '/a',
    [
      ['rewrite', '^/a => /${seq}/${token}/a'],
      ['rewrite', '^/([^/])/(.)/ => /$2/$1/'],
      ['rewrite', '\\d => 0'],
    ],
    '/${token}/${seq}/a',
  ],
  ['a placeholder is a value', '/a?t=1', [['set-query', 't=a ${token}']], '/a?t=a%20${token}'],
] as const satisfies readonly (readonly [
  string,
  string,
  readonly (readonly [RuleKind, string])[],
  string,
])[]) {
  test(`${what}: ${target} ${rules.map((rule) => rule.join(' ')).join(', ')}`, () => {
    assert.equal(sent(target, ...rules), expected);
  });
}

const bytes = (text: string) => Buffer.from(text).toString('latin1');

test('a target that is UTF-8 is worked on as text, and any other byte by byte', () => {
  const rule = ['rewrite', '^/(.)(.*) => /$2$1'] as const;
  assert.equal(sent(bytes('/\u00e9a'), rule), bytes('/a\u00e9'));
  assert.equal(sent(bytes('/\u{1f600}a'), rule), bytes('/a\u{1f600}'));
  assert.equal(sent(bytes('/\u{1f600}a'), ['rewrite', 'a$ => ${seq}']), bytes('/\u{1f600}${seq}'));
  assert.equal(sent('/\xe9a', rule), '/a\xe9');
  assert.equal(sent('/\xff', ['set-query', 'a=\u00e9']), '/\xff?a=%C3%A9');
});

test('rules that are about something else leave targets alone', () => {
  const { changeTarget } = compileRewriting({
    ...{ extraHeaders: [], bodies: [], captured: new Set<string>(), env },
    rules: [{ kind: 'set-header', text: 'A: 1' }],
  });
  assert.equal(changeTarget, undefined);
});

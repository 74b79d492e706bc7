import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Header } from '../../../src/model.ts';
import { Catalogue } from '../../../src/request/catalogue.ts';
import { requestMaker } from '../../../src/request/request-maker.ts';
import { compileRewriting } from '../../../src/request/rewriting/compile-rewriting.ts';
import { withNames } from '../../../src/request/rewriting/placeholders.ts';
import type { RuleKind } from '../../../src/request/rewriting/rewrite-rule.ts';

const RECORDED: readonly Header[] = [
  ['Accept', '*/*'],
  ['cookie', 'a=1'],
  ['X-A', 'log'],
  ['x-a', 'again'],
];

/** The headers that are sent of the recorded ones, placeholders by their names. */
function sent(...rules: readonly (readonly [RuleKind, string])[]): string[] {
  const rewriting = compileRewriting({
    rules: rules.map(([kind, text]) => ({ kind, text })),
    ...{ extraHeaders: [], bodies: [], captured: new Set<string>(), env: { PASSWORD: 'hunter2' } },
  });
  const make = requestMaker(
    {
      ...{
        methods: new Set(['GET']),
        host: 'target',
        targetHost: 'a',
        extraHeaders: [],
        bodyMissing: 'skip',
      },
      rewriting,
    },
    new Catalogue(),
  );
  const request = make({ method: 'GET', target: '/', headers: RECORDED }, '');
  assert.ok(typeof request !== 'string');
  return request.headers
    .map((text) => withNames(text, rewriting.placeholders))
    .flatMap((name, i, all) => (i % 2 === 0 ? `${name}: ${all[i + 1]}` : []))
    .slice(1);
}

for (const [what, rules, expected] of [
  ['none', [], ['cookie: a=1', 'X-A: log', 'x-a: again']],
  ['a header is set', [['set-header', 'X-A: 1']], ['cookie: a=1', 'X-A: 1']],
  [
    'the last that sets it counts',
    [
      ['set-header', 'X-A: 1'],
      ['set-header', 'x-a: 2'],
    ],
    ['cookie: a=1', 'x-a: 2'],
  ],
  [
    '--header keeps what another gave',
    [
      ['header', 'X-A: 1'],
      ['header', 'X-A: 2'],
    ],
    ['cookie: a=1', 'X-A: 1', 'X-A: 2'],
  ],
  [
    '--header, then set',
    [
      ['header', 'X-A: 1'],
      ['set-header', 'X-A: 2'],
    ],
    ['cookie: a=1', 'X-A: 2'],
  ],
  [
    'set, then --header',
    [
      ['set-header', 'X-A: 1'],
      ['header', 'X-A: 2'],
    ],
    ['cookie: a=1', 'X-A: 1', 'X-A: 2'],
  ],
  [
    'unset',
    [
      ['unset-header', 'COOKIE'],
      ['unset-header', 'x-a'],
    ],
    [],
  ],
  [
    'unset, then set',
    [
      ['unset-header', 'x-a'],
      ['header', 'X-A: 1'],
    ],
    ['cookie: a=1', 'X-A: 1'],
  ],
  [
    'set, then unset',
    [
      ['header', 'X-A: 1'],
      ['unset-header', 'x-a'],
    ],
    ['cookie: a=1'],
  ],
  ['UTF-8', [['set-header', 'X-A: caf\u00e9']], ['cookie: a=1', 'X-A: caf\xc3\xa9']],
  ['a dollar sign', [['set-header', 'X-A: $5 $$ $${uuid}']], ['cookie: a=1', 'X-A: $5 $ ${uuid}']],
  ['an empty value', [['set-header', 'X-A:']], ['cookie: a=1', 'X-A: ']],
  [
    'basic',
    [
      ['unset-header', 'X-A'],
      ['basic', 'anna:pass:word'],
    ],
    ['cookie: a=1', 'Authorization: Basic YW5uYTpwYXNzOndvcmQ='],
  ],
  [
    'the last credentials count',
    [
      ['unset-header', 'X-A'],
      ['basic', 'a:b'],
      ['bearer', 'abc'],
    ],
    ['cookie: a=1', 'Authorization: Bearer abc'],
  ],
] as const satisfies readonly (readonly [
  string,
  readonly (readonly [RuleKind, string])[],
  readonly string[],
])[]) {
  test(`headers: ${what}`, () => {
    assert.deepEqual(sent(...rules), expected);
  });
}

test('no secret of the environment stands in a request', () => {
  assert.doesNotMatch(
    sent(['basic', 'anna:${PASSWORD}'], ['header', 'X-P: ${PASSWORD}']).join(),
    /hunter2|aHVudGVy/,
  );
});

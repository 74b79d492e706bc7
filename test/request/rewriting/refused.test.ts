import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ReplayError } from '../../../src/errors.ts';
import { parseBodyRules } from '../../../src/request/body-rules.ts';
import { compileRewriting } from '../../../src/request/rewriting/compile-rewriting.ts';
import { loginRequest } from '../../../src/request/rewriting/login-request.ts';
import { parseLogin } from '../../../src/request/rewriting/login-rule.ts';
import type { RuleKind } from '../../../src/request/rewriting/rewrite-rule.ts';

const NAMES = {
  captured: new Set(['token']),
  env: { API_KEY: 'hunter2', EMPTY: '', LINES: 'hunter2\n', NOPE: undefined },
};
const TERMS = { rules: [], extraHeaders: [], bodies: [], ...NAMES };

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    assert.ok(error instanceof ReplayError && error.code === 'usage', String(error));
    return `${error.message} | ${error.hint}`;
  }
  assert.fail('it is not refused');
}

for (const [kind, text, complaint] of [
  ['rewrite', '/v1/', /--rewrite \/v1\/: there is no => .* \| .*--rewrite '\^\/v1/],
  ['rewrite', '=> /v2', /there is no =>/],
  ['rewrite', '(a => b', /--rewrite \(a: is no regular expression: missing closing \)/],
  ['rewrite', '(?=a) => b', /is no regular expression/],
  ['rewrite', 'a(b) => $2', /only 1 group, so \$2 is nothing/],
  ['rewrite', 'a => $1', /no groups, so \$1 is nothing/],
  ['rewrite', 'a => b$', /--rewrite: a \$ is followed by neither .* \| .*\$\$ stands for a dollar sign/],
  ['rewrite', 'a => ${rest}', /\$\{rest\} is no placeholder/],
  ['header', 'X-A', /--header: there is no colon/],
  ['set-header', 'X A: 1', /"X A" is no name of a header/],
  ['set-header', ': 1', /"" is no name/],
  ['set-header', 'Host: a', /Host is set by reprise itself \| use --host/],
  ['set-header', 'content-length: 1', /content-length is set by reprise itself/],
  ['unset-header', 'Connection', /Connection is set by reprise itself/],
  ['set-header', 'X-A: a\nb', /no header can carry the value of X-A/],
  [
    'set-header',
    'X-A: ${LINES}',
    /--set-header: no header can carry what the environment variable LINES holds/,
  ],
  ['set-query', '=1', /--set-query: it has no name and =/],
  ['set-query', 'page', /--set-query: it has no name and =/],
  ['unset-query', 'page=1', /--unset-query: it is no name alone/],
  ['basic', 'hunter2', /--basic: there is no colon/],
  ['bearer', 'Bearer hunter2', /--bearer: it is no token/],
  ['bearer', ' ', /--bearer: it is no token/],
  ['bearer', '${tokn}', /--bearer: \$\{tokn\} is no placeholder, .* \| did you mean \$\{token\}\?/],
  ['bearer', '${Token}', /did you mean \$\{token\}\?/],
  ['bearer', '${API_KEI}', /did you mean \$\{API_KEY\}\?/],
  ['bearer', '${UID}', /did you mean \$\{uuid\}\?/],
  ['bearer', '${rand}', /did you mean \$\{random:1\.\.100\}\?/],
  ['bearer', '${NOPE}', /no environment variable has this name/],
  ['bearer', '${something_else}', /^(?!.*did you mean).*is no placeholder/],
  ['bearer', '${}', /\$\{\} is no placeholder/],
  ['bearer', '${a b}', /\$\{a b\} is no placeholder/],
  ['bearer', '${EMPTY}', /the environment variable EMPTY is empty \| .*export EMPTY=/],
  ['bearer', '${uuid', /--bearer: \$\{ is not followed by a name and \} \| .*write \$\$\{/],
  ['set-query', 'a=${now:unix}', /\$\{now:unix\} is not written so \| .*\$\{now:epochms\}/],
  ['set-query', 'a=${random}', /\$\{random\} is not written so \| it is \$\{random:1\.\.100\}/],
  ['set-query', 'a=${random:6..1}', /is not written so/],
  ['set-query', 'a=${random:1..9007199254740993}', /is not written so/],
  ['set-query', 'a=${seq:1}', /is not written so/],
  ['set-query', 'a=${uuid:}', /is not written so/],
] as const satisfies readonly (readonly [RuleKind, string, RegExp])[]) {
  test(`--${kind} ${JSON.stringify(text)} is refused`, () => {
    const said = refusal(() => compileRewriting({ ...TERMS, rules: [{ kind, text }] }));
    assert.match(said, complaint);
    assert.doesNotMatch(said, /hunter2/);
  });
}

const readFile = (name: string) =>
  Buffer.from(name.endsWith('.json') ? '{"id":"${uid}"}' : '\xff${uid}', 'latin1');

test('a payload with an unknown placeholder is refused, and one that is no text has none', () => {
  const bodies = parseBodyRules(['POST /a=@a.json', 'POST /b=@b.json'], [], readFile);
  assert.match(
    refusal(() => compileRewriting({ ...TERMS, bodies })),
    /--body POST \/a: \$\{uid\} is no placeholder, .* \| did you mean \$\{uuid\}\?/,
  );
  compileRewriting({ ...TERMS, bodies: parseBodyRules(['POST /a=@a.png'], [], readFile) });
});

for (const [text, complaint] of [
  ['', /--login: it is no method and path \| .*--login 'POST \/login @login\.json'/],
  ['POST', /no method and path/],
  ['POST http://other.example/login a', /no method and path/],
  ['POST /login {"a":', null],
  ['POST /login @bad.json', /--login POST \/login: bad\.json is no JSON/],
  ['POST /login @none', /--login POST \/login: none cannot be read \(ENOENT\)/],
  ['POST /login ${token}', /--login POST \/login: \$\{token\} is no placeholder/],
  ['POST /${nope} a', /--login POST \/\$\{nope\}: \$\{nope\} is no placeholder/],
] as const) {
  test(`--login ${JSON.stringify(text)} is ${complaint === null ? 'text' : 'refused'}`, () => {
    const read = (name: string) => {
      if (name === 'none') throw Object.assign(new Error(), { code: 'ENOENT' });
      return Buffer.from('{');
    };
    const compile = () => loginRequest(parseLogin(text, read), undefined, TERMS);
    if (complaint === null) compile();
    else assert.match(refusal(compile), complaint);
  });
}

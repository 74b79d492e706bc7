import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { assertComplaint } from '../complaint.ts';
import { configFolder } from './config-folder.ts';

const RUNNABLE = 'log: access.log\ntarget: http://127.0.0.1:9\n';
const BILLIONS = [
  'a: &a [x, x, x, x, x, x, x, x, x, x]',
  ...Array.from({ length: 12 }, (_, i) => `k${i}: &b${i} [${Array(10).fill(i === 0 ? '*a' : `*b${i - 1}`)}]`),
].join('\n');

/** Each with what is said of it: where it stands, the key, and how to mend it. */
const REFUSED: readonly (readonly [what: string, yaml: string | Uint8Array, what: RegExp, mend: RegExp])[] = [
  [
    'a key that nearly is one',
    `${RUNNABLE}raet: 5\n`,
    /reprise\.yaml:3:1: raet: there is no such key/,
    /did you mean rate\?/,
  ],
  [
    'a key with _ in it',
    'max_in_flight: 5\n',
    /reprise\.yaml:1:1: max_in_flight: /,
    /did you mean max-in-flight\?/,
  ],
  [
    'a key of a profile',
    'profiles:\n  p:\n    chekc: p99<1s\n',
    /reprise\.yaml:3:5: chekc: /,
    /did you mean check\?/,
  ],
  [
    'a key that no file may have',
    'i-know: true\n',
    /reprise\.yaml:1:1: i-know: it belongs on the command line/,
    /allowed-targets/,
  ],
  [
    'a value that the option refuses',
    `${RUNNABLE}rate: fast\n`,
    /reprise\.yaml:3:7: rate: 'fast' is no rate/,
    /requests a second/,
  ],
  [
    'one of several values',
    `${RUNNABLE}rate: 5\ncheck:\n  - 5xx<1%\n  - p99<quick\n`,
    /reprise\.yaml:6:5: check: /,
    /\S/,
  ],
  [
    'a list where there is one value',
    'rate: [1, 2]\n',
    /reprise\.yaml:1:7: rate: it is one text or number/,
    /\S/,
  ],
  ['a map where there is a value', 'target: {host: a}\n', /reprise\.yaml:1:1: target: /, /\S/],
  [
    'a list within a list',
    'check: [[a]]\n',
    /reprise\.yaml:1:\d+: check: it is a text, or a list of texts/,
    /\S/,
  ],
  [
    'a switch that is neither on nor off',
    'once: maybe\n',
    /reprise\.yaml:1:7: once: it is true or false/,
    /\S/,
  ],
  [
    'a word that is no choice',
    'arrivals: evn\n',
    /reprise\.yaml:1:11: arrivals: it is one of even, poisson/,
    /\S/,
  ],
  [
    'a key without a value',
    'profiles:\n  p:\n    rate:\n',
    /reprise\.yaml:3:\d+: rate: there is no value/,
    /indentation/,
  ],
  ['a profile without keys', 'profiles:\n  p: fast\n', /reprise\.yaml:2:6: p: it is no profile/, /indented/],
  [
    'a name that no profile can have',
    'profiles:\n  ../x: {}\n',
    /reprise\.yaml:2:3: \.\.\/x cannot be the name/,
    /letters/,
  ],
  [
    'two keys that contradict each other',
    `${RUNNABLE}rate: 5\nload: const(1,1s)\n`,
    /reprise\.yaml:4:1: load cannot be used with rate/,
    /\S/,
  ],
  [
    'a variable that is not set',
    `${RUNNABLE}rate: \${NOT_SET_HERE}\n`,
    /reprise\.yaml:3:7: rate: the environment variable NOT_SET_HERE is not set/,
    /export/,
  ],
  [
    'a file of a secret that is not there',
    `${RUNNABLE}name: \${file:nowhere}\n`,
    /reprise\.yaml:3:7: name: \$\{file:nowhere\}: there is no such file/,
    /\S/,
  ],
  [
    'a reference that is none',
    `${RUNNABLE}name: \${uuid()}\n`,
    /reprise\.yaml:3:7: name: \$\{uuid\(\)\} is no name/,
    /\$\{NAME\}/,
  ],
  [
    'a key that stands twice',
    'rate: 1\nrate: 2\n',
    /reprise\.yaml:2:1: rate: it stands here a second time/,
    /once/,
  ],
  ['a tab', 'profiles:\n\tp: {}\n', /reprise\.yaml:2:1: p: tabs/, /spaces/],
  ['two documents', 'rate: 1\n---\nrate: 2\n', /reprise\.yaml:\d+:\d+: /, /one document/],
  ['a tag of somebody’s own', 'rate: !!js/function "x"\n', /reprise\.yaml:1:7: rate: unresolved tag/, /\S/],
  [
    'a colon that is not quoted',
    'header: X-A: b\n',
    /reprise\.yaml:1:9: header: nested mappings/,
    /quote what has :/,
  ],
  ['an anchor that there is not', 'rate: *x\n', /reprise\.yaml:1:\d+: /, /\S/],
  [
    'anchors by the billion',
    BILLIONS,
    /reprise\.yaml:\d+:\d+: there is more in it than 20000 values/,
    /anchors/,
  ],
  [
    'anchors by the hundred thousand',
    `a: &a x\ncheck: [${Array(100_000).fill('*a').join()}]\n`,
    /reprise\.yaml:\d+:\d+: there is more in it/,
    /anchors/,
  ],
  ['an anchor within itself', 'check: &a [*a]\n', /reprise\.yaml/, /\S/],
  ['a hundred thousand brackets', `check: ${'['.repeat(100_000)}`, /reprise\.yaml/, /\S/],
  [
    'text that is not UTF-8',
    Buffer.from('name: caf\xe9\n', 'latin1'),
    /reprise\.yaml: it is not UTF-8/,
    /UTF-8/,
  ],
  ['UTF-16', Buffer.from('\ufeffrate: 1\n', 'utf16le'), /reprise\.yaml: it is not UTF-8/, /UTF-8/],
  [
    'a file of a megabyte and more',
    `# ${'x'.repeat(1024 * 1024)}\n`,
    /reprise\.yaml: it is larger than 1024 KiB/,
    /\S/,
  ],
  ['a list in the place of keys', '- rate\n', /reprise\.yaml:1:1: it holds no keys/, /\S/],
  [
    'a key that is a prototype',
    '__proto__: {rate: 1}\n',
    /reprise\.yaml:1:1: __proto__: there is no such key/,
    /\S/,
  ],
];

for (const [what, yaml, message, mend] of REFUSED) {
  test(`${what} is refused, with where it stands`, async () => {
    const folder = configFolder(yaml);
    assertComplaint(await folder.run(['run', '-c', 'reprise.yaml', '--dry-run']), {
      status: 2,
      what: message,
      mend,
    });
  });
}

for (const [what, line] of [
  ['--bearer', 'bearer: hunter2hunter2'],
  ['--basic', "basic: 'anna:hunter2hunter2'"],
  ['a header that carries one', "header: ['X-A: b', 'Authorization: Bearer hunter2hunter2']"],
  ['a cookie', "set-header: 'Cookie: sid=hunter2hunter2'"],
  ['a header with a scheme', "header: 'X-Up: Bearer hunter2hunter2'"],
  ['a parameter', "set-query: 'api_key=hunter2hunter2'"],
  ['a setting of a client', "set: 'api_key=hunter2hunter2'"],
  ['a login', "login: 'POST /login user=anna&password=hunter2hunter2'"],
  ['a login in JSON', 'login: \'POST /login {"password":"hunter2hunter2"}\''],
  ['a payload', 'body: \'POST /a={"password":"hunter2hunter2"}\''],
] as const) {
  test(`a credential that stands in a file as it is is refused, and not repeated: ${what}`, async () => {
    const result = await configFolder(`${RUNNABLE}rate: 5\n${line}\n`).run([
      'run',
      '-c',
      'reprise.yaml',
      '--dry-run',
    ]);
    assertComplaint(result, {
      status: 2,
      what: /reprise\.yaml:4:\d+: [a-z-]+: a credential stands in it/,
      mend: /\$\{TOKEN\}/,
    });
    assert.doesNotMatch(result.stderr, /hunter2/);
  });
}

test('windows line ends and a byte order mark are read over', async () => {
  const folder = configFolder(`\ufeff${RUNNABLE}rate: 5\n`.replaceAll('\n', '\r\n'));
  const { status, stderr } = await folder.run(['run', '-c', 'reprise.yaml', '--dry-run', '1']);
  assert.equal(status, 0, stderr);
});

test('an anchor stands for what it names', async () => {
  const folder = configFolder(`${RUNNABLE}rate: 5\nprofiles:\n  a: {check: &c [p99<1s]}\n  b: {check: *c}\n`);
  const { stdout } = await folder.run(['config', 'show', 'b']);
  assert.match(stdout, /^check: +p99<1s +# reprise\.yaml:6 \(b\)$/m);
});

test('config check tells of every profile, and returns 2 where one is wrong', async () => {
  const folder = configFolder(
    `${RUNNABLE}profiles:\n  base: {name: base}\n  good: {extends: base, rate: 5}\n  bad: {rate: 5, bearer: "\${NOT_SET_HERE}"}\n`,
  );
  const { status, stdout, stderr } = await folder.run(['config', 'check']);
  assert.equal(status, 2, stderr);
  assert.match(stdout, /^base: good to be extended, not to be run by itself \(no rate was given\)$/m);
  assert.match(stdout, /^good: good$/m);
  assert.match(stdout, /^bad: .*NOT_SET_HERE.*\n {2}\S/m);
  const { status: fine } = await configFolder(`${RUNNABLE}rate: 5\n`).run(['config', 'check']);
  assert.equal(fine, 0);
});

test('config check tells of all keys that are wrong, as they stand in the file, and of variables that nearly are options', async () => {
  const folder = configFolder('profiles:\n  p:\n    chekc: a\n    <<: b\n    once: maybe\nraet: 5\n');
  const { status, stdout, stderr } = await folder.run(['config', 'check'], { env: { REPRISE_RAET: '5' } });
  assert.equal(status, 2);
  assert.match(stderr, /^warning: REPRISE_RAET in the environment is no option: is REPRISE_RATE meant\?\n$/);
  assert.deepEqual(
    stdout.split('\n').filter((line) => !line.startsWith('  ')),
    [
      'reprise.yaml:3:5: chekc: there is no such key',
      'reprise.yaml:4:5: <<: YAML 1.2 has no merge keys',
      'reprise.yaml:5:11: once: it is true or false',
      'reprise.yaml:6:1: raet: there is no such key',
      '',
    ],
  );
  assert.match(stdout, /extends: base/);
});

test('config check finds dates in the names of logs that there are not', async () => {
  const folder = configFolder(
    `target: http://127.0.0.1:9\nrate: 5\nprofiles:\n  a: {log: 'a-{yesteray:%Y%m%d}'}\n  b: {log: 'a-{today:%Q}'}\n  c: {log: 'a-{today:%Y}'}\n`,
  );
  const { status, stdout } = await folder.run(['config', 'check']);
  assert.equal(status, 2);
  assert.match(
    stdout,
    /^a: .*a-\{yesteray:%Y%m%d\}: there is no such date\n {2}did you mean \{yesterday\}\?/m,
  );
  assert.match(stdout, /^b: .*there is no such date\n {2}%Q is no part of a date/m);
  assert.match(stdout, /^c: good$/m, 'whether it is there is known only that night');
});

test('a file that never ends is larger than a configuration', {
  skip: !existsSync('/dev/zero'),
}, async () => {
  assertComplaint(await configFolder('').run(['config', 'check', '/dev/zero']), {
    status: 2,
    what: /\/dev\/zero: it is larger than 1024 KiB/,
    mend: /page/,
  });
});

test('what is wrong with a value that is a secret is said without it, also where it is written otherwise', async () => {
  const folder = configFolder(
    [
      'log: access.log\nrate: 5\nprofiles:',
      "  ca: {target: 'https://127.0.0.1:9', ca: '${API_TOKEN}.pem'}",
      "  client: {target: 'http://127.0.0.1:9', client: './${API_TOKEN}.ts'}",
      "  check: {target: 'http://127.0.0.1:9', check: '${API_TOKEN}<1'}",
      "  host: {target: 'http://${API_TOKEN}.invalid:9'}\n",
    ].join('\n'),
  );
  const env = { API_TOKEN: 'Hunter2-Zx81' };
  const checked = await folder.run(['config', 'check'], { env });
  assert.equal(checked.status, 2);
  assert.match(checked.stdout, /^ca: --ca .*REDACTED\.pem: cannot be read/m);
  assert.match(checked.stdout, /^client: .*REDACTED\.ts/m);
  const unresolved = await folder.run(['run', 'host', '--quiet'], { env });
  assert.match(unresolved.stderr, /http:\/\/REDACTED\.invalid:9/);
  for (const { stdout, stderr } of [checked, unresolved])
    assert.doesNotMatch(stdout + stderr, /hunter2-zx81/i);
});

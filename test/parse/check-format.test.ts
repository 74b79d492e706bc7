import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compilers, formats } from '../../parsers/index.ts';
import type { LogRecord, Skipped } from '../../src/model.ts';
import { type CheckOptions, checkFormat } from '../../src/parse/check-format.ts';
import { checkInTime } from '../../src/parse/check-in-time.ts';
import type { LogFormat, ParseLine } from '../../src/parse/log-format.ts';

const COMMON = '192.0.2.7 - - [20/Nov/2026:20:04:58 +0000] "GET / HTTP/1.1" 200';
const LINES: Readonly<Record<string, string>> = {
  nginx: COMMON,
  gunicorn: COMMON,
  apache: `${COMMON} 512`,
  morgan: 'GET / 200',
};

for (const format of formats) {
  test(`${format.name} keeps what every format owes`, () => {
    // Of more lines: test/slow/check-format.test.ts.
    assert.deepEqual(checkFormat(format, { mutations: 1000, cuts: 3 }), []);
  });
}

for (const { name, example, claims, compile } of compilers) {
  test(`a format compiled out of the language of ${name} keeps it, too`, () => {
    assert.ok(claims(example));
    const { samples: _, ...compiled } = compile(example);
    const line = LINES[name]!;
    const samples = [{ line, expect: compiled.open()(line) }];
    assert.deepEqual(checkFormat({ ...compiled, samples }, { mutations: 1000, cuts: 3 }), []);
    assert.ok('method' in compiled.open()(line));
  });
}

const GET: LogRecord = { method: 'GET', target: '/' };
const SKIP: Skipped = { skipped: 'not-an-access-line' };

for (const [sentence, format, expected] of [
  ['a name with spaces', mine({ name: 'My Format' }), /^the name "My Format" is not/],
  ['no title', mine({ title: '' }), /^the title is not one line/],
  ['no samples', mine({ samples: [] }), /^there are no samples$/],
  [
    'a sample that is read otherwise',
    reading(() => SKIP),
    /^a sample says .*"GET".* but is read as not-an-access-line$/,
  ],
  ['memory of lines before', remembering(), /^a sample is read in another way after/],
  ['a throw on an odd line', reading((line) => (line === '{' ? fail() : GET)), /^it threw Error: oh$/],
  ['a reason that is none', answering({ skipped: 'boring' }), /^boring is no reason to skip/],
  ['a method that is no token', answering({ method: 'G T', target: '/' }), /^the method is no token: G T$/],
  ['an empty target', answering({ method: 'GET', target: '' }), /^there is no target$/],
  [
    'a target that is no bytes',
    answering({ method: 'GET', target: '/\u2713' }),
    /^the target has characters/,
  ],
  ['a time that is none', answering({ ...GET, startedAtMs: Number.NaN }), /^startedAtMs cannot be NaN$/],
  ['a status that is none', answering({ ...GET, status: 99 }), /^status cannot be 99$/],
  ['a header that is no pair', answering({ ...GET, headers: ['Host: a'] }), /^a header is no pair/],
  ['a body that is text', answering({ ...GET, body: 'a' }), /^the body is no Uint8Array$/],
  ['a member that a record has not', answering({ ...GET, url: '/' }), /^a record has no url$/],
  ['no answer at all', answering(undefined), /^the answer is neither/],
] as const) {
  test(`${sentence} is a problem`, () => {
    const [first] = check(format);
    assert.match(first?.what ?? '', expected);
  });
}

test('time that grows with the square of a line’s length is a problem, and its line is shown', () => {
  let ms = 0;
  const quadratic = reading((line) => {
    ms += (line.length / 1000) ** 2;
    return GET;
  });
  const linear = reading((line) => {
    ms += line.length / 100;
    return GET;
  });
  const [problem] = check(quadratic, { now: () => ms });
  assert.match(problem?.what ?? '', /^the time grows faster than the line: 60000 characters take \d+ ms/);
  assert.ok((problem?.line?.length ?? 0) < 200);
  assert.deepEqual(check(linear, { now: () => ms }), []);
});

test('what is wrong in the same way with many lines is said once, with the first of them', () => {
  const kinds = (format: LogFormat) => check(format).map(({ what, line }) => [what, line]);
  assert.deepEqual(kinds(answering({ skipped: 'boring' })).length, 1);
  assert.deepEqual(kinds(mine({ samples: [] })), [['there are no samples', undefined]]);
  let status = 1;
  const several = reading((line) => {
    if (line === 'GET /') return GET;
    return line === '-' ? fail() : { ...GET, status: ++status % 90 };
  });
  assert.deepEqual(kinds(several), [
    ['status cannot be 2', ''],
    ['it threw Error: oh', '-'],
  ]);
});

test('a regular expression that takes for ever is ended, and the line is told', { timeout: 60_000 }, () => {
  const samples = [{ line: `${'a'.repeat(40)} x`, expect: GET }];
  const [problem, ...others] = checkInTime(
    mine({ samples, open: () => (line) => (/^(\S+)+$ x/.test(line) ? GET : SKIP) }),
    500,
  );
  assert.match(problem.what, /^it did not come to an end within 0\.5 s; it was reading$/);
  assert.match(problem.line ?? '', /^a+ /);
  assert.deepEqual(others, []);
  assert.deepEqual(checkInTime(mine({}), 60_000, { mutations: 100 }), []);
});

function check(format: LogFormat, options: CheckOptions = {}) {
  return checkFormat(format, { mutations: 100, ...options });
}

function mine(parts: Partial<LogFormat>): LogFormat {
  const samples = [{ line: 'GET /', expect: GET }];
  return { name: 'mine', title: 'Mine', samples, open: () => () => GET, ...parts };
}

function reading(parse: ParseLine): LogFormat {
  return mine({ open: () => parse });
}

function answering(answer: unknown): LogFormat {
  return reading((line) => (line === 'GET /' ? GET : (answer as LogRecord)));
}

function remembering(): LogFormat {
  const samples = [
    { line: 'GET /', expect: GET },
    { line: 'GET /', expect: GET },
  ];
  const open = (): ParseLine => {
    let lines = 0;
    return () => (lines++ === 0 ? GET : SKIP);
  };
  return mine({ samples, open });
}

function fail(): never {
  throw new Error('oh');
}

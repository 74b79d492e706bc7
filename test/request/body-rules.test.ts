import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Header, HttpRequest, LogRecord } from '../../src/model.ts';
import { parseBodyRules } from '../../src/request/body-rules.ts';
import { Catalogue } from '../../src/request/catalogue.ts';
import { requestMaker } from '../../src/request/request-maker.ts';
import type { RequestRules } from '../../src/request/request-rules.ts';
import { SelectionNotes } from '../../src/request/selection-notes.ts';

const FILES: Record<string, string> = {
  'a.json': '{"a":"é"}',
  'bad.json': '{"a":',
  'a.bin': '\0',
  'a.unknown': 'x',
};
const read = (file: string): Uint8Array => {
  if (file in FILES) return Buffer.from(FILES[file]);
  throw Object.assign(new Error('no'), { code: 'ENOENT' });
};
const parse = (text: string, headers: Header[] = []) => parseBodyRules([text], headers, read)[0];

for (const [text, body, contentType] of [
  ['POST /a=b', 'b', undefined],
  ['post /a=b=c&d=e', 'b=c&d=e', undefined],
  ['PUT /a={"b":1}', '{"b":1}', 'application/json'],
  ['PUT /a=[1', '[1', undefined],
  ['PUT /a=12', '12', undefined],
  ['POST /a=', '', undefined],
  ['POST /a=\n x \n', '\n x \n', undefined],
  ['POST /a=é', 'é', undefined],
  ['POST /a=@a.json', '{"a":"é"}', 'application/json'],
  ['POST /a=@a.bin', '\0', 'application/octet-stream'],
  ['POST /a=@a.unknown', 'x', undefined],
  ['REPORT *=b', 'b', undefined],
] as const) {
  test(`the rule ${JSON.stringify(text)} gives ${JSON.stringify(body)} as ${contentType ?? 'nothing by name'}`, () => {
    const rule = parse(text);
    assert.equal(rule.method, text.split(' ')[0].toUpperCase());
    assert.equal(Buffer.from(rule.body).toString(), body);
    assert.equal(rule.contentType, contentType);
  });
}

for (const [text, headers, message] of [
  ['', [], /is no rule/],
  ['/a=b', [], /is no rule/],
  ['POST a=b', [], /is no rule/],
  ['POST /a', [], /is no rule/],
  ['POST /a?b=c', [], /is no rule/],
  ['POST /a=@nope.json', [], /--body POST \/a: nope\.json cannot be read \(ENOENT\)/],
  ['POST /a=@bad.json', [], /bad\.json is no JSON: ./],
  ['POST /a=x', [['content-type', 'application/json; charset=utf-8']], /its text is no JSON/],
  ['POST /a=@a.bin', [['Content-Type', 'application/vnd.shop+json']], /a\.bin is no JSON/],
] as const) {
  test(`the rule ${JSON.stringify(text)}${headers.length ? ' beside a JSON header' : ''} is refused`, () => {
    assert.throws(() => parse(text, headers as unknown as Header[]), {
      code: 'usage',
      message,
      hint: /--body '/,
    });
  });
}

test('a file whose name says JSON is not checked where a header says that it is something else', () => {
  assert.equal(parse('POST /a=@bad.json', [['Content-Type', 'text/plain']]).body.length, 5);
});

const RULES: RequestRules = {
  methods: new Set(['GET', 'POST', 'DELETE']),
  host: 'target',
  targetHost: 'a',
  extraHeaders: [],
  bodyMissing: 'skip',
};
const bodies = parseBodyRules(['POST /a/:id=first', 'POST /a/*=second', 'DELETE /a/1={"c":3}'], [], read);

function make(record: Partial<LogRecord>, rules: Partial<RequestRules> = { bodies }): HttpRequest | string {
  const maker = requestMaker({ ...RULES, ...rules }, new Catalogue());
  return maker({ method: 'POST', target: '/a/1?x', ...record }, '');
}

function sent(record: Partial<LogRecord>, rules?: Partial<RequestRules>) {
  const request = make(record, rules);
  if (typeof request === 'string') return request;
  return [request.body === undefined ? null : Buffer.from(request.body).toString(), ...request.headers];
}

for (const [sentence, record, expected] of [
  ['the first rule that matches supplies the payload', {}, ['first']],
  ['another path is for another rule', { target: '/a/1/2' }, ['second']],
  ['a path that is for none has no payload', { target: '/b' }, 'body-missing'],
  ['a payload of the log is the one', { body: Buffer.from('own') }, ['own']],
  ['no payload, where the log says so, is none', { body: new Uint8Array(0) }, [null]],
  ['no payload, where the recorded length says so, is none', { headers: [['content-LENGTH', '0']] }, [null]],
  [
    'other methods have rules of their own',
    { method: 'DELETE' },
    ['{"c":3}', 'Content-Type', 'application/json'],
  ],
  [
    'a type that was recorded stays',
    { method: 'DELETE', headers: [['content-type', 'a/b']] },
    ['{"c":3}', 'content-type', 'a/b'],
  ],
  [
    'what was said of the bytes that were sent then is not said of others',
    {
      headers: [
        ['A', 'b'],
        ['Content-Encoding', 'gzip'],
        ['Content-MD5', 'x'],
        ['Digest', 'y'],
        ['C', 'd'],
      ],
    },
    ['first', 'A', 'b', 'C', 'd'],
  ],
] as const) {
  test(sentence, () => {
    assert.deepEqual(sent(record as Partial<LogRecord>), expected);
  });
}

test('a type that is sent with every request is the only one', () => {
  const rules = { bodies, extraHeaders: [['Content-Type', 'x/y']] as const };
  const headers = [['content-type', 'a/b']] as const;
  assert.deepEqual(sent({ method: 'DELETE', headers }, rules), ['{"c":3}', 'Content-Type', 'x/y']);
});

for (const [sentence, record, expected] of [
  [
    'a recorded length tells of a payload, whatever the method',
    { method: 'GET', headers: [['Content-Length', '5']] },
    'body-missing',
  ],
  ['so does its framing', { method: 'DELETE', headers: [['Transfer-Encoding', 'chunked']] }, 'body-missing'],
  ['a recorded length of 0 tells that there was none', { headers: [['Content-Length', '0']] }, [null]],
  ['without a word of it, DELETE has none', { method: 'DELETE' }, [null]],
  ['without a word of it, POST has one', {}, 'body-missing'],
] as const) {
  test(`${sentence}; where it may be empty, it is sent without`, () => {
    assert.deepEqual(sent(record as Partial<LogRecord>, {}), expected);
    assert.deepEqual(sent(record as Partial<LogRecord>, { bodyMissing: 'empty' }), [null]);
  });
}

test('rules that were of no use are told, and why where that is plain', () => {
  const notes = new SelectionNotes();
  const all = [...bodies, ...parseBodyRules(['PUT /x=1'], [], read)];
  const rules = { ...RULES, bodies: all };
  requestMaker(rules, new Catalogue(), notes)({ method: 'POST', target: '/a/1' }, '');
  assert.deepEqual(
    notes.sentences(rules).map((said) => said.replace(/: it was used.*read/, '')),
    ['--body POST /a/*', '--body DELETE /a/1', '--body PUT /x (PUT is not among --methods)'],
  );
});

test('of requests that are the same when they are sent, one is made a pass; they need not be the same in the log', () => {
  const notes = new SelectionNotes();
  const rules: RequestRules = { ...RULES, filter: { dedupe: true } };
  const catalogue = new Catalogue();
  const pass = () => {
    const maker = requestMaker(rules, catalogue, notes);
    return ['/a', '/b', '/a', 'http://a/a'].map((target, i) => {
      const made = maker({ method: 'GET', target, status: 200 + i, headers: [['Via', `${i}`]] }, '');
      return typeof made === 'string' ? made : made.position;
    });
  };
  const expected = [0, 1, 'duplicate', 'duplicate'];
  assert.deepEqual(pass(), expected);
  assert.deepEqual(pass(), expected);
});

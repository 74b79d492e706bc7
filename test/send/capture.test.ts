import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ReplayError } from '../../src/errors.ts';
import { compileCaptures, parseCapture } from '../../src/send/capture.ts';

const ANSWER = {
  status: 200,
  headers: {
    'x-token': 'h1',
    'set-cookie': [
      'lang=de; Path=/',
      'sid="s 1"; HttpOnly; Expires=Thu, 01 Jan 2099 00:00:00 GMT',
      'empty=; Path=/',
    ],
  },
  body: JSON.stringify({
    access_token: 'j1',
    ttl: 60,
    ok: true,
    nothing: null,
    list: [
      { k: 'a', v: 'x' },
      { k: 'b', v: 'y' },
    ],
  }),
};

async function found(where: string) {
  const read = await compileCaptures([parseCapture(`v=${where}`)]);
  const { captured, lacks } = read(ANSWER);
  return lacks === null ? captured.v : { lacks };
}

for (const [where, value] of [
  ['$.access_token', 'j1'],
  ["$['access_token']", 'j1'],
  ['$.ttl', '60'],
  ['$.ok', 'true'],
  ["$.list[?@.k == 'b'].v", 'y'],
  ['$..v', 'x'],
  ['header:X-Token', 'h1'],
  ['cookie:sid', '"s 1"'],
  ['cookie:lang', 'de'],
] as const) {
  test(`${where} is ${value}`, async () => {
    assert.equal(await found(where), value);
  });
}

for (const where of [
  '$.nope',
  '$.nothing',
  '$.list',
  'header:X-None',
  'cookie:none',
  'cookie:empty',
  'cookie:Path',
]) {
  test(`${where} is not there`, async () => {
    assert.deepEqual(await found(where), { lacks: where });
  });
}

test('of an answer that is no JSON nothing is captured from JSON', async () => {
  const read = await compileCaptures([parseCapture('v=$.a')]);
  assert.equal(read({ ...ANSWER, body: '<html>' }).lacks, '$.a');
});

test('what no header can carry is not taken', async () => {
  const read = await compileCaptures([parseCapture('v=$.a')]);
  assert.equal(read({ ...ANSWER, body: '{"a":"x\\ny"}' }).lacks, '$.a that a header can carry');
});

for (const [text, complaint] of [
  ['token', /--capture token: it is no name with = .* \| .*token=\$\.access_token/],
  ['=$.a', /no name with =/],
  ['1a=$.a', /no name with =/],
  ['a=access_token', /no name with =/],
  ['a=header:', /no name with =/],
  ['a=$.list[', /--capture a=\$\.list\[: it is no JSONPath: .+ \| .*RFC 9535/],
  ['a=$.x(1)', /it is no JSONPath/],
] as const) {
  test(`--capture '${text}' is refused`, async () => {
    await assert.rejects(
      async () => compileCaptures([parseCapture(text)]),
      (error) => error instanceof ReplayError && complaint.test(`${error.message} | ${error.hint}`),
    );
  });
}

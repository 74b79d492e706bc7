import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonLayout } from '../../src/ingest/detect-layout.ts';
import { MAX_ENTRY_LENGTH, splitJson } from '../../src/ingest/split-json.ts';

/** Cuts a text in chunks of a size, and gives what comes out of it. */
async function split(layout: JsonLayout, bytes: Buffer, size = bytes.length || 1) {
  const warnings: string[] = [];
  const splitter = splitJson(layout, (text) => warnings.push(text));
  const texts: string[] = [];
  const tooLong: number[] = [];
  function take(split: { readonly texts: readonly string[]; readonly tooLong: readonly number[] }): void {
    for (const place of split.tooLong) tooLong.push(texts.length + place);
    texts.push(...split.texts);
  }
  for (let at = 0; at < bytes.length; at += size) take(splitter.push(bytes.subarray(at, at + size)));
  take(await splitter.end());
  return { texts, tooLong, warnings };
}

const parse = (text: string) => JSON.parse(Buffer.from(text, 'latin1').toString());

const hostile = [
  {},
  { a: '"' },
  { 'k"]}': '\\' },
  { a: '\\"]},{[' },
  { log: { entries: [{ log: 1 }] } },
  { a: [[], [[{}]], {}], b: { c: { d: [1, { e: null }] } } },
  { a: 'caf\u00e9 \u{1f600} \u0000 \n\r\t' },
  { a: '\\\\', b: '\\\\"', c: '' },
  [1, 2, [3]],
  'a "string", with ] and }',
  '',
  -1.5e-7,
  0,
  true,
  null,
];

const wrap: Readonly<Record<JsonLayout, (entries: readonly unknown[]) => unknown>> = {
  array: (entries) => entries,
  har: (entries) => ({
    log: {
      version: '1.2',
      creator: { name: 'x', entries: [1] },
      pages: [{ log: { entries: [2] } }],
      entries,
      comment: ']}',
      more: [{ entries: [3] }],
    },
  }),
  objects: (entries) => entries,
};

for (const layout of ['array', 'har'] as const) {
  for (const [how, indent] of [
    ['on one line', undefined],
    ['with indents', 2],
    ['with tabs', '\t'],
  ] as const) {
    test(`${layout}, ${how}, gives the entries that JSON.parse does, wherever chunks end`, async () => {
      const bytes = Buffer.from(JSON.stringify(wrap[layout](hostile), null, indent));
      const whole = await split(layout, bytes);
      assert.deepEqual(whole.texts.map(parse), hostile);
      assert.deepEqual(whole.warnings, []);
      for (let size = 1; size < 80; size++)
        assert.deepEqual(await split(layout, bytes, size), whole, `chunks of ${size}`);
      // And cut in two at every byte.
      for (let at = 1; at < bytes.length; at++) {
        const splitter = splitJson(layout, assert.fail);
        const parts = [
          splitter.push(bytes.subarray(0, at)),
          splitter.push(bytes.subarray(at)),
          await splitter.end(),
        ];
        assert.deepEqual(
          parts.flatMap(({ texts }) => texts),
          whole.texts,
          `cut at ${at}`,
        );
      }
      for (const text of whole.texts) assert.doesNotMatch(text, /[\r\n]/);
    });
  }
}

test('an entry on one line keeps every byte, also those that no JSON may hold', async () => {
  const entry = `{"a" :\t"\xff\x00\xe9\\u00e9\\/" , "b":[ 1 ,2 ]}`;
  const { texts } = await split('array', Buffer.from(`[${entry} , ${entry}]`, 'latin1'));
  assert.deepEqual(texts, [entry, entry]);
});

test('objects that run over several lines follow one another with anything between them', async () => {
  const objects = hostile.filter((entry) => typeof entry === 'object' && entry !== null);
  for (const between of ['\n', '\r\n\r\n', ' ', '', ',\n']) {
    const text = objects.map((object) => JSON.stringify(object, null, 4)).join(between);
    for (const size of [1, 7, 100_000]) {
      const { texts, warnings } = await split('objects', Buffer.from(text), size);
      assert.deepEqual(texts.map(parse), objects);
      assert.deepEqual(warnings, []);
    }
  }
});

test('arrays and HARs may follow one another in one file', async () => {
  const two = (value: unknown) =>
    Buffer.from(`${JSON.stringify(value)}\n${JSON.stringify(value, null, 1)}\n`);
  assert.deepEqual((await split('array', two([{ a: 1 }, { b: 2 }]))).texts.map(parse), [
    { a: 1 },
    { b: 2 },
    { a: 1 },
    { b: 2 },
  ]);
  assert.deepEqual((await split('har', two(wrap.har([{ a: 1 }])))).texts.map(parse), [{ a: 1 }, { a: 1 }]);
});

test('empty lists have no entries', async () => {
  for (const text of ['[]', ' [ \n ] ', ''])
    assert.deepEqual(await split('array', Buffer.from(text)), NOTHING);
  assert.deepEqual(await split('har', Buffer.from('{"log":{"entries":[\n]}}')), NOTHING);
});

const NOTHING = { texts: [], tooLong: [], warnings: [] };

test('a text that is cut off gives its whole entries, and says that there was more', async () => {
  const bytes = Buffer.from('[{"a":1},{"b":"]}"},{"c":3}]');
  for (let length = 1; length < bytes.length; length++) {
    const { texts, warnings } = await split('array', bytes.subarray(0, length));
    assert.deepEqual(texts.map(parse), [{ a: 1 }, { b: ']}' }, { c: 3 }].slice(0, texts.length));
    assert.equal(warnings.length, 1, `${length} bytes`);
    assert.match(warnings[0], /^ends /);
  }
});

test('brackets without fellows, and text behind the JSON, are no end of anything', async () => {
  const { texts, warnings } = await split('array', Buffer.from(']]}[{"a":1}]]] GET / 200\n[{"b":2}]'));
  assert.deepEqual(texts, ['{"a":1}', '{"b":2}']);
  assert.deepEqual(warnings, ['holds other text beside its JSON text, which is left out']);
});

test('nesting of any depth is no harm', async () => {
  const deep = '['.repeat(1_000_000) + ']'.repeat(1_000_000);
  const { texts } = await split('array', Buffer.from(`[${deep},{"a":1}]`));
  assert.equal(texts[0], deep);
  assert.equal(texts[1], '{"a":1}');
});

test('an entry that is too long is skipped, counted, and keeps its place', async () => {
  const long = `{"a":"${'x'.repeat(MAX_ENTRY_LENGTH)}"}`;
  for (const size of [64 * 1024, 100 * MAX_ENTRY_LENGTH]) {
    const { texts, tooLong } = await split('array', Buffer.from(`[{"a":1},${long},{"b":2}]`), size);
    assert.deepEqual(texts, ['{"a":1}', '', '{"b":2}']);
    assert.deepEqual(tooLong, [1]);
  }
});

test('a text of any length takes no more memory than its longest entry', () => {
  const splitter = splitJson('array', assert.fail);
  const entries = Buffer.from(
    `${JSON.stringify({ url: '/'.repeat(100), text: '\\"'.repeat(50) }, null, 2)},\n`.repeat(1000),
  );
  splitter.push(Buffer.from('['));
  const before = process.memoryUsage();
  let peak = 0;
  let count = 0;
  for (let bytes = 0; bytes < 100e6; bytes += entries.length) {
    count += splitter.push(entries).texts.length;
    const { rss, external } = process.memoryUsage();
    peak = Math.max(peak, rss - before.rss, external - before.external);
  }
  assert.equal(count % 1000, 0);
  assert.ok(peak < 100e6, `${peak} bytes`);
});

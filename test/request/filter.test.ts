import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LogRecord } from '../../src/model.ts';
import { clientShare, shareOf } from '../../src/request/client-share.ts';
import { DistinctRequests } from '../../src/request/distinct-requests.ts';
import { compileExpression, compilePath } from '../../src/request/path-pattern.ts';
import { parseStatuses } from '../../src/request/recorded-statuses.ts';
import { requestFilter } from '../../src/request/request-filter.ts';
import type { FilterRules } from '../../src/request/request-rules.ts';
import { SelectionNotes } from '../../src/request/selection-notes.ts';

const GET: LogRecord = { method: 'GET', target: '/' };

function reasons(rules: FilterRules, ...requests: (Partial<LogRecord> | string)[]) {
  const filter = requestFilter(rules, new SelectionNotes())!;
  return requests.map((it) =>
    typeof it === 'string' ? filter(GET, it, it) : filter({ ...GET, ...it }, '/', ''),
  );
}

test('where no filter is asked for there is none to be called', () => {
  assert.equal(requestFilter({}, new SelectionNotes()), undefined);
  assert.equal(
    requestFilter({ include: [], exclude: [], sample: 1, dedupe: true }, new SelectionNotes()),
    undefined,
  );
});

test('one of the included expressions has to match path and query, and none of the excluded', () => {
  const rules = { include: ['^/api/', 'page=\\d'], exclude: ['\\.css$', '^/api/health'] };
  assert.deepEqual(reasons(rules, '/api/a', '/b?page=2', '/b', '/api/a.css', '/api/health', '/x/api/'), [
    ...[undefined, undefined, 'not-included', 'excluded', 'excluded', 'not-included'],
  ]);
});

test('a moment belongs to the span that it begins, not to the one that it ends', () => {
  const at = (startedAtMs?: number) => ({ startedAtMs });
  assert.deepEqual(reasons({ sinceMs: 10, untilMs: 20 }, at(9), at(10), at(19.9), at(20), at()), [
    ...['before-since', undefined, undefined, 'after-until', 'no-time'],
  ]);
  assert.deepEqual(reasons({ untilMs: 20 }, at(-5), at(20)), [undefined, 'after-until']);
  assert.deepEqual(reasons({ sinceMs: 0 }, at(-1), at(0)), ['before-since', undefined]);
});

test('times that were asked for have to be in the log, though not in every line', () => {
  const notes = new SelectionNotes();
  const filter = requestFilter({ sinceMs: 1 }, notes)!;
  notes.requireTimes();
  filter(GET, '/', '');
  assert.throws(() => notes.requireTimes(), {
    code: 'input',
    message: /does not say when/,
    hint: /--format/,
  });
  filter({ ...GET, startedAtMs: 0 }, '/', '');
  notes.requireTimes();
});

for (const [text, yes, no] of [
  ['2xx,304', [200, 299, 304], [undefined, 199, 300, 404, 500]],
  ['none', [undefined], [200, 500]],
  [' 4XX  none,500', [400, 499, 500, undefined], [399, 501]],
  ['9xx', [900, 999], [899]],
] as const) {
  test(`of the recorded statuses, ${text} means ${yes.join(', ')}`, () => {
    const wants = parseStatuses(text);
    assert.deepEqual(
      yes.filter((status) => !wants(status)),
      [],
    );
    assert.deepEqual(no.filter(wants), []);
  });
}

for (const text of ['', ',', '20', '2x', 'ok', '200-299', '0xx', '1000', '499', '444']) {
  test(`"${text}" names no statuses`, () => {
    assert.throws(() => parseStatuses(text), TypeError);
  });
}

test('where a client stands does not depend on run, machine or version: SHA-256 of address, line feed and user agent', () => {
  // printf '192.0.2.1\ncurl/8.5.0' | sha256sum | cut -c1-12
  const client = { ...GET, client: '192.0.2.1', headers: [['USER-AGENT', 'curl/8.5.0']] as const };
  assert.equal(clientShare(client), 0x3f5dc30e325a / 2 ** 48);
  assert.equal(clientShare(GET), undefined);
  assert.notEqual(clientShare({ ...client, headers: [] }), clientShare(client));
});

test('a sample has the share of the clients that was asked for, and a smaller one is part of a larger one', () => {
  const clients = Array.from({ length: 20_000 }, (_, i) => ({ ...GET, client: `10.0.${i >> 8}.${i & 255}` }));
  const sampled = (sample: number) => {
    const filter = requestFilter({ sample }, new SelectionNotes())!;
    return new Set(clients.filter((client) => filter(client, '/', '') === undefined));
  };
  const [tenth, fifth] = [sampled(0.1), sampled(0.2)];
  assert.ok(Math.abs(tenth.size - 2000) < 150, `${tenth.size}`); // 3.5 standard deviations
  assert.ok(Math.abs(fifth.size - 4000) < 200, `${fifth.size}`);
  assert.deepEqual(
    [...tenth].filter((client) => !fifth.has(client)),
    [],
  );
});

test('without a client, a line is sampled by its text, and that is noticed', () => {
  const notes = new SelectionNotes();
  const filter = requestFilter({ sample: 0.5 }, notes)!;
  const texts = Array.from({ length: 100 }, (_, i) => `line ${i}`);
  assert.deepEqual(
    texts.map((text) => filter(GET, '/', text) === undefined),
    texts.map((text) => shareOf(text) < 0.5),
  );
  assert.equal(notes.withoutClient, 100);
});

test('every byte of a client counts, also where it is no UTF-8', () => {
  assert.notEqual(shareOf('\xe9'), shareOf('\xe8'));
  assert.equal(shareOf('\xc3\xa9'), shareOf(Buffer.from('é').toString('latin1')));
});

test('a request is known again by method, target, host, headers and body, all of them', () => {
  const first = { method: 'POST', path: '/a', host: 'h', headers: ['A', '1'], body: Buffer.from('x') };
  const distinct = new DistinctRequests();
  const others = [
    { method: 'PUT' },
    { path: '/b' },
    { host: undefined },
    { headers: ['A', '2'] },
    { body: undefined },
  ];
  const all = [first, ...others.map((change) => ({ ...first, ...change }))];
  assert.deepEqual(
    all.map((request) => distinct.add(request)),
    all.map(() => true),
  );
  assert.deepEqual(
    all.map((request) => distinct.add({ ...request })),
    all.map(() => false),
  );
  // What stands in one place is not what stands in another.
  assert.ok(distinct.add({ ...first, headers: ['A', '1', 'B', ''], body: undefined }));
  assert.ok(distinct.add({ ...first, headers: ['A'], body: Buffer.from('1\n\nx') }));
});

test('of very many distinct requests each is new once', () => {
  const distinct = new DistinctRequests();
  const add = (i: number) => distinct.add({ method: 'GET', path: `/${i}`, headers: [] });
  for (let i = 0; i < 50_000; i++) assert.ok(add(i));
  for (let i = 0; i < 50_000; i++) assert.ok(!add(i));
});

test('what is beyond the limit of distinct requests is not remembered, and passes', () => {
  const distinct = new DistinctRequests(10);
  const add = (i: number) => distinct.add({ method: 'GET', path: `/${i}`, headers: [] });
  assert.deepEqual(
    Array.from({ length: 12 }, (_, i) => add(i)),
    Array(12).fill(true),
  );
  assert.ok(distinct.isFull);
  assert.deepEqual([0, 9, 10, 11].map(add), [false, false, true, true]);
});

test('an expression sees text where a target is UTF-8, and bytes where it is not', () => {
  const matches = compileExpression('^/caf(é|\\xe9)$', '--include');
  assert.ok(matches('/caf\xc3\xa9'));
  assert.ok(matches('/caf\xe9'));
  assert.ok(!matches('/caf%C3%A9'));
});

for (const source of ['(', '[z-a]', 'a(?=b)', '(a)\\1', '*']) {
  test(`${source} is refused, with the language that is spoken`, () => {
    assert.throws(() => compileExpression(source, '--exclude'), {
      code: 'usage',
      message: /^--exclude .*: is no regular expression: ./,
      hint: /RE2/,
    });
  });
}

test('no expression takes more than time in proportion to a target, whatever stands there', {
  timeout: 20_000,
}, () => {
  const evil = `/${'a'.repeat(100_000)}!`;
  for (const source of ['(a+)+$', '^(/a+)+$', '(a|a)*b', '.*a.*a.*a.*b', '(.*)*c']) {
    compileExpression(source, '--include')(evil);
  }
  compilePath('/*a*a*a*a*b')(evil);
});

for (const [pattern, yes, no] of [
  ['/items', ['/items', '/items?a=b'], ['/items/', '/item', '/a/items', '/ITEMS']],
  ['/items/:id', ['/items/7', '/items/a-b?x'], ['/items/', '/items/7/photos', '/items']],
  ['/items/:id/*', ['/items/7/photos', '/items/7/a/b', '/items/7/'], ['/items/7']],
  ['/a.b+c', ['/a.b+c'], ['/aXb+c', '/a.bbc']],
  ['/a:b', ['/a:b'], ['/ax']],
  ['*', ['/', '/a/b?c'], []],
  ['/*.json', ['/a.json', '/a/b.json'], ['/a.jsonp']],
  ['/café', ['/caf\xc3\xa9'], ['/cafe']],
] as const) {
  test(`the path ${pattern} is ${yes.join(', ')}, not ${no.join(', ')}`, () => {
    const matches = compilePath(pattern);
    assert.deepEqual(
      yes.filter((target) => !matches(target)),
      [],
    );
    assert.deepEqual(no.filter(matches), []);
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brokenStatus } from '../../practice/broken-status.ts';
import { parseBreak } from '../../practice/parse-break.ts';
import { startPracticeTarget } from '../../practice/start-practice-target.ts';

test('what is broken is a method, a path and a status; the method may be any', () => {
  assert.deepEqual(parseBreak('GET /api/*:500'), { method: 'GET', path: '/api/*', status: 500 });
  assert.deepEqual(parseBreak(' post /a:b:404 '), { method: 'POST', path: '/a:b', status: 404 });
  assert.deepEqual(parseBreak('/x:503'), { method: '*', path: '/x', status: 503 });
  assert.deepEqual(parseBreak('* /x:503'), { method: '*', path: '/x', status: 503 });
});

for (const [text, error, message] of [
  ['', TypeError, /^'' breaks nothing/],
  ['GET /api', TypeError, /^'GET \/api' breaks nothing: write 'GET \/api\/\*:500'/],
  ['GET api:500', TypeError, /breaks nothing/],
  ['GET /api:oops', TypeError, /breaks nothing/],
  ['/api:600', RangeError, /^status 600 is out of range/],
  ['/api:101', RangeError, /^status 101 is out of range/],
] as const) {
  test(`'${text}' is refused with a word on how to write it`, () => {
    assert.throws(() => parseBreak(text), { name: error.name, message });
  });
}

for (const [rule, method, target, fits] of [
  ['GET /api/*:500', 'GET', '/api/', true],
  ['GET /api/*:500', 'GET', '/api/cart/7?x=1', true],
  ['GET /api/*:500', 'HEAD', '/api/cart', false],
  ['GET /api/*:500', 'GET', '/API/', false],
  ['GET /api/*:500', 'GET', '/x/api/', false],
  ['/a.b:500', 'GET', '/axb', false],
  ['/a.b:500', 'PUT', '/a.b?c', true],
  ['/*/edit:500', 'GET', '/a/b/edit', true],
  ['/*/edit:500', 'GET', '/a?/edit', false],
  ['/(a|b)$:500', 'GET', '/(a|b)$', true],
] as const) {
  test(`${rule} ${fits ? 'breaks' : 'leaves'} ${method} ${target}`, () => {
    assert.equal(brokenStatus([parseBreak(rule)])(method, target), fits ? 500 : undefined);
  });
}

test('the first rule that fits holds, and what is not broken is answered as without', async () => {
  const options = {
    statuses: [
      { status: 200, weight: 1 },
      { status: 404, weight: 1 },
    ],
    latencyMs: { min: 0, max: 0 },
    seed: 5,
  };
  const breaks = [parseBreak('GET /b/1:503'), parseBreak('/b/*:500')];
  const statuses = async (broken: boolean) => {
    const target = await startPracticeTarget({ ...options, ...(broken ? { breaks } : {}) });
    const seen: number[] = [];
    for (const path of ['/a', '/b/1', '/a', '/b/2?q', '/a', '/a', '/a', '/a']) {
      const answer = await fetch(target.url + path);
      await answer.arrayBuffer();
      seen.push(answer.status);
    }
    const { statuses: counted } = target.stats();
    await target.close();
    return { seen, counted };
  };
  const plain = (await statuses(false)).seen;
  const { seen, counted } = await statuses(true);
  assert.deepEqual(seen, plain.with(1, 503).with(3, 500));
  assert.deepEqual([counted[503], counted[500]], [1, 1]);
});

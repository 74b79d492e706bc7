import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ReplayError } from '../../src/errors.ts';
import { matchesRule, parseEndpointRule } from '../../src/request/endpoint-rule.ts';
import { segmentsOf } from '../../src/request/segment.ts';

function fits(rule: string, request: string): boolean {
  const [method, target] = request.split(' ') as [string, string];
  const { segments, more } = segmentsOf(target);
  return matchesRule(parseEndpointRule(rule), method, segments, more);
}

for (const [rule, fitting, others] of [
  [
    'GET /shop',
    ['GET /shop', 'GET /shop?a=/b', 'GET /shop;x=1'],
    ['POST /shop', 'GET /shop/', 'GET /shop/7', 'GET /'],
  ],
  ['/shop', ['GET /shop', 'PROPFIND /shop'], []],
  ['* /shop', ['GET /shop', 'PROPFIND /shop'], []],
  ['post /shop', ['POST /shop'], ['GET /shop']],
  [
    '/shop/{id}',
    ['GET /shop/7', 'GET /shop/a-b'],
    ['GET /shop', 'GET /shop/', 'GET /shop/7/', 'GET /shop/7/8'],
  ],
  ['/shop/*/x', ['GET /shop/7/x'], ['GET /shop//x', 'GET /shop/7/y']],
  ['/shop/{id}/…', ['GET /shop/7', 'GET /shop/7/', 'GET /shop/7/x/y'], ['GET /shop', 'GET /shop/']],
  ['/shop/**', ['GET /shop', 'GET /shop/7/x/y', `GET /shop${'/x'.repeat(50)}`], ['GET /shopping']],
  ['/…', ['GET /', 'GET /x/y'], []],
  ['/', ['GET /', 'GET /?a'], ['GET /x', 'GET //']],
  ['/img/{name}.png', ['GET /img/a.png', 'GET /img/a.b.png'], ['GET /img/.png', 'GET /img/a.jpg']],
  ['/{a}-x-{b}.js', ['GET /1-x-2.js', 'GET /1-x-x-2.js'], ['GET /-x-2.js', 'GET /1-x-.js', 'GET /1-x2.js']],
  ['/café/{x}', ['GET /caf%C3%A9/1', 'GET /caf\xc3\xa9/1', 'GET /caf%c3%a9/1'], ['GET /cafe/1']],
  ['/~user/{x}', ['GET /%7Euser/1'], []],
] as const) {
  test(`${rule} is ${fitting.join(', ')}, and nothing else`.slice(0, 150), () => {
    for (const request of fitting) assert.ok(fits(rule, request), request);
    for (const request of others) assert.ok(!fits(rule, request), request);
  });
}

test('a rule that is none is refused, with how to write it', () => {
  for (const text of [
    '',
    'GET',
    'shop',
    'GET shop',
    'G=T /x',
    '/a/…/b',
    '/**/b',
    '/{a',
    '/a}',
    '/x?a=b',
    '/x y z',
  ]) {
    assert.throws(
      () => parseEndpointRule(text),
      (error) => error instanceof ReplayError && error.code === 'usage' && /--endpoint 'GET/.test(error.hint),
      text,
    );
  }
});

test('no path makes a rule take long', () => {
  const begin = performance.now();
  fits('/{a}-{b}-{c}-{d}-{e}x', `GET /${'-'.repeat(1_000_000)}`);
  assert.ok(performance.now() - begin < 1000);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CAUSE } from '../../src/model.ts';
import { RequestTemplates } from '../../src/send/request-templates.ts';
import { sendableOf } from '../../src/send/sendable-of.ts';
import { SessionCookies } from '../../src/send/session-cookies.ts';
import { requestAt } from './sample-arrivals.ts';

const request = (path: string, headers: readonly string[] = [], host?: string) =>
  sendableOf(
    { seq: 0, dueAtUs: 0, request: requestAt(0, { path, headers, host }) },
    false,
    new RequestTemplates(),
  );

function jar(http2 = false) {
  const tally = { set: 0, refused: 0, bytes: 0 };
  return { tally, cookies: new SessionCookies({ host: 'shop.test:8080', http2, tally }) };
}

test('what the target sets goes back to it, by path and until it is taken back', () => {
  const { cookies, tally } = jar();
  const plain = request('/');
  assert.equal(cookies.dress(plain), plain);
  cookies.hear(['sid=1; Path=/; HttpOnly; Secure; SameSite=Strict', 'basket=7; Path=/shop'], plain);
  assert.deepEqual(cookies.dress(request('/')).headers, ['Cookie', 'sid=1']);
  assert.deepEqual(cookies.dress(request('/shop/a?b=c', ['A', 'b'])).headers, [
    'A',
    'b',
    'Cookie',
    'basket=7; sid=1',
  ]);
  cookies.hear('sid=2; Path=/', plain);
  assert.deepEqual(cookies.dress(request('/')).headers, ['Cookie', 'sid=2']);
  cookies.hear('sid=; Path=/; Max-Age=0', plain);
  assert.deepEqual(cookies.dress(request('/')).headers, []);
  assert.deepEqual([tally.set, tally.refused], [4, 0]);
});

test('the jar wins by name, other recorded cookies stay, and a name that the target took back does not come again', () => {
  const { cookies } = jar();
  cookies.hear(['sid=new; Path=/', 'old=x; Path=/'], request('/'));
  const recorded = ['Accept', '*/*', 'cookie', 'consent=yes; sid=recorded; theme=dark', 'X', 'y'];
  const { headers, causes } = cookies.dress(request('/', recorded));
  assert.deepEqual(headers, ['Accept', '*/*', 'cookie', 'consent=yes; theme=dark; sid=new; old=x', 'X', 'y']);
  assert.equal(causes & CAUSE.credentialsAdded, CAUSE.credentialsAdded);
  cookies.hear(['sid=; Path=/; Max-Age=0', 'old=; Path=/; Max-Age=0'], request('/'));
  assert.deepEqual(cookies.dress(request('/', recorded)).headers[3], 'consent=yes; theme=dark');
  const alone = cookies.dress(request('/', ['Cookie', 'sid=recorded']));
  assert.deepEqual([alone.headers, alone.causes & CAUSE.credentialsAdded], [[], 0]);
});

test('a request is not changed by being dressed: it is sent in other sessions, too', () => {
  const { cookies } = jar();
  cookies.hear('sid=1; Path=/', request('/'));
  const own = request('/', ['Cookie', 'a=1']);
  cookies.dress(own);
  assert.deepEqual(own.headers, ['Cookie', 'a=1']);
});

test('cookies are for the host that was sent; those for another are refused and counted', () => {
  const { cookies, tally } = jar(true);
  cookies.hear(
    ['a=1; Domain=shop.example', 'b=2; Domain=other.example', 'c=3; Domain=example'],
    request('/', [], 'www.shop.example'),
  );
  assert.deepEqual([tally.set, tally.refused], [3, 2]);
  assert.deepEqual(cookies.dress(request('/', [], 'api.shop.example')).headers.slice(-2), ['cookie', 'a=1']);
  assert.deepEqual(cookies.dress(request('/')).headers, []);
});

test('paths and values of any bytes neither break a jar nor change in it', () => {
  const { cookies, tally } = jar();
  const odd = request('//x/../%zz?\xff#', [], 'h');
  cookies.hear(
    ['name=caf\xe9; Path=/', '', ';', '=', 'bad\0=1', 'nameless', `long=${'x'.repeat(10_000)}`],
    odd,
  );
  const sent = cookies.dress(odd).headers;
  assert.ok(sent.includes('Cookie') || sent.includes('host'), `${sent}`);
  const value = sent[sent.indexOf('Cookie') + 1]!;
  assert.ok(value.split('; ').includes('name=caf\xe9'), value);
  assert.deepEqual([tally.set, tally.refused], [7, 4]);
  assert.doesNotMatch(value, /; (?:;|$)|^;/);
  assert.doesNotMatch(value, /[\0-\x1f]/);
});

test('what a jar holds is bounded, and given back when it is forgotten', () => {
  const { cookies, tally } = jar();
  for (let i = 0; i < 1000; i++) cookies.hear(`c${i}=${'x'.repeat(100)}; Path=/`, request('/'));
  const names = cookies.dress(request('/')).headers[1]!.split('; ');
  assert.equal(names.length, 180);
  assert.ok(names.some((pair) => pair.startsWith('c999=')) && !names.some((pair) => pair.startsWith('c0=')));
  const { bytes } = tally;
  assert.ok(bytes > 180 * 100 && bytes < 180 * 3000, `${bytes}`);
  // The oldest are recorded ones again.
  assert.match(cookies.dress(request('/', ['Cookie', 'c0=r; c999=r'])).headers[1]!, /^c0=r; (?!.*c999=r)/);
  cookies.hear(`c999=${'y'.repeat(100)}; Path=/`, request('/'));
  assert.equal(tally.bytes, bytes);
  cookies.forget();
  assert.equal(tally.bytes, 0);
});

test('a cookie lives as long as it was given, however often it is sent', (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.parse('2026-09-15T10:00:00Z') });
  const { cookies } = jar();
  const until = 'Tue, 15 Sep 2026 10:00:20 GMT';
  cookies.hear(
    [
      'short=1; Path=/; Max-Age=10',
      `long=2; Path=/; Expires=${until}`,
      'ever=3; Path=/; Max-Age=1e99',
      'ever=3; Path=/; Max-Age=99999999999999999',
    ],
    request('/'),
  );
  const sent = () => cookies.dress(request('/a')).headers[1];
  for (const [afterS, expected] of [
    [6, 'short=1; long=2; ever=3'],
    [3, 'short=1; long=2; ever=3'],
    [2, 'long=2; ever=3'],
    [8, 'long=2; ever=3'],
    [2, 'ever=3'],
    [1e6, 'ever=3'],
  ] as const) {
    t.mock.timers.tick(afterS * 1000);
    assert.equal(sent(), expected);
  }
});

test('what was sent last is sent again only where it is for the same host, and until another is set', () => {
  const { cookies } = jar();
  cookies.hear('a=1; Path=/; Domain=shop.example', request('/', [], 'shop.example'));
  cookies.hear('b=2; Path=/', request('/', [], 'www.shop.example'));
  const sent = (path: string, host?: string) => {
    const { headers } = cookies.dress(request(path, [], host));
    return headers[headers.indexOf('Cookie') + 1];
  };
  assert.equal(sent('/x', 'www.shop.example'), 'a=1; b=2');
  assert.equal(sent('/y', 'shop.example'), 'a=1');
  assert.equal(sent('/z', 'www.shop.example'), 'a=1; b=2');
  cookies.hear('c=3; Path=/deep', request('/deep/a', [], 'shop.example'));
  assert.equal(sent('/deep/b', 'shop.example'), 'c=3; a=1');
  assert.equal(sent('/', 'shop.example'), 'a=1');
});

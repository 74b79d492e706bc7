import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mappedJson } from '../../parsers/shared/mapped-json.ts';
import type { LogRecord } from '../../src/model.ts';

const NOON_MS = Date.UTC(2026, 10, 20, 12);
const LINE = {
  req: {
    verb: 'POST',
    path: '/shop?a=1',
    full: 'https://shop.example:8443/shop?a=1',
    bare: '/shop',
    qs: 'b=2',
    list: [
      { name: 'User-Agent', value: 'cli/1' },
      { name: 'Accept', value: ['a', 'b'] },
      { name: ':path', value: '/shop' },
    ],
    object: { 'User-Agent': ['cli/1'], 'X-Two': ['1', '2'], Host: 'shop.example' },
    text: 'n=1\xff',
    encoded: 'bj0x/w==',
    json: { id: 0, list: [1] },
  },
  res: { code: '201', codes: [200, 201] },
  'dotted.key': 'dotted.example',
  at: { s: 1_795_176_000.25, ms: 1_795_176_000_250, us: 1_795_176_000_250_125, early: 5 },
  iso: '2026-11-20T12:00:00.250+00:00',
  took: { s: 0.25, ms: 250, us: '250000', ns: 250_000_000 },
  tenant: 'acme',
  who: '192.0.2.7',
  // What the names that are customary would find.
  method: 'GET',
  url: '/wrong',
  status: 500,
  time: '2001-01-01T00:00:00Z',
  duration_ms: 9,
};
const TEXT = JSON.stringify(LINE)
  .replace('"id":0', '"id":12345678901234567890')
  .replace('"early":5', '"early":5,"ns":1795176000250125999');

function read(map: string, line = TEXT): LogRecord {
  const result = mappedJson(map).format.open()(line);
  assert.ok(!('skipped' in result), map);
  return result;
}

const header = (record: LogRecord, wanted: string) =>
  record.headers?.filter(([name]) => name === wanted).map(([, value]) => value);

test('method, target and status are where the map says, and not where they usually are', () => {
  const { method, target, status } = read('method=req.verb,url=req.path,status=res.code');
  assert.deepEqual({ method, target, status }, { method: 'POST', target: '/shop?a=1', status: 201 });
});

test('what is not named keeps its customary place', () => {
  const { method, status } = read('url=req.path');
  assert.deepEqual({ method, status }, { method: 'GET', status: 500 });
});

test('array indexes, keys with dots, and several places tried in turn', () => {
  assert.equal(read('status=res.codes[1]').status, 201);
  assert.equal(read('host=dotted.key').host, 'dotted.example');
  assert.equal(read('client=nobody|req.nobody|who').client, '192.0.2.7');
  assert.equal(read('client=').client, undefined);
});

test('an absolute URL gives target, host and scheme; a query may stand on its own', () => {
  const { target, host, scheme } = read('url=req.full');
  assert.deepEqual(
    { target, host, scheme },
    { target: '/shop?a=1', host: 'shop.example:8443', scheme: 'https' },
  );
  assert.equal(read('url=req.bare,query=req.qs').target, '/shop?b=2');
  assert.equal(read('url=req.path,query=req.qs').target, '/shop?a=1');
});

test('headers are read in either shape, with one value or several', () => {
  const list = read('headers=req.list');
  assert.deepEqual(list.headers, [
    ['User-Agent', 'cli/1'],
    ['Accept', 'a'],
    ['Accept', 'b'],
  ]);
  const object = read('headers=req.object');
  assert.deepEqual(header(object, 'X-Two'), ['1', '2']);
  assert.equal(object.host, 'shop.example');
  const single = read('headers=,header.X-Tenant=tenant,header.X-Two=req.object.X-Two');
  assert.deepEqual(header(single, 'X-Tenant'), ['acme']);
  assert.deepEqual(header(single, 'X-Two'), ['1', '2']);
  assert.deepEqual(header(read('user_agent=req.list[0].value'), 'User-Agent'), ['cli/1']);
});

test('a body is text, base64, or JSON whose integers are whole', () => {
  const body = (map: string) => Buffer.from(read(map).body!).toString('latin1');
  assert.equal(body('body=req.text'), 'n=1\xff');
  assert.equal(body('body_base64=req.encoded'), 'n=1\xff');
  assert.equal(body('body=req.json'), '{"id":12345678901234567890,"list":[1]}');
});

for (const [place, expectedMs] of [
  ['time=at.s', NOON_MS + 250],
  ['time=at.ms', NOON_MS + 250],
  ['time=at.us', NOON_MS + 250.125],
  ['time=at.ns', NOON_MS + 250.126],
  ['time=iso', NOON_MS + 250],
  ['end_us=at.us', NOON_MS + 250.125],
  ['time_ns=at.ns', NOON_MS + 250.126],
  // What is too small to tell its unit by its size.
  ['time_ms=at.early', 5],
  ['time_s=at.early', 5000],
] as const) {
  test(`${place} is of the end, less the duration`, () => {
    assert.equal(read(`${place},duration_ms=nothing`).startedAtMs, expectedMs);
    assert.equal(read(`${place},duration_ms=took.ms`).startedAtMs, expectedMs - 250);
    const start = place.replace(/^(?:time|end)/, 'start');
    assert.equal(read(`${start},duration_ms=took.ms`).startedAtMs, expectedMs);
  });
}

for (const unit of ['s', 'ms', 'us', 'ns']) {
  test(`duration_${unit} is in its unit`, () => {
    assert.equal(read(`duration_${unit}=took.${unit}`).durationMs, 250);
  });
}

test('what no line has is told as it was written', () => {
  const { missing } = mappedJson('method=req.verb,url=req.pth,status=res.cod|res.cde,host=');
  assert.deepEqual(missing(['no JSON', TEXT]), ['url=req.pth', 'status=res.cod|res.cde']);
});

for (const [map, message] of [
  ['', /^names no place/],
  ['method', /^method: say noun=place/],
  ['=req.verb', /^=req.verb: say noun=place/],
  ['method=a,method=b', /^method: is there twice; give several places as method=a\|b$/],
  ['method=req..verb', /req\.\.verb is no place/],
  ['method=a||b', /nothing is no place/],
  ['url=req[x]', /req\[x\] is no place/],
  ['methd=a', /^methd is not what a map can name; did you mean method\?$/],
  ['Status=a', /did you mean status\?$/],
  ['verb=a', /did you mean method\?$/],
  ['latency=a', /did you mean duration_ms\?$/],
  ['duration_min=a', /did you mean duration_ms\?$/],
  ['xyzzy=a', /^xyzzy is not what a map can name; that is request, method, url, /],
  ['header.=a', /nothing is no name of a header$/],
  ['header.a b=c', /a b is no name of a header$/],
] as const) {
  test(`--map "${map}" is no map`, () => {
    assert.throws(() => mappedJson(map), { name: 'TypeError', message });
  });
}

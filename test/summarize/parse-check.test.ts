import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCheck } from '../../src/summarize/parse-check.ts';

const fixed = (plus: number) => ({ of: 'nothing', factor: 0, plus });

for (const [text, quantity, comparison, limit] of [
  ['p99<500ms', { kind: 'time', measure: 'response', of: 99 }, '<', fixed(500_000)],
  ['p99.9 <= 1.5s', { kind: 'time', measure: 'response', of: 99.9 }, '<=', fixed(1_500_000)],
  ['service.p50<250us', { kind: 'time', measure: 'service', of: 50 }, '<', fixed(250)],
  ['TTFB mean < 1m', { kind: 'time', measure: 'ttfb', of: 'mean' }, '<', fixed(60e6)],
  ['lag.max<10ms', { kind: 'time', measure: 'lag', of: 'max' }, '<', fixed(10_000)],
  ['5xx<1%', { kind: 'share', of: '5xx' }, '<', fixed(0.01)],
  ['2xx>=99.5%', { kind: 'share', of: '2xx' }, '>=', fixed(0.995)],
  ['status(404)<2%', { kind: 'share', of: 404 }, '<', fixed(0.02)],
  ['unexplained<=0%', { kind: 'share', of: 'unexplained' }, '<=', fixed(0)],
  ['rate>95%', { kind: 'rate' }, '>', { of: 'asked', factor: 0.95, plus: 0 }],
  ['rate>6000/m', { kind: 'rate' }, '>', fixed(100)],
  [
    'p95<baseline+10%',
    { kind: 'time', measure: 'response', of: 95 },
    '<',
    { of: 'baseline', factor: 1.1, plus: 0 },
  ],
  [
    'mean < baseline + 20ms',
    { kind: 'time', measure: 'response', of: 'mean' },
    '<',
    { of: 'baseline', factor: 1, plus: 20_000 },
  ],
  ['failed<=baseline', { kind: 'share', of: 'failed' }, '<=', { of: 'baseline', factor: 1, plus: 0 }],
  ['5xx<baseline+1%', { kind: 'share', of: '5xx' }, '<', { of: 'baseline', factor: 1, plus: 0.01 }],
  ['rate>baseline-5%', { kind: 'rate' }, '>', { of: 'baseline', factor: 0.95, plus: 0 }],
] as const) {
  test(`${text} is read`, () => {
    const expected = { text, quantity, endpoints: null, comparison, limit };
    assert.deepEqual(parseCheck(text), expected);
  });
}

for (const [text, method, pieces] of [
  ['p95(GET /api/*)<300ms', 'GET', ['/api/', '']],
  ['5xx(/shop/:id)<1%', null, ['/shop/:id']],
  ['p95(* /a*b*)<1s', null, ['/a', 'b', '']],
  ['status(404, get /x)<1%', 'GET', ['/x']],
  ['p95(GET /a(b))<1s', 'GET', ['/a(b)']],
] as const) {
  test(`${text} speaks of endpoints`, () => {
    assert.deepEqual(parseCheck(text).endpoints, { method, pieces });
  });
}

for (const [text, message] of [
  ['p99', /a quantity, < or >, and a limit/],
  ['p99<', /a quantity, < or >, and a limit/],
  ['p99=500ms', /a quantity, < or >, and a limit/],
  ['p100<500ms', /'p100' is none of p50/],
  ['p0<500ms', /'p0' is none of/],
  ['q95<500ms', /'q95' is none of/],
  ['latency.p95<500ms', /'latency' is none of the four times response, service, ttfb, lag/],
  ['p99<5%', /'5%' is no time/],
  ['p99<500', /'500' is no time/],
  ['5xx<1s', /'1s' is no share/],
  ['5xx<101%', /'101%' is no share/],
  ['6xx<1%', /'6xx' is none of/],
  ['status<1%', /status\(404\)/],
  ['status(99)<1%', /status\(404\)/],
  ['rate>5s', /'5s' is no rate/],
  ['rate(GET /)>5%', /that of the whole run/],
  ['p95()<1s', /names no endpoints/],
  ['p95(GET)<1s', /names no endpoints|none/],
  ['5xx<baseline+20ms', /baseline\+10%/],
  ['p95<baselin', /is no time/],
] as const) {
  test(`${text} is no check, and the message says what would be`, () => {
    assert.throws(() => parseCheck(text), { name: 'TypeError', message });
    assert.throws(() => parseCheck(text), { message: /such as 'p99<500ms'/ });
  });
}

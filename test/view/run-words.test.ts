import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Run } from '../../src/model.ts';
import { optionsWithoutWords, runWords } from '../../src/view/run-words.ts';
import { sampleRun } from './samples.ts';

/** What follows `reprise run access.log --target URL`, without threads and name. */
function wordsOf(changes: Partial<Run>): string {
  const { words } = runWords(sampleRun({ name: null, options: {}, ...changes }));
  return words.slice(words.indexOf('--target') + 2, words.indexOf('--workers')).join(' ');
}

for (const [words, changes] of [
  ['--rate 100 --duration 10s', {}],
  [
    '--rate 0.5 --duration 3m --warmup 1500ms',
    { rateAsked: 0.5, durationUs: 181_500_000, warmupUs: 1_500_000 },
  ],
  ['--rate 100', { durationUs: null, options: { once: true } }],
  ['--rate 100 --duration 10s --once', { options: { once: true } }],
  ['--rate max --once', { model: 'closed', rateAsked: null, durationUs: null, options: { once: true } }],
  ['--load const(5,1m)', { options: { load: 'const(5,1m)', once: false }, durationUs: 60_000_000 }],
  ['--load ./f.ts --duration 1m --once', { options: { load: './f.ts', once: true }, durationUs: 60_000_000 }],
  ['--follow --duration 10s', { options: { follow: true, once: true }, rateAsked: 17 }],
  [
    '--as-logged --speed 2 --max-gap 5s',
    { durationUs: null, options: { as_logged: { speed: 2, rate: null, max_gap_ms: 5000 }, once: true } },
  ],
  [
    '--as-logged --rate 50 --duration 10s',
    { options: { as_logged: { speed: null, rate: 50, max_gap_ms: null } } },
  ],
  [
    '--users 8 --spawn-rate 4 --wait 0s..2s --duration 10s',
    { model: 'closed', options: { users: { count: 8, spawn_per_s: 4, wait_ms: [0, 2000] } } },
  ],
  [
    '--users 8 --duration 10s',
    { model: 'closed', options: { users: { count: 8, spawn_per_s: null, wait_ms: [0, 0] } } },
  ],
] as const satisfies readonly (readonly [string, Partial<Run>])[]) {
  test(`the pace of a run is told again: ${words}`, () => assert.equal(wordsOf(changes), words));
}

test('what a run was asked for beside its pace is told again, what stood at its default is not', () => {
  const options = {
    ...{
      arrivals: 'even',
      seed: 1,
      once: false,
      methods: ['GET', 'HEAD', 'OPTIONS'],
      host: 'target',
      headers: [],
    },
    ...{ max_in_flight: 4096, max_overdue_ms: 2000, catch_up: 2, timeout_ms: 30_000, body_missing: 'skip' },
    ...{ timezone: 'UTC', insecure: false, preflight: true, merge: false, inside: ['syslog'], map: null },
  };
  assert.equal(wordsOf({ options }), '--rate 100 --duration 10s');
  const others = {
    ...{ arrivals: 'poisson', seed: 7, methods: ['GET', 'POST'], host: { name: 'shop.example' } },
    ...{ headers: [['X-Name', 'é']], sample: 0.1, catch_up: 1.5, timeout_ms: 500, preflight: false },
    bodies: [
      { requests: 'POST /a', file: 'a.json', text: null },
      { requests: 'POST /b', file: null, text: 'x=1' },
    ],
  };
  assert.equal(
    wordsOf({ options: others }).replace('--rate 100 --duration 10s ', ''),
    '--arrivals poisson --seed 7 --methods GET,POST --host shop.example --header X-Name: é --sample 10% ' +
      '--catch-up 1.5x --timeout 500ms --no-preflight --body POST /a=@a.json --body POST /b=x=1',
  );
});

test('what the command lacks is said', () => {
  const logs = Array.from({ length: 21 }, (_, i) => ({ path: `${i}.log` }));
  const options = { headers: [['Authorization', 'REDACTED']], newest: 'yes', unset: null };
  const run = sampleRun({ logs, options });
  const { words, lacking } = runWords(run);
  assert.equal(words[words.indexOf('run') + 1], 'LOG…');
  assert.deepEqual(optionsWithoutWords(run), ['newest', 'unset']);
  assert.deepEqual(lacking, [
    'LOG… are the log files below.',
    'Secrets are not stored: REDACTED stands where they were.',
    'newest was "yes".',
  ]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareRotations, rotationOf } from '../../src/ingest/rotation.ts';

for (const [writer, oldestFirst] of [
  ['logrotate', ['access.log.11.gz', 'access.log.10.gz', 'access.log.2.gz', 'access.log.1', 'access.log']],
  [
    'logrotate with dateext',
    ['access.log-20251231.gz', 'access.log-20261118.zst', 'access.log-20261119', 'access.log'],
  ],
  ['logrotate, hour by hour', ['access.log-2026111909.gz', 'access.log-2026111910.gz', 'access.log']],
  [
    'the second of a day',
    ['access.log-20261119.gz', 'access.log-20261119.1.gz', 'access.log-20261119.2.gz', 'access.log-20261120'],
  ],
  [
    'logback',
    [
      'access.2026-11-18.0.log.gz',
      'access.2026-11-18.1.log.gz',
      'access.2026-11-18.10.log.gz',
      'access.2026-11-19.0.log',
      'access.log',
    ],
  ],
  ['Tomcat', ['localhost_access_log.2026-09-30.txt', 'localhost_access_log.2026-10-01.txt']],
  ['IIS', ['u_ex251231.log', 'u_ex261119.log', 'u_ex26111913.log', 'u_ex261120.log']],
  ['rotatelogs', ['access_log.1763510400', 'access_log.1763596800', 'access_log']],
  [
    'an ALB',
    ['1_elb_eu_app.x_20261119T1255Z_10.0.0.9_b.log.gz', '1_elb_eu_app.x_20261119T1300Z_10.0.0.1_a.log.gz'],
  ],
  ['CloudFront', ['E1.2026-11-19-12.ffff.gz', 'E1.2026-11-19-13.0000.gz']],
  ['by hand', ['access.log.old', 'access.log']],
  ['a date before the name', ['20261118-access.log', '20261119-access.log', 'access.log']],
  ['both, dates first', ['access.log-20261119.gz', 'access.log.2.gz', 'access.log.1', 'access.log']],
] as const) {
  test(`names of ${writer} are put in the order of time`, () => {
    const rotations = oldestFirst.map((name) => ({ name, ...rotationOf(name) }));
    for (const shuffled of [
      rotations.toReversed(),
      rotations.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    ]) {
      assert.deepEqual(
        shuffled.toSorted(compareRotations).map(({ name }) => name),
        oldestFirst,
      );
    }
    assert.equal(new Set(rotations.map(({ log }) => log)).size, 1, 'they are one log');
  });
}

test('logs of other names are other logs', () => {
  const names = [
    'access.log',
    'error.log',
    'shop.access.log',
    'web-1.log',
    'web-2.log',
    'api.8080.log',
    'ssl_access.log',
  ];
  assert.equal(new Set(names.map((name) => rotationOf(name).log)).size, names.length);
});

test('what is no date is none', () => {
  for (const name of ['access.20261399.log', 'a120261119.log', '2026', 'access-1.2.3.log']) {
    assert.equal(rotationOf(name).date, '', name);
  }
});

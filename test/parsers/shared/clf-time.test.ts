import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clfTime, createClfClock } from '../../../parsers/shared/clf-time.ts';

test('Stamps of all months and zones are read', () => {
  for (let month = 0; month < 12; month++) {
    const ms = Date.UTC(2024, month, 28, 23, 59, 58);
    const [, name] = /\w+, \d+ (\w+)/.exec(new Date(ms).toUTCString())!;
    assert.equal(clfTime(`28/${name}/2024:23:59:58 +0000`), ms);
  }
  assert.equal(clfTime('20/Nov/2026:20:04:58 -0330'), Date.UTC(2026, 10, 20, 23, 34, 58));
  assert.equal(clfTime('21/Nov/2026:05:49:58 +0945'), Date.UTC(2026, 10, 20, 20, 4, 58));
  assert.equal(clfTime('29/Feb/2024:00:00:00 +0000'), Date.UTC(2024, 1, 29));
  assert.equal(clfTime('31/Dec/2016:23:59:60 +0000'), Date.UTC(2017, 0, 1));
  assert.equal(clfTime('[20/Nov/2026:20:04:58 +0000]', 1), Date.UTC(2026, 10, 20, 20, 4, 58));
});

test('What is no stamp is not taken for one', () => {
  const stamp = '20/Nov/2026:20:04:58 +0000';
  const wrong = [
    '',
    '-',
    '29/Feb/2023:00:00:00 +0000',
    '00/Nov/2026:20:04:58 +0000',
    '20/Foo/2026:20:04:58 +0000',
    '20/ovD/2026:20:04:58 +0000',
    '20/Nov/2026:24:04:58 +0000',
    '20/Nov/2026:20:60:58 +0000',
    '20/Nov/2026:20:04:61 +0000',
    '20/Nov/2026:20:04:58 *0000',
    '20/11//2026:20:04:58 +0000',
  ];
  for (const text of wrong) assert.ok(Number.isNaN(clfTime(text)), text);
  for (let length = 0; length < stamp.length; length++)
    assert.ok(Number.isNaN(clfTime(stamp.slice(0, length))));
});

test('A clock remembers the last stamp and is not misled by it', () => {
  const clock = createClfClock();
  const first = clock('20/Nov/2026:20:04:58 +0000', 0);
  assert.equal(clock('x 20/Nov/2026:20:04:58 +0000', 2), first);
  assert.equal(clock('20/Nov/2026:20:04:59 +0000', 0), first + 1000);
  assert.ok(Number.isNaN(clock('20/Nov/2026:20:04:5', 0)));
  assert.ok(Number.isNaN(clock('\0', 0)));
  assert.equal(clock('20/Nov/2026:20:04:59 +0000', 0), first + 1000);
});

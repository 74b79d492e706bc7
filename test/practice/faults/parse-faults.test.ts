import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseFaults } from '../../../practice/faults/parse-faults.ts';
import { nearMiss } from '../../../src/near-miss.ts';

const fault = (name: string, timeMs = 0) => ({ name, timeMs });

test('rules name a path, a share, both or neither, and a time where the fault takes one', () => {
  assert.deepEqual(parseFaults('/cart/*=reset 5%=garbage\n 2.5%/a=b/c=drip:100ms  silent away unsolicited'), [
    { fault: fault('reset'), share: 1, path: '/cart/*' },
    { fault: fault('garbage'), share: 0.05, path: '*' },
    { fault: fault('drip', 100), share: 0.025, path: '/a=b/c' },
    { fault: fault('silent'), share: 1, path: '*' },
    { fault: fault('away', 5000), share: 1, path: '*' },
    { fault: fault('unsolicited'), share: 1, path: '*' },
  ]);
});

for (const [text, error, message] of [
  ['', TypeError, /^no fault is named: write '\/cart\/\*=reset 5%=garbage'$/],
  ['5%=garbag', TypeError, /^'garbag' is no fault: did you mean garbage\? There are silent, half-header, /],
  ['xyzzy', TypeError, /^'xyzzy' is no fault\. There are silent, /],
  ['constructor', TypeError, /is no fault/],
  ['cart=reset', TypeError, /^'cart' is neither a path nor a share: write \/cart\/\*=reset, 5%=reset/],
  ['=reset', TypeError, /^'' is neither a path nor a share/],
  ['5=reset', TypeError, /^'5' is neither/],
  ['/cart/*=', TypeError, /^'' is no fault/],
  ['0%=reset', RangeError, /^0% is no share: above 0 and up to 100$/],
  ['101%=reset', RangeError, /^101% is no share/],
  ['reset:2s', TypeError, /^reset takes no time: write reset alone$/],
  ['drip:2', TypeError, /^'2' has no unit: write 2ms or 2s$/],
  ['drip:', TypeError, /^a time is missing in 'drip:'/],
  ['drip:2s:3s', TypeError, /^'drip:2s:3s' has too many colons: write drip:2s$/],
  ['away:2h', RangeError, /too long/],
  ['/a=unsolicited', TypeError, /^unsolicited befalls connections, which have no path: write 5%=unsolicited/],
] as const) {
  test(`'${text}' is refused with a word on how to write it`, () => {
    assert.throws(() => parseFaults(text, nearMiss), { name: error.name, message });
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseFaults } from '../../../practice/faults/choose-faults.ts';
import { parseFaults } from '../../../practice/faults/parse-faults.ts';

const MANY = 20_000;

function drawn(rules: string, seed: number, target: (i: number) => string = () => '/a?b') {
  const chooser = chooseFaults(parseFaults(rules), seed);
  return Array.from({ length: MANY }, (_, i) => chooser.forRequest(target(i))?.name ?? 'none');
}

function share(names: readonly string[], name: string): number {
  return names.filter((one) => one === name).length / names.length;
}

test('each rule has its share, one after the other', () => {
  const names = drawn('5%=garbage 10%=reset 1%/b=silent', 3);
  // Four standard deviations.
  for (const [name, expected] of [
    ['garbage', 0.05],
    ['reset', 0.1],
    ['silent', 0],
    ['none', 0.85],
  ] as const) {
    const deviation = Math.sqrt((expected * (1 - expected)) / MANY);
    assert.ok(Math.abs(share(names, name) - expected) <= 4 * deviation, `${name}: ${share(names, name)}`);
  }
});

test('a path has the faults of its own before those of all, without its query', () => {
  const names = drawn('/cart/*=reset 100%=garbage', 1, (i) => (i % 2 ? '/cart/7?/shop' : '/shop?/cart/7'));
  assert.ok(names.every((name, i) => name === (i % 2 ? 'reset' : 'garbage')));
});

test('a seed stands for one sequence, whatever befalls connections', () => {
  const rules = '5%=garbage 10%=reset';
  assert.deepEqual(drawn(rules, 7), drawn(rules, 7));
  assert.notDeepEqual(drawn(rules, 7), drawn(rules, 8));
  assert.deepEqual(drawn(`${rules} 50%=unsolicited`, 7), drawn(rules, 7));
  assert.equal(share(drawn('unsolicited', 7), 'none'), 1);
});

test('connections have their own share', () => {
  const chooser = chooseFaults(parseFaults('20%=unsolicited garbage'), 5);
  const names = Array.from({ length: MANY }, () => chooser.forConnection()?.name ?? 'none');
  assert.ok(Math.abs(share(names, 'unsolicited') - 0.2) < 0.02);
  assert.equal(share(names, 'garbage'), 0);
});

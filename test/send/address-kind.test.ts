import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AddressKind, addressKind } from '../../src/send/address-kind.ts';
import { parseAllowedTarget } from '../../src/send/allowed-target.ts';
import { parseTarget } from '../../src/send/parse-target.ts';

const KINDS: Readonly<Record<AddressKind, readonly string[]>> = {
  loopback: ['127.0.0.1', '127.255.0.3', '::1', '0.0.0.0', '::', '::ffff:127.0.0.1'],
  private: [
    ...['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.7.7', '100.64.0.1', '100.127.255.255'],
    ...['169.254.1.1', 'fd00::1', 'fe80::1', '::ffff:10.0.0.1', '203.0.113.9'],
  ],
  public: [
    ...['8.8.8.8', '172.15.0.1', '172.32.0.1', '192.169.0.1', '100.63.0.1', '100.128.0.1', '11.0.0.1'],
    ...['126.0.0.1', '2606:4700::1111', '::ffff:8.8.8.8'],
  ],
};

for (const [kind, addresses] of Object.entries(KINDS)) {
  test(`${kind} addresses: ${addresses.join(' ')}`, () => {
    for (const address of addresses) assert.equal(addressKind(address), kind, address);
  });
}

for (const [allowed, target, is] of [
  ['stage.example', 'http://stage.example:8080', true],
  ['stage.example', 'https://stage.example', true],
  ['stage.example:8080', 'http://stage.example:8080', true],
  ['stage.example:80', 'http://stage.example', true],
  ['stage.example:443', 'https://stage.example', true],
  ['stage.example:8080', 'http://stage.example', false],
  ['Stage.Example', 'http://stage.example', true],
  ['*.stage.example', 'http://a.stage.example', true],
  ['*.stage.example', 'http://stage.example', false],
  ['*.stage.example', 'http://a.b.stage.example', false],
  ['stage.example', 'http://stage-example', false],
  ['stage.example', 'http://evil-stage.example', false],
  ['stage.example', 'http://stage.example.evil', false],
  ['10.0.0.*', 'http://10.0.0.77', true],
  ['10.0.0.*', 'http://10.0.1.77', false],
  ['[fd00::1]', 'http://[fd00::1]:8080', true],
  ['http://stage.example:8080', 'http://stage.example:8080', true],
  ['http://stage.example:8080', 'https://stage.example:8080', false],
  ['http://stage.example', 'http://stage.example:8080', false],
  ['unix:/run/app.sock', 'unix:/run/app.sock', true],
  ['unix:/run/app.sock', 'unix:/run/b.sock', false],
  ['localhost', 'unix:/run/app.sock', false],
] as const) {
  test(`${allowed} ${is ? 'allows' : 'does not allow'} ${target}`, () => {
    assert.equal(parseAllowedTarget(allowed)(parseTarget(target)), is);
  });
}

for (const text of ['', 'http://a/b', 'a b', 'stage.example:', '/a', 'https://']) {
  test(`"${text}" is nothing that could be allowed`, () => {
    assert.throws(() => parseAllowedTarget(text), TypeError);
  });
}

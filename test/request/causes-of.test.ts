import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CAUSE, type LogRecord } from '../../src/model.ts';
import { Catalogue } from '../../src/request/catalogue.ts';
import { requestMaker } from '../../src/request/request-maker.ts';
import type { RequestRules } from '../../src/request/request-rules.ts';
import { SelectionNotes } from '../../src/request/selection-notes.ts';

const RULES: RequestRules = {
  methods: new Set(['GET', 'POST', 'DELETE']),
  host: 'target',
  targetHost: '127.0.0.1:8080',
  extraHeaders: [],
  bodyMissing: 'empty',
};

/** The names of what may change the status of a record's request. */
function causesOf(record: Partial<LogRecord>, rules: Partial<RequestRules> = {}, showsCredentials = false) {
  const make = requestMaker({ ...RULES, ...rules }, new Catalogue(), new SelectionNotes(), showsCredentials);
  const request = make({ method: 'GET', target: '/', ...record }, '');
  assert.ok(typeof request !== 'string');
  return Object.entries(CAUSE)
    .filter(([, bit]) => ((request.causes ?? 0) & bit) !== 0)
    .map(([name]) => name);
}

test('of a line without headers any of them may be missing', () => {
  assert.deepEqual(causesOf({}), ['noConditions', 'noRange', 'noCredentials']);
});

for (const [header, cause] of [
  ['If-None-Match', 'noConditions'],
  ['if-modified-since', 'noConditions'],
  ['If-Match', 'noConditions'],
  ['If-Unmodified-Since', 'noConditions'],
  ['RANGE', 'noRange'],
  ['Cookie', 'noCredentials'],
  ['authorization', 'noCredentials'],
  ['X-Api-Key', 'noCredentials'],
] as const) {
  test(`${header} is sent: what its absence would explain is not explained`, () => {
    const causes = causesOf({ headers: [[header, 'x']] });
    assert.ok(!causes.includes(cause), causes.join());
    assert.equal(causes.length, 2);
  });
}

test('credentials that the log blotted out may be what is missing, also where it holds those of others', () => {
  const headers = [['Authorization', 'REDACTED']] as const;
  assert.ok(causesOf({ headers }).includes('noCredentials'));
  assert.ok(causesOf({ headers }, {}, true).includes('noCredentials'));
});

test('where the log has a place for credentials, a request without any had none', () => {
  assert.ok(!causesOf({ headers: [['Accept', '*/*']] }, {}, true).includes('noCredentials'));
});

test('a secret in the query is a credential that is sent', () => {
  assert.ok(!causesOf({ target: '/a?token=abc' }).includes('noCredentials'));
  assert.ok(causesOf({ target: '/a?page=2' }).includes('noCredentials'));
});

test('credentials for a proxy are not those of the target', () => {
  assert.ok(causesOf({ headers: [['Proxy-Authorization', 'Basic x']] }).includes('noCredentials'));
});

test('credentials that --header adds are told from those of the log, and end their absence', () => {
  const rules = { extraHeaders: [['Authorization', 'Bearer x']] } as const;
  const added = causesOf({}, rules);
  assert.ok(added.includes('credentialsAdded') && !added.includes('noCredentials'), added.join());
  assert.ok(!causesOf({ headers: [['authorization', 'Basic y']] }, rules).includes('credentialsAdded'));
});

test('a payload that the log does not hold is missing; one that it holds, and none at all, is not', () => {
  assert.ok(causesOf({ method: 'POST' }).includes('noBody'));
  assert.ok(!causesOf({ method: 'POST', body: new Uint8Array([1]) }).includes('noBody'));
  assert.ok(!causesOf({ method: 'POST', body: new Uint8Array() }).includes('noBody'));
  assert.ok(!causesOf({ method: 'GET' }).includes('noBody'));
  assert.ok(causesOf({ method: 'DELETE', headers: [['Content-Length', '3']] }).includes('noBody'));
  assert.ok(!causesOf({ method: 'POST', headers: [['Content-Length', '0']] }).includes('noBody'));
});

test('a payload that a rule supplies in place of one that is lost is not the one that there was', () => {
  const bodies = [{ name: 'POST /', method: 'POST', matches: () => true, body: new Uint8Array([1]) }];
  assert.ok(causesOf({ method: 'POST' }, { bodies }).includes('noBody'));
  assert.ok(!causesOf({ method: 'POST', body: new Uint8Array([2]) }, { bodies }).includes('noBody'));
});

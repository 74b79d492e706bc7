import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errors } from 'undici';
import { FAILURE_REASONS } from '../../src/model.ts';
import { CONNECT_TIMEOUT, failureReason, TIMEOUT } from '../../src/send/failure-reason.ts';

const REASONS: readonly (readonly [codes: readonly string[], reason: string])[] = [
  [[TIMEOUT], 'timeout'],
  [[CONNECT_TIMEOUT, 'ETIMEDOUT'], 'connect-timeout'],
  [['ECONNREFUSED'], 'connect-refused'],
  [['ECONNRESET', 'EPIPE'], 'reset'],
  [['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL'], 'dns'],
  [['EPROTO', 'ERR_TLS_CERT_ALTNAME_INVALID', 'ERR_SSL_WRONG_VERSION_NUMBER', 'CERT_HAS_EXPIRED'], 'tls'],
  [['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'], 'tls'],
  [['EHOSTUNREACH', 'ENETUNREACH'], 'unreachable'],
  [['EADDRNOTAVAIL', 'EMFILE', 'ENFILE', 'ENOBUFS'], 'no-socket'],
  [
    ['HPE_INVALID_CONSTANT', 'HPE_INVALID_HEADER_TOKEN', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'WHATEVER'],
    'protocol',
  ],
];

for (const [codes, reason] of REASONS) {
  test(`${codes.join(', ')}: ${reason}`, () => {
    for (const code of codes)
      assert.equal(failureReason(Object.assign(new Error('x'), { code })), reason, code);
  });
}

test('the errors of undici itself are known by their classes', () => {
  assert.equal(failureReason(new errors.ConnectTimeoutError()), 'connect-timeout');
  assert.equal(failureReason(new errors.SocketError('other side closed')), 'reset');
  assert.equal(failureReason(new errors.SocketError('bad response')), 'protocol');
  assert.equal(failureReason(new errors.ClientDestroyedError()), 'aborted');
  assert.equal(failureReason(new errors.ClientClosedError()), 'aborted');
  assert.equal(failureReason(new errors.RequestAbortedError()), 'aborted');
  assert.equal(failureReason(new errors.HTTPParserError('bad')), 'protocol');
});

test('of several addresses that were tried, the first counts; a cause counts where nothing else is known', () => {
  const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  const unreachable = Object.assign(new Error('unreachable'), { code: 'ENETUNREACH' });
  assert.equal(failureReason(new AggregateError([refused, unreachable])), 'connect-refused');
  assert.equal(
    failureReason(new Error('outer', { cause: new Error('inner', { cause: unreachable }) })),
    'unreachable',
  );
});

test('whatever is thrown has a reason', () => {
  for (const thrown of [
    undefined,
    null,
    'text',
    7,
    {},
    new Error('nothing known'),
    { code: 7 },
    { errors: [] },
  ]) {
    assert.ok((FAILURE_REASONS as readonly string[]).includes(failureReason(thrown)));
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeRule } from '../../../src/request/rewriting/describe-rule.ts';
import type { RuleKind } from '../../../src/request/rewriting/rewrite-rule.ts';

for (const [kind, text, expected] of [
  ['rewrite', '^/v1/(.*) => /v2/$1', '^/v1/(.*) => /v2/$1'],
  ['rewrite', '^/a => /a?token=hunter2', '^/a => /a?token=REDACTED'],
  ['set-header', 'X-Id:${uuid}', 'X-Id: ${uuid}'],
  ['set-header', 'X-Api-Key: hunter2', 'X-Api-Key: REDACTED'],
  ['set-header', 'X-Api-Key: ${API_KEY}', 'X-Api-Key: ${API_KEY}'],
  ['header', 'Cookie: sid=${sid}; lang=${LANG}', 'Cookie: sid=${sid}; lang=${LANG}'],
  ['header', 'Cookie: sid=hunter2; lang=${LANG}', 'Cookie: REDACTED'],
  ['header', 'X-Own: Bearer hunter2', 'X-Own: Bearer REDACTED'],
  ['unset-header', 'Cookie', 'Cookie'],
  ['set-query', 'page=1', 'page=1'],
  ['set-query', 'api_key=hunter2', 'api_key=REDACTED'],
  ['unset-query', 'api_key', 'api_key'],
  ['basic', 'anna:${PASSWORD}', 'REDACTED:${PASSWORD}'],
  ['basic', 'anna:hunter2', 'REDACTED:REDACTED'],
  ['bearer', '${token}', '${token}'],
  ['bearer', 'hunter2', 'REDACTED'],
] as const satisfies readonly (readonly [RuleKind, string, string])[]) {
  test(`--${kind} '${text}' is stored as ${expected}`, () => {
    assert.deepEqual(describeRule({ kind, text }), { [kind]: expected });
  });
}

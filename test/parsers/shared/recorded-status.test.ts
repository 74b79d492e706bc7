import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recordedStatus } from '../../../parsers/shared/recorded-status.ts';

test('Only a status that the server answered with is one', () => {
  for (const status of [100, 200, 404, 500, 599, 999]) assert.equal(recordedStatus(status), status);
  for (const none of [0, -1, 99, 444, 499, 1000, 200.5, Number.NaN])
    assert.equal(recordedStatus(none), undefined);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { printError } from '../../src/cli/print-error.ts';

test('a fault of reprise is told as one, with where it happened; the status is that of a run that could not be', (t) => {
  const said: unknown[] = [];
  t.mock.method(process.stderr, 'write', (text: string) => said.push(text) > 0);
  const status = printError(new TypeError('oh'), false);
  t.mock.restoreAll();
  assert.equal(status, 3);
  assert.match(
    said.join(''),
    /^error: oh\n {2}this is a fault of reprise\nTypeError: oh\n {4}at .*print-error\.test\.ts/,
  );
});

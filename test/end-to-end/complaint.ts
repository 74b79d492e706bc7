import assert from 'node:assert/strict';
import type { CliResult } from '../helpers/start-cli.ts';

/** How a command is to complain: one line says what is wrong, the next how to mend it. */
export interface Complaint {
  readonly status: number;
  readonly what: RegExp;
  readonly mend: RegExp;
}

/** Sees to it that a command said what it is to say on stderr, in two lines, and nothing else anywhere. */
export function assertComplaint({ status, stdout, stderr }: CliResult, expected: Complaint): void {
  assert.equal(status, expected.status, stderr);
  assert.equal(stdout, '');
  const lines = stderr.split('\n');
  assert.equal(lines.length, 3, stderr);
  assert.match(lines[0], /^error: \S/);
  assert.match(lines[0], expected.what);
  assert.match(lines[1], /^ {2}\S/);
  assert.match(lines[1], expected.mend);
  assert.equal(lines[2], '');
  // Nothing that acts on a terminal, no stack trace, and nothing about the insides.
  assert.doesNotMatch(stderr, /[\x00-\x09\x0b-\x1f\x7f-\x9f]|\bat .*:\d+|node_modules|undefined|\[object/);
}

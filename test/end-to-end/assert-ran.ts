import assert from 'node:assert/strict';
import type { CliResult } from '../helpers/start-cli.ts';

/**
 * Sees to it that a run came to its end: status 0; or 5, where nothing but lateness made it invalid. A busy machine may have
 * been late, which is not what is looked at here. Of a run that has no rate to make, look at the status itself.
 */
export function assertRan({ status, stdout, stderr }: CliRan): void {
  assert.ok(status === 0 || status === 5, `${status}: ${stderr}`);
  if (status !== 5 || stdout === undefined) return;
  assert.match(stdout, LATE, 'nothing but lateness');
  assert.doesNotMatch(stdout, QUIETLY_OTHER, 'nothing but lateness');
}

/** As text, where more reasons would follow a semicolon, and as JSON. */
const LATE =
  /^NOT VALID: (?:(?:; )?(?:the rate was not made|lag p99 was|the event-loop delay p99)[^;\n]*(?:; [\d,]+ ms is the limit)?)+$|^ {2}not valid: (?:the rate was not made|lag p99 was|the event-loop delay p99)|"the rate was not made|"lag p99 was|"the event-loop delay p99/m;

/** `--quiet` has a line for each. */
const QUIETLY_OTHER = /^ {2}not valid: (?!the rate was not made|lag p99 was|the event-loop delay p99)/m;

type CliRan = Pick<CliResult, 'status' | 'stderr'> & Partial<Pick<CliResult, 'stdout'>>;

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { runCli } from '../helpers/run-cli.ts';
import { assertComplaint } from './complaint.ts';
import { practise } from './practise.ts';
import { runReplay } from './run-replay.ts';
import { statusesOf } from './statuses-of.ts';
import { writeNumberedLog } from './write-log.ts';

const LOG = writeNumberedLog(400);
const CLOSED = ['--rate', 'max', '--connections', '4', '--once'];

const UNASKED = /times the target said more than it was asked for, and that connection was closed/;

describe('answers that nobody asked for', { concurrency: 2 }, () => {
  test('the second of two answers in one piece is counted to nobody, and told of', async () => {
    await using target = await practise('20%=double');
    const { status, stdout, database } = await runReplay([LOG, '--target', target.url, ...CLOSED]);
    const { double = 0 } = target.stats().faults;
    assert.ok(double > 20);
    assert.deepEqual(statusesOf(database), { 200: 400 });
    assert.equal(target.stats().total, 400, 'nothing is sent twice');
    assert.match(stdout, /^NOT VALID: answers cannot be told apart \(\d+ times the target said more/);
    assert.match(stdout.replaceAll(/\s+/g, ' '), UNASKED);
    assert.equal(status, 5);
  });
});

test('faults that are none, and files that make no TLS, are told of; the help lists all', async () => {
  const run = (...args: string[]) => runCli(['target', '--port', '0', ...args]);
  for (const [args, what, mend] of [
    [['--faults', '5%=rest'], /'5%=rest' is invalid/, /'rest' is no fault: did you mean reset\?/],
    [['--faults', 'plain'], /the fault plain needs a target that speaks TLS/, /--tls-cert FILE/],
    [
      ['--faults', '60%=reset', '--faults', '60%=garbage'],
      /the shares of --faults come to 120%/,
      /100% at most/,
    ],
    [['--tls-key', 'none.pem'], /--tls-key says nothing without --tls-cert/, /certificate/],
    [['--tls-cert', 'none.pem'], /--tls-cert none\.pem: cannot be read \(ENOENT\)/, /PEM/],
    [['--tls-cert', import.meta.filename], /do not make TLS/, /docs\/faults\.md/],
  ] as const) {
    assertComplaint(await run(...args), { status: 2, what, mend });
  }
  const { stdout } = await runCli(['target', '--help']);
  assert.match(stdout, /^ {2}half-body +sends half a body and resets the connection$/m);
  assert.match(stdout, /^ {2}drip\[:1s\] +sends/m);
});

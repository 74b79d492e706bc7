import assert from 'node:assert/strict';
import { startCli } from '../helpers/start-cli.ts';
import { serve } from './serve.ts';
import { writeNumberedLog } from './write-log.ts';

export const LOG = writeNumberedLog(2000);

export const AT_LENGTH = ['--rate', '1000', '--duration', '1m', '--max-overdue', '1m'];

export const NEXT = ['--rate', '50', '--duration', '100ms', '--max-overdue', '1m'];

/** So much is stored, as a rule, when something befalls the database. */
export const STORED = 600;

/** Runs into a database to which something is done in the middle of it. */
export async function runWhile(
  database: string,
  harm: () => void,
  pace: readonly string[] = AT_LENGTH,
  log = LOG,
) {
  await using server = await serve();
  await using cli = startCli(['run', log, '--target', server.url, ...pace, '--db', database]);
  await Promise.race([server.received(STORED), cli.finished]);
  harm();
  const { status, stderr, stdout } = await cli.finished;
  const inOrder = server.requests.every(({ complete }) => complete);
  assert.ok(inOrder && server.malformed.length === 0, 'no request was cut off');
  const [error, ...rest] = stderr.slice(stderr.indexOf('error: ')).trimEnd().split('\n');
  return { status, stdout, error, hint: rest.join('\n'), received: server.requests.length };
}

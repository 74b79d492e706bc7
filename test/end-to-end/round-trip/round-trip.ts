import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { WebServer } from '../../helpers/nginx.ts';
import { booksOfRun } from '../books-of-run.ts';
import { runReplay } from '../run-replay.ts';
import { sendInTurn } from './send-in-turn.ts';
import { METHODS, variedRequests } from './varied-requests.ts';

/** What may differ between the log that went in and the one that came out, and what it is called in both. */
export type Differs = readonly (readonly [pattern: RegExp, replacement: string])[];

/** Client, time, size, and the version of HTTP, which is the replay's own. */
export const COMBINED: Differs = [
  [/^\S+ - (\S+) \[[^\]]*\]/, 'CLIENT - $1 [TIME]'],
  [/^([^"]*"(?:[^"\\]|\\.)*) HTTP\/1\.[01]"/, '$1 HTTP"'],
  [/^([^"]*"(?:[^"\\]|\\.)*" \d{3}) (?:\d+|-)/, '$1 SIZE'],
];

export interface RoundTrip {
  readonly lines: number;
  readonly start: () => Promise<WebServer>;
  readonly seed: number;
  readonly bodies?: boolean;
  readonly args?: readonly string[];
  readonly differs: Differs;
  /** Lines that do not tell what was asked. */
  readonly unreadable?: RegExp;
}

/** Has a server write a log, replays that log at a second one, and compares what both wrote, line by line. */
export async function roundTrip({
  lines,
  start,
  seed,
  bodies = false,
  args = [],
  differs,
  unreadable,
}: RoundTrip): Promise<void> {
  const first = await start();
  await sendInTurn(variedRequests(seed, lines, { bodies }), first.port);
  await first.close();
  const wentIn = linesOf(first.accessLog);
  assert.equal(wentIn.length, lines);
  const expected = wentIn.filter((line) => !unreadable?.test(line));
  assert.ok(expected.length > lines * 0.99);

  const second = await start();
  const replay = await runReplay([
    ...[first.accessLog, '--target', second.url, '--methods', METHODS.join(',')],
    // One request after the other, so that both logs have one order.
    ...['--rate', 'max', '--connections', '1', '--workers', '1', '--once', ...args],
  ]);
  await second.close();
  assert.equal(replay.status, 0, replay.stderr + replay.stdout);
  const count = expected.length;
  assert.deepEqual(booksOfRun(replay.database), { planned: count, answered: count, failed: 0, dropped: 0 });

  const cameOut = linesOf(second.accessLog);
  assert.equal(cameOut.length, count);
  const named = (line: string) =>
    differs.reduce((text, [pattern, name]) => text.replace(pattern, name), line);
  for (const [i, line] of expected.entries()) {
    assert.notEqual(named(line), line, 'what may differ is found in every line');
    assert.equal(named(cameOut[i]!), named(line), `line ${i + 1}`);
  }
}

function linesOf(file: string): string[] {
  const text = readFileSync(file, 'latin1');
  assert.ok(text.endsWith('\n'));
  return text.slice(0, -1).split('\n');
}

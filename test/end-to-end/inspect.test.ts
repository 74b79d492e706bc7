import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runCli } from '../helpers/run-cli.ts';
import { booksOfRun } from './books-of-run.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { combinedLine, writeLog } from './write-log.ts';

const NGINX = fileURLToPath(new URL('../../fixtures/nginx/access.log', import.meta.url));
const CADDY = fileURLToPath(new URL('../../fixtures/caddy/access.log', import.meta.url));

async function inspectJson(args: readonly string[]) {
  const { status, stdout, stderr } = await runCli(['inspect', ...args, '--json']);
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
  return JSON.parse(stdout);
}

/** The words of the command that is offered, from `run` on: what it is called before that depends on who calls. */
function runWords({ replay: { command } }: { replay: { command: string[] } }): string[] {
  return command.slice(command.indexOf('run'));
}

test('inspect --json has all that the text has, and all that the text leaves out', async () => {
  const json = await inspectJson([NGINX]);
  assert.deepEqual([json.lines, json.replayable, json.format.name], [998, 897, 'nginx']);
  assert.deepEqual([json.first_at, json.last_at], ['2026-09-15T00:17:18.000Z', '2026-09-15T23:59:25.000Z']);
  assert.deepEqual(json.rate, { mean_per_s: 0.011, peak_per_s: 2, peak_at: '2026-09-15T16:09:42.000Z' });
  const sum = (list: { count: number }[]) => list.reduce((total, { count }) => total + count, 0);
  const counts: number[] = json.timeline.counts;
  assert.equal(
    counts.reduce((a, b) => a + b),
    897,
  );
  for (const list of [json.methods, json.statuses, json.endpoints]) assert.equal(sum(list), 897);
  assert.equal(sum(json.skipped) + json.replayable, 998);
  assert.deepEqual(json.methods_left_out[0], { method: 'POST', count: 68 });
  assert.deepEqual(json.clients, { count: 115, exact: true });
  assert.equal(json.recorded_ms.count, 0);
  assert.deepEqual(runWords(json).slice(0, 2), ['run', NGINX]);
});

test('of lines, blank ones aside, none is neither replayable nor skipped', async () => {
  const wrap = (text: string, part = 'F') => `2026-11-20T12:00:00.1Z stdout ${part} ${text}`;
  const [whole, parted] = [combinedLine('/a'), combinedLine('/b')];
  const log = writeLog([
    ...['', wrap(whole), '', wrap('no request'), wrap(parted.slice(0, 20), 'P'), wrap(parted.slice(20)), ''],
  ]);
  const json = await inspectJson([log]);
  assert.deepEqual([json.lines, json.replayable, json.skipped[0].count], [3, 2, 1]);
  assert.match((await runCli(['inspect', log])).stdout, /^2 of 3 lines can be replayed/);
});

test('what the log recorded of time, hosts and payloads is told', async () => {
  const json = await inspectJson([CADDY, '--methods', 'GET,POST,PUT', '--body-missing', 'empty']);
  assert.equal(json.recorded_ms.count, json.replayable);
  assert.ok(json.recorded_ms.p50 <= json.recorded_ms.p95 && json.recorded_ms.p99 <= json.recorded_ms.max);
  assert.equal(json.hosts[0].host, 'shop.example');
  const { stdout } = await runCli(['inspect', CADDY]);
  assert.match(stdout, /^took {6}p50 \S+ µs {2}p95 /m);
  assert.match(stdout, /^count {2}share {6}p95 {2}most frequent/m);
});

test('run sends as many requests as inspect said with the same options, and the command it offers has them', async () => {
  await using server = await serve();
  const options = ['--methods', 'GET,POST', '--body-missing', 'empty', '--endpoint', '/shop/{id}'];
  const json = await inspectJson([NGINX, ...options]);
  assert.deepEqual(runWords(json).slice(2, -4), [...options, '--target', 'http://HOST:PORT']);
  const replay = await runReplay([NGINX, ...options, '--target', server.url, '--rate', '2000', '--once']);
  assert.equal(booksOfRun(replay.database).planned, json.replayable);
});

test('the rate over time is a chart that fits a pipe and a narrow screen, without colours', async () => {
  const { stdout } = await runCli(['inspect', NGINX, '--no-color']);
  const rows = stdout.split('\n').filter((line) => /[▁▂▃▄▅▆▇█]/.test(line));
  assert.equal(rows.length, 4);
  assert.match(rows[0]!, /^rate .* 0\.03\d*\/s$/);
  assert.ok(rows.every((row) => row.length <= 100));
  assert.doesNotMatch(stdout, /\x1b/);
});

test('a log without a time has no chart, and one of a second no mean', async () => {
  const line = '{"method":"GET","path":"/a","status":200}';
  const { stdout } = await runCli(['inspect', writeLog([line, line])]);
  assert.match(stdout, /^time {6}the log does not say when requests were made$/m);
  assert.doesNotMatch(stdout, /^rate|on average|--as-logged/m);
});

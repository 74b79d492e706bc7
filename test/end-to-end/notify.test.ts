import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { closedPort } from '../helpers/closed-port.ts';
import type { ReceivedRequest } from '../helpers/counting-server.ts';
import { startCli } from '../helpers/start-cli.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { configFolder } from './config/config-folder.ts';
import { runReplay } from './run-replay.ts';
import { misserve, serve } from './serve.ts';
import { combinedLine, writeLog } from './write-log.ts';

const LOG = writeLog([combinedLine('/a'), combinedLine('/b')]);
const SECRET = 'hunter2-Zx81';

function once(url: string, ...args: string[]): string[] {
  return [LOG, '--target', url, '--rate', 'max', '--once', ...args];
}

const bodyOf = ({ body }: ReceivedRequest) => JSON.parse(body.toString());

test('--quiet says nothing of a run that passed, and in short what is wrong with one that did not', async () => {
  await using target = await serve({ answer: ({ url }) => ({ status: url === '/b' ? 500 : 200 }) });
  const well = await runReplay(once(target.url, '--quiet'));
  assert.deepEqual([well.status, well.stdout, well.stderr], [0, '', '']);
  const args = ['--quiet', '--check', '5xx<1%', '--check', 'p99<1m', '--name', 'n', '--html', 'p.html'];
  const failed = await runReplay(once(target.url, ...args));
  assert.deepEqual([failed.status, failed.stderr], [1, '']);
  const lines = failed.stdout.split('\n');
  assert.equal(lines[0], `reprise: run 1 "n" against ${target.url} FAILED`);
  assert.equal(lines[1], '  5xx<1%: 50.0%, of 2 requests');
  assert.ok(lines.includes('  GET /b: 1 of 1 bad, 1 answered otherwise than recorded (200 → 500)'));
  assert.match(failed.stdout, new RegExp(`^report: .*reprise report 1 --db ${failed.database}$`, 'm'));
  assert.match(failed.stdout, new RegExp(`^page: ${failed.folder}/p\\.html$`, 'm'));
  assert.ok(lines.length < 12, failed.stdout);
  const json = await runReplay(once(target.url, '--quiet', '--json'));
  assert.equal(JSON.parse(json.stdout).planned, 2, 'what is asked for in particular is printed');
});

test('webhooks are told of a run that does not pass, each in its shape, and their URLs stand nowhere', async () => {
  await using target = await serve({ answer: () => ({ status: 500 }) });
  await using hooks = await serve();
  const [, host] = hooks.url.split('//');
  const urls = ['json', 'slack', 'teams'].flatMap((kind) => [
    '--notify',
    `${kind}:http://anna:${SECRET}@${host}/${kind}/${SECRET}`,
  ]);
  const passed = await runReplay(once(target.url, ...urls, '--quiet'));
  assert.deepEqual([passed.status, passed.stderr, hooks.requests.length], [0, '', 0]);
  const { status, stdout, stderr, database } = await runReplay(
    once(target.url, ...urls, '--check', '5xx<1%', '--name', 'nightly', '--ping', `${hooks.url}/${SECRET}`),
  );
  assert.equal(status, 1);
  assert.equal(stderr, '');
  const byKind = Object.fromEntries(hooks.requests.map((request) => [request.url.split('/')[1], request]));
  assert.deepEqual(
    Object.keys(byKind).toSorted(),
    ['json', 'slack', 'teams'],
    'silence is what a plain ping tells',
  );
  const json = bodyOf(byKind.json!);
  assert.deepEqual(
    [json.verdict, json.exit_status, json.name, json.run.id, json.figures.answered, json.previous_verdict],
    ['check-failed', 1, 'nightly', 1, 2, null],
  );
  assert.equal(json.endpoints.length, 2);
  const { rawHeaders } = byKind.json!;
  assert.ok(rawHeaders.includes(`Basic ${Buffer.from(`anna:${SECRET}`).toString('base64')}`));
  assert.match(bodyOf(byKind.slack!).text, /"nightly" against .* FAILED/);
  assert.equal(bodyOf(byKind.teams!).attachments[0].content.type, 'AdaptiveCard');
  assert.ok(!`${stdout}${stderr}${readFileSync(database, 'latin1')}`.includes(SECRET));
});

test('a receiver that is down, slow or refuses is named without its secret, and changes nothing', async () => {
  await using target = await serve();
  await using gone = await serve({ answer: () => ({ status: 404 }) });
  await using moved = await serve({ answer: () => ({ status: 302, headers: { location: target.url } }) });
  const hooks = [`${gone.url}/${SECRET}`, `${moved.url}/${SECRET}`].flatMap((url) => ['--notify', url]);
  const { status, stdout, stderr } = await runReplay(
    once(target.url, '--quiet', ...hooks, '--notify-on', 'always'),
  );
  assert.deepEqual([status, stdout], [0, '']);
  assert.deepEqual(
    stderr.split('\n').toSorted(),
    [
      '',
      `warning: json:${gone.url} was not told: it answered 404`,
      `warning: json:${moved.url} was not told: it answered 302, and redirects are not followed`,
    ].toSorted(),
  );
  assert.equal(gone.requests.length, 1, 'what will never go well is not tried again');
  assert.ok(target.requests.every(({ url }) => !url.includes(SECRET)));
});

test('a run that could not begin is told of, too', async () => {
  await using hook = await serve();
  const args = ['--notify', hook.url, '--ping', `betterstack:${hook.url}/beat`, '--redact', 'no-such'];
  const { status, stderr } = await runReplay([
    ...['no-such.log', '--target', `http://127.0.0.1:${await closedPort()}`, '--rate', '1', '--name', 'n'],
    ...args,
  ]);
  assert.equal(status, 3);
  assert.match(stderr, /^error: .*\n {2}.*\n$/);
  assert.deepEqual(hook.requests.map(({ url }) => url).toSorted(), ['/', '/beat/fail']);
  const body = bodyOf(hook.requests.find(({ url }) => url === '/')!);
  assert.deepEqual([body.verdict, body.exit_status, body.run, body.name], ['could-not-run', 3, null, 'n']);
  assert.match(body.summary, /REDACTED/);
  assert.ok(!JSON.stringify(body).includes('no-such'));
});

test('a connection that breaks is tried again, until that is interrupted: the run is over by then', {
  timeout: 60_000,
}, async () => {
  await using target = await serve();
  await using broken = await misserve('resets-at-once');
  const args = once(target.url, '--quiet', '--notify', `${broken.url}/${SECRET}`, '--notify-on', 'always');
  const cli = startCli(['run', ...args, '--db', join(temporaryDirectory('notify'), 'runs.db')]);
  while (broken.requests < 2) await sleep(20);
  cli.send('SIGINT');
  const { status, stdout, stderr } = await cli.finished;
  assert.deepEqual([status, stdout], [0, '']);
  assert.equal(stderr, `warning: json:${broken.url} was not told: it broke the connection off\n`);
});

test('runs that were made again are one night: the change is told of once', async () => {
  let status = 200;
  await using target = await serve({ answer: () => ({ status }) });
  await using hook = await serve();
  const folder = configFolder('');
  const args = ['--quiet', '--check', '5xx<1%', '--flaky', '1', '--name', 'nightly'];
  const run = () =>
    folder.run(['run', ...once(target.url, ...args), '--notify', hook.url, '--notify-on', 'change']);
  await run();
  status = 500;
  for (const _ of [1, 2]) assert.equal((await run()).status, 1);
  assert.deepEqual(
    hook.requests.map((request) => [bodyOf(request).run.id, bodyOf(request).previous_verdict]),
    [[3, 'passed']],
  );
});

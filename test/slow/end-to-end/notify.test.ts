import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { assertComplaint } from '../../end-to-end/complaint.ts';
import { configFolder } from '../../end-to-end/config/config-folder.ts';
import { runReplay } from '../../end-to-end/run-replay.ts';
import { serve } from '../../end-to-end/serve.ts';
import { combinedLine, writeLog } from '../../end-to-end/write-log.ts';
import type { ReceivedRequest } from '../../helpers/counting-server.ts';

const LOG = writeLog([combinedLine('/a'), combinedLine('/b')]);
const SECRET = 'hunter2-Zx81';

function once(url: string, ...args: string[]): string[] {
  return [LOG, '--target', url, '--rate', 'max', '--once', ...args];
}

const bodyOf = ({ body }: ReceivedRequest) => JSON.parse(body.toString());

test('--quiet is not silent about a log of which a part is missing', async () => {
  await using target = await serve();
  const whole = gzipSync(Array.from({ length: 500 }, (_, i) => `${combinedLine(`/${i * 7919}`)}\n`).join(''));
  const log = writeLog([], 'cut.log.gz');
  writeFileSync(log, whole.subarray(0, whole.length / 2));
  const args = ['--target', target.url, '--rate', 'max', '--once', '--quiet'];
  const { status, stdout, stderr } = await runReplay([log, ...args]);
  assert.deepEqual([status, stdout], [0, '']);
  assert.match(stderr, /^warning: .*cut.log.gz: is cut off: its gzip data do not end; .*\n$/);
  assert.ok(target.requests.length > 0 && target.requests.length < 500);
});

test('counts of thousands are written there as everywhere', async () => {
  await using target = await serve({ answer: () => ({ status: 500 }) });
  const log = writeLog(Array<string>(1200).fill(combinedLine('/a')));
  const { stdout } = await runReplay([
    ...[log, '--target', target.url, '--rate', 'max', '--once', '--quiet', '--check', '5xx<1%'],
  ]);
  assert.equal(stdout.split('\n')[1], '  5xx<1%: 100.0%, of 1,200 requests');
});

test('a receiver that fails and comes back is told once it is there, when it says so', async () => {
  await using target = await serve({ answer: () => ({ status: 500 }) });
  const answers = [{ status: 500 }, { status: 429, headers: { 'retry-after': '1' } }, { status: 200 }];
  await using hook = await serve({ answer: () => answers.shift() });
  const { status, stderr } = await runReplay(
    once(target.url, '--quiet', '--check', '5xx<1%', '--notify', hook.url),
  );
  assert.deepEqual([status, stderr, hook.requests.length], [1, '', 3]);
  const ids = new Set(hook.requests.map((request) => bodyOf(request).id));
  assert.equal(ids.size, 1, 'by its id, who gets it twice knows');
  assert.ok(hook.requests[2]!.atUs - hook.requests[1]!.atUs >= 0.95e6, 'Retry-After');
});

test('--notify-on change tells of what differs from the run of this name before', async () => {
  let status = 200;
  await using target = await serve({ answer: () => ({ status }) });
  await using hook = await serve();
  const folder = configFolder('');
  const run = async (now: number) => {
    status = now;
    await folder.run([
      ...['run', ...once(target.url, '--quiet', '--check', '5xx<1%', '--name', 'nightly')],
      ...['--notify', hook.url, '--notify-on', 'change'],
    ]);
  };
  const told = () =>
    hook.requests.map((request) => `${bodyOf(request).previous_verdict} → ${bodyOf(request).verdict}`);
  await run(200);
  assert.deepEqual(told(), [], 'the first, which passes, is none');
  await run(500);
  await run(500);
  assert.deepEqual(told(), ['passed → check-failed']);
  await run(200);
  await run(200);
  assert.deepEqual(told(), ['passed → check-failed', 'check-failed → passed']);
  assertComplaint(await runReplay(once(target.url, '--notify', hook.url, '--notify-on', 'change')), {
    status: 2,
    what: /this one has none/,
    mend: /--name/,
  });
});

test('a ping tells of success; healthchecks also of start and failure', async () => {
  let status = 200;
  await using target = await serve({ answer: () => ({ status }) });
  await using pings = await serve();
  const args = ['--quiet', '--check', '5xx<1%', '--ping', `healthchecks:${pings.url}/uuid?a=b`, '--ping'];
  const told = () => pings.requests.map(({ method, url }) => `${method} ${url}`);
  await runReplay(once(target.url, ...args, `${pings.url}/plain`));
  assert.equal(told()[0], 'GET /uuid/start?a=b');
  assert.deepEqual(told().slice(1).toSorted(), ['GET /plain', 'GET /uuid?a=b']);
  status = 500;
  await runReplay(once(target.url, ...args, `${pings.url}/plain`));
  assert.deepEqual(told().slice(3), ['GET /uuid/start?a=b', 'POST /uuid/fail?a=b']);
  assert.match(pings.requests[4]!.body.toString(), /FAILED\n {2}5xx<1%/);
});

test('a log that is missing is told of, also beside a reprise.yaml; what receivers a profile has that was not named is none of it', async () => {
  await using hook = await serve();
  const env = { HOOK: hook.url };
  const folder = configFolder(
    `target: http://127.0.0.1:9\nrate: 1\nnotify: '\${HOOK}/top'\nprofiles:\n  nightly: {notify: '\${HOOK}/nightly', log: 'no-{today}.log'}\n`,
  );
  const flags = ['--target', 'http://127.0.0.1:9', '--rate', '1', '--notify', `${hook.url}/flag`];
  for (const [words, told] of [
    [['nightly'], '/nightly'],
    [['nightly', 'missing.log'], '/nightly'],
    [['-c', 'reprise.yaml', 'missing.log'], '/top'],
    [['missing.log', ...flags], '/flag'],
  ] as const) {
    const { status, stderr } = await folder.run(['run', ...words], { env });
    assert.equal(status, 3, stderr);
    assert.match(stderr, /^error: .*\.log: no such file\n/);
    const { url, body } = hook.requests.at(-1)!;
    assert.equal(url, told);
    assert.match(JSON.parse(body.toString()).summary, /\.log: no such file/);
  }
  assert.equal(hook.requests.length, 4);
});

test('of a run whose page cannot be written in the end, all is told, and that first', async () => {
  await using hook = await serve();
  const folder = configFolder('');
  await using target = await serve({
    answer: () => {
      // It could be written when the run began.
      rmSync(folder.file('pages'), { recursive: true, force: true });
      folder.write('pages', 'no folder');
      return { status: 500 };
    },
  });
  mkdirSync(folder.file('pages'));
  const { status, stderr } = await folder.run([
    ...['run', ...once(target.url, '--quiet', '--check', '5xx<1%', '--html', 'pages/p.html')],
    ...['--notify', hook.url],
  ]);
  assert.equal(status, 3);
  assert.match(stderr, /^error: .*pages/);
  const body = bodyOf(hook.requests[0]!);
  assert.deepEqual([body.verdict, body.run.id, body.html], ['could-not-run', 1, null]);
  assert.match(body.reasons[0], /pages/);
  assert.match(body.reasons.at(-1), /^5xx<1%: 100\.0%/);
});

test('what is no URL is refused without being repeated, and no URL stands in a file as it is', async () => {
  for (const [args, what] of [
    [['--notify', SECRET], /--notify: that is no http/],
    [['--ping', `slack:${SECRET}`], /--ping: that is no http/],
  ] as const) {
    const refused = await runReplay(once('http://127.0.0.1:1', ...args));
    assertComplaint(refused, { status: 2, what, mend: /URL/ });
    assert.ok(!refused.stderr.includes(SECRET));
  }
  const folder = configFolder(`log: access.log\nnotify: https://hooks.example/${SECRET}\n`);
  const refused = await folder.run(['run', '-c', 'reprise.yaml']);
  assertComplaint(refused, {
    status: 2,
    what: /reprise\.yaml:2:9: notify: a credential stands in it/,
    mend: /\$\{TOKEN\}/,
  });
  assert.ok(!refused.stderr.includes(SECRET));
});

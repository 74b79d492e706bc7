import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertRan } from './assert-ran.ts';
import { assertComplaint } from './complaint.ts';
import { configFolder } from './config/config-folder.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { writeLog, writeNumberedLog } from './write-log.ts';

const ONCE = ['--rate', 'max', '--once'];

function logOfHost(host: string): string {
  const line = { time: '2026-09-15T10:00:00Z', method: 'GET', url: '/a', status: 200, host };
  return writeLog([JSON.stringify(line)]);
}

test('a target on a public address is refused before anything is opened, unless it is meant', async () => {
  const log = writeNumberedLog(1);
  for (const args of [
    ['--target', 'http://8.8.8.8:1'],
    ['--target', 'http://shop.example:8080', '--resolve', 'shop.example:8080:8.8.8.8'],
    ['--target', 'http://shop.example:8080', '--resolve', 'shop.example:8080:127.0.0.1,8.8.8.8'],
    ['--target', 'http://8.8.8.8:1', '--no-preflight'],
  ]) {
    assertComplaint(await runReplay([log, ...args, ...ONCE]), {
      status: 3,
      what: /8\.8\.8\.8, a public address|8\.8\.8\.8:1 is a public address/,
      mend: /--i-know.*allowed-targets/,
    });
  }
});

test('the host that wrote the log is refused, but for this machine', async () => {
  await using server = await serve();
  const log = logOfHost('Shop.Example:443');
  const { port } = server;
  const named = ['--target', `http://shop.example:${port}`];
  assertComplaint(
    await runReplay([log, ...named, '--resolve', `shop.example:${port}:10.255.255.1`, ...ONCE]),
    { status: 3, what: /shop\.example:\d+ is the host that wrote the log/, mend: /--i-know/ },
  );
  const here = ['--resolve', `shop.example:${port}:127.0.0.1`, ...ONCE];
  assertRan(await runReplay([log, ...named, ...here]));
  assert.equal(server.requests.length, 1);
});

test('where targets are listed as allowed, no others are loaded, whatever their address', async () => {
  await using server = await serve();
  const log = writeNumberedLog(1);
  const to = ['--target', server.url, ...ONCE];
  assertComplaint(await runReplay([log, ...to, '--allowed-targets', '*.stage.example']), {
    status: 3,
    what: /http:\/\/127\.0\.0\.1:\d+ is not among the allowed targets \(\*\.stage\.example\)/,
    mend: /--i-know/,
  });
  assertRan(await runReplay([log, ...to, '--allowed-targets', 'x', '--allowed-targets', '127.0.0.1']));
  assertRan(await runReplay([log, ...to, '--allowed-targets', 'x', '--i-know']));
  assert.equal(server.requests.length, 2);
});

test('no plan goes beyond the maximum rate', async () => {
  await using server = await serve();
  const lines = [0, 0, 0, 1, 5].map((second) =>
    JSON.stringify({ time: `2026-09-15T10:00:0${second}Z`, method: 'GET', url: '/a', status: 200 }),
  );
  const log = writeLog(lines);
  const args = [log, '--target', server.url, '--max-rate', '2'];
  for (const [pace, what] of [
    [['--rate', '3'], /the plan goes up to 3\/s, and --max-rate is 2\/s/],
    [['--load', 'const(1,1s) line(1,4,1s)'], /the plan goes up to 4\/s/],
    [['--as-logged'], /the plan goes up to 3\/s/],
    [['--as-logged', '--speed', '2'], /the plan goes up to 6\/s/],
    [['--rate', 'max', '--once'], /a closed model goes as fast as answers come/],
    [['--users', '1', '--once'], /a closed model/],
    [['--follow', '--duration', '1s'], /--follow goes as fast/],
  ] as const) {
    const result = await runReplay([...args, ...pace]);
    // Following says so before it is known how fast.
    const { stderr } = result;
    assert.equal(result.status, 3, stderr);
    assert.match(stderr, what);
    assert.match(stderr, /--max-rate none/);
  }
  assert.equal(server.requests.length, 0);
  assertRan(await runReplay([...args, '--max-rate', 'none', '--rate', '100', '--once']));
  const empty = await runReplay([...args, '--as-logged', '--status', '5xx']);
  assert.equal(empty.status, 3);
  assert.match(empty.stderr, /nothing in the log can be replayed/);
  assertRan(await runReplay([writeLog(lines.slice(0, 1)), ...args.slice(1), '--as-logged']));
  assert.equal(server.requests.length, 6);
});

test('it does not wait for ever', async () => {
  await using server = await serve({ answer: () => ({ status: 503 }) });
  const args = [writeNumberedLog(2), '--target', server.url, ...ONCE, '--quiet'];
  const result = await runReplay([...args, '--wait-for-target', '1s']);
  assertComplaint(result, {
    status: 3,
    what: /was not answered 2xx within 1s \(--wait-for-target\); at last: answered 503/,
    mend: /--health/,
  });
  assert.ok(server.requests.every(({ url }) => url === '/'));
  assertComplaint(await runReplay([...args, '--health', '/x']), {
    status: 2,
    what: /--health says nothing without --wait-for-target/,
    mend: /5m/,
  });
});

test('no secret of a file of configuration reaches the database, a report or the terminal', async () => {
  const [SECRET, NAMED, OTHER] = ['hunter2-Zx81', 'hunter3-Zx82', 'hunter4-Zx83'];
  await using server = await serve({
    answer: ({ rawHeaders }) => ({ body: `{"you":"${rawHeaders.join(' ')}"}`, status: 500 }),
  });
  const folder = configFolder(
    [
      'log: access.log',
      `target: ${server.url}`,
      'rate: max',
      'once: true',
      'save-bodies: failed',
      'html: report.html',
      'junit: junit.xml',
      'name: run of ${SECRET_NAME}',
      "exclude: '${file:other}'",
      'check: p99<1m',
      "header: ['X-Plain: ${file:secret}', 'Authorization: Bearer ${API_TOKEN}']",
      "basic: 'anna:${file:secret}'",
      "set-query: 'q=${file:secret}'",
      "set-header: 'X-Other: ${API_TOKEN}'",
    ].join('\n'),
  );
  folder.write('other', OTHER);
  folder.write('secret', `${SECRET}\n`);
  const env = { API_TOKEN: SECRET, SECRET_NAME: NAMED };
  const args = ['-c', 'reprise.yaml'];
  const said = [
    await folder.run(['run', ...args], { env }),
    await folder.run(['run', ...args, '--dry-run'], { env }),
    await folder.run(['config', 'show'], { env }),
    await folder.run(['config', 'check'], { env }),
    await folder.run(['report', '--json', '--bodies']),
    await folder.run(['run', ...args, '--rate', 'x'], { env }),
    await folder.run(['run', ...args], { env: { ...env, REPRISE_STATUS: SECRET } }),
  ];
  assert.ok(server.requests.length > 0);
  const sent = server.requests[0];
  assert.ok(sent.url.endsWith(`q=${SECRET}`), sent.url);
  assert.ok(sent.rawHeaders.includes(`Bearer ${SECRET}`) || sent.rawHeaders.join(' ').includes('Basic '));
  assert.ok(sent.rawHeaders.includes(SECRET));
  const { readdirSync, readFileSync } = await import('node:fs');
  const files = readdirSync(folder.path).filter((name) =>
    /^(reprise\.db|report\.html|junit\.xml)/.test(name),
  );
  assert.ok(files.length >= 3, files.join());
  for (const form of [
    SECRET,
    NAMED,
    OTHER,
    Buffer.from(SECRET).toString('base64').slice(0, 14),
    Buffer.from(`anna:${SECRET}`).toString('base64'),
  ]) {
    for (const { stdout, stderr } of said.slice(0, 5))
      assert.ok(!`${stdout}${stderr}`.includes(form), `${form} in ${stdout}${stderr}`);
    for (const name of files)
      assert.equal(readFileSync(folder.file(name)).includes(form), false, `${form} in ${name}`);
  }
});

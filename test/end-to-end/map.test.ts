import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCli } from '../helpers/run-cli.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { writeLog } from './write-log.ts';

const MAP = [
  'method=req.verb',
  'url=req.path',
  'status=res.code',
  'time_ms=at',
  'duration_ms=took',
  'headers=req.head',
  'header.X-Tenant=tenant.name',
  'body=req.payload',
].join();

/** One character per byte: what the client sent is no UTF-8. */
function line(path: string, verb = 'GET'): string {
  const head = [
    { name: 'User-Agent', value: 'cli/1' },
    { name: 'Accept', value: ['text/html', 'text/plain'] },
  ];
  return JSON.stringify({
    req: { verb, path, head, payload: verb === 'POST' ? 'n=\xff' : undefined },
    res: { code: 204 },
    at: 1_795_176_000_250,
    took: 250,
    tenant: { name: 'acme' },
  });
}

test('--map replays JSON of any shape, to the byte', async () => {
  await using server = await serve();
  const log = writeLog([line('/a?q=\xff'), line('/b', 'POST'), line('https://shop.example/c?d')]);
  const args = ['--map', MAP, '--methods', 'GET,POST', '--target', server.url, '--rate', '100', '--once'];
  const { status, stderr } = await runReplay([log, ...args]);
  assert.deepEqual({ status, stderr: /warning/.test(stderr) }, { status: 0, stderr: false });
  const received = server.requests.map(({ method, url, rawHeaders, body }) => ({
    method,
    url,
    tenant: rawHeaders[rawHeaders.indexOf('X-Tenant') + 1],
    accept: rawHeaders.filter((_, i) => rawHeaders[i - 1] === 'Accept'),
    body: body.toString('latin1'),
  }));
  const rest = { tenant: 'acme', accept: ['text/html', 'text/plain'] };
  const byUrl = (a: { url: string }, b: { url: string }) => a.url.localeCompare(b.url);
  assert.deepEqual(received.sort(byUrl), [
    { method: 'GET', url: '/a?q=\xff', ...rest, body: '' },
    { method: 'POST', url: '/b', ...rest, body: 'n=\xff' },
    { method: 'GET', url: '/c?d', ...rest, body: '' },
  ]);
});

test('inspect --map tells times and durations, also of lines inside something else', async () => {
  const wrapped = ['/a', '/b'].map((path) => `2026-11-20T20:04:58.1Z stdout F ${line(path)}`);
  const { stdout, stderr, status } = await runCli(['inspect', writeLog(wrapped), '--map', MAP, '--records']);
  assert.equal(status, 0, stderr);
  const [first, second] = stdout
    .trimEnd()
    .split('\n')
    .map((text) => JSON.parse(text).record);
  assert.deepEqual([first.target, second.target], ['/a', '/b']);
  assert.deepEqual([first.startedAtMs, first.durationMs, first.status], [1_795_176_000_000, 250, 204]);
});

test('what of a map no line has is warned of, and the rest is read', async () => {
  const log = writeLog([line('/a')]);
  const { status, stderr } = await runCli([
    'inspect',
    log,
    '--map',
    'method=req.verb,url=req.path,status=res.cod',
  ]);
  assert.equal(status, 0);
  assert.match(stderr, /^warning: .*access\.log: --map status=res\.cod: no line of the first 1 has it\n$/);
});

for (const [sentence, args, status, message] of [
  [
    'a noun that there is not, with the one that was meant',
    ['--map', 'methd=req.verb,url=req.path'],
    2,
    /^error: --map: methd is not what a map can name; did you mean method\?\n {2}such as --map method=req\.verb,/,
  ],
  [
    'a map that matches nothing, with what there is to name',
    ['--map', 'method=request.verb,url=request.path'],
    3,
    /^error: .*access\.log: no line has what --map says: method=request\.verb, url=request\.path\n {2}.*the first line has req\.verb, req\.path, /,
  ],
  [
    'a map and a format at once',
    ['--map', MAP, '--format', 'nginx'],
    2,
    /^error: --format and --map were both given\n/,
  ],
] as const) {
  test(`${sentence} is an error`, async () => {
    const result = await runCli(['inspect', writeLog([line('/a')]), ...args]);
    assert.equal(result.status, status);
    assert.match(result.stderr, message);
  });
}

test('a map for a log that is no JSON is an error that says so', async () => {
  const { status, stderr } = await runCli(['inspect', writeLog(['GET /a']), '--map', MAP]);
  assert.equal(status, 3);
  assert.match(stderr, /--map names fields of JSON, and no line of it is a JSON object\n/);
});

test('a JSON log whose fields nobody knows is answered with --map', async () => {
  const { status, stderr } = await runCli(['inspect', writeLog([line('/a')])]);
  assert.equal(status, 3);
  assert.match(stderr, /\n {2}say where its fields are, --map method=/);
});

test('a map may stand beside --format json', async () => {
  const { status } = await runCli(['inspect', writeLog([line('/a')]), '--map', MAP, '--format', 'json']);
  assert.equal(status, 0);
});

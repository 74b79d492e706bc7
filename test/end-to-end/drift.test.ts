import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import type { CountingServerOptions } from '../helpers/counting-server.ts';
import { startNginx } from '../helpers/nginx.ts';
import { requireProgram } from '../helpers/real-program.ts';
import { runCli } from '../helpers/run-cli.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { assertRan } from './assert-ran.ts';
import { queryDatabase } from './query-database.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { combinedLine, writeLog } from './write-log.ts';

const once = (url: string) => ['--target', url, '--rate', '200', '--once'];

/** A build that breaks the cart, and wants to know who asks. */
const BROKEN: CountingServerOptions = {
  answer: ({ url }) => {
    if (url.startsWith('/api/cart/')) return { status: 500 };
    if (url === '/account') return { status: 401 };
    if (url === '/orders') return { status: 302, headers: { Location: '/login?next=%2Forders' } };
    return undefined;
  },
};

const LINES = [
  ...Array.from({ length: 40 }, (_, i) => combinedLine(`/shop/${i}`)),
  ...Array.from({ length: 5 }, (_, i) => combinedLine(`/api/cart/${i}?it='s`)),
  ...[combinedLine('/logo.svg', 304), combinedLine('/film.mp4', 206), combinedLine('/film.mp4', 206)],
  ...[combinedLine('/account'), combinedLine('/orders'), combinedLine('/slow', 499)],
];

test('what changed is told in one sentence, in tables, as JSON, as CSV and in the database, and all agree', async () => {
  await using server = await serve(BROKEN);
  const run = await runReplay([writeLog(LINES), ...once(server.url)]);
  assertRan(run);
  assert.match(
    run.stdout.replaceAll('\n', ' '),
    /80\.0% answered as recorded; 10\.0% changed for a known reason; 5 requests on 1 endpoint did not: GET \/api\/cart\/:id 200 → 500; not compared: 1 without a recorded status /,
  );
  assert.match(run.stdout, /^ +5 +100\.0% +200 → 500 +unexplained +GET \/api\/cart\/:id$/m);
  assert.match(run.stdout, /^ +2 +100\.0% +206 → 200 +no-range +GET \/film\.mp4$/m);
  assert.match(run.stdout, /^ +1 +100\.0% +200 → 302 +no-credentials +GET \/orders$/m);

  const json = JSON.parse((await runCli(['report', '--json', '--db', run.database])).stdout);
  const { compared, same, unexplained, explained, not_compared } = json.drift;
  assert.deepEqual(
    { compared, same, unexplained, not_compared },
    { compared: 50, same: 40, unexplained: 5, not_compared: { no_status: 1, failed: 0, dropped: 0 } },
  );
  assert.deepEqual(Object.fromEntries(explained.map((it: Row) => [it.reason, it.count])), {
    'no-range': 2,
    'no-conditions': 1,
    'no-credentials': 2,
  });
  assert.equal(sum(json.drift.matrix, 'count'), compared);

  const csv = await runCli(['export', '--table', 'drift', '--db', run.database]);
  const rows = parse(csv.stdout, { columns: true }) as Row[];
  assert.equal(sum(rows, 'requests'), compared);
  const { method, endpoint, recorded_status, status, change, requests, example } = rows[0];
  assert.deepEqual(
    [method, endpoint, recorded_status, status, change, requests, example],
    ['GET', '/api/cart/:id', '200', '500', 'unexplained', '5', "/api/cart/0?it='s"],
  );
  assert.deepEqual(
    queryDatabase(
      run.database,
      `select change, sum(requests) as n from drift where run_id = 1 group by 1 order by 1`,
    ),
    [
      { change: 'explained', n: 5 },
      { change: 'same', n: 40 },
      { change: 'unexplained', n: 5 },
    ],
  );
});

test('the examples send the very requests again, pasted into a shell', async (t) => {
  if (requireProgram(t, 'curl', 'curl') === undefined) return;
  await using server = await serve(BROKEN);
  const run = await runReplay([writeLog(LINES), ...once(server.url), '--json']);
  const [{ examples }] = JSON.parse(run.stdout).drift.cells;
  assert.equal(examples.length, 3);
  const before = server.requests.length;
  for (const { curl } of examples) {
    const { stdout, status } = await shell(curl);
    assert.equal(status, 0);
    assert.match(stdout, /^HTTP\/1\.1 500 /);
  }
  assert.deepEqual(
    server.requests.slice(before).map(({ method, url }) => `${method} ${url}`),
    [0, 1, 2].map((i) => `GET /api/cart/${i}?it='s`),
  );
});

test('a log without statuses says that nothing can be compared, not that all is well', async () => {
  await using server = await serve();
  const log = writeLog(['"GET /a HTTP/1.1"', '"GET /b HTTP/1.1"']);
  const run = await runReplay([log, ...once(server.url), '--format', '"$request"']);
  assertRan(run);
  assert.match(
    run.stdout,
    /^nothing can be compared with the log: it holds no status of what was answered$/m,
  );
  assert.doesNotMatch(run.stdout, /answered as recorded/);
});

test('a log that holds cookies does not have a refusal explained where a request had none, or sent one', async () => {
  await using server = await serve({ answer: ({ url }) => ({ status: url === '/a' ? 200 : 401 }) });
  const line = (uri: string, cookie: string) =>
    JSON.stringify({ request_method: 'GET', request_uri: uri, status: '200', http_cookie: cookie });
  const log = writeLog([
    line('/a', 'sid=1'),
    line('/open', ''),
    line('/mine', 'sid=1'),
    line('/lost', '***'),
  ]);
  const run = await runReplay([log, ...once(server.url), '--json']);
  const { cells } = JSON.parse(run.stdout).drift;
  assert.deepEqual(Object.fromEntries(cells.map((cell: Row) => [cell.path, cell.reason ?? cell.change])), {
    '/a': 'same',
    '/open': 'unexplained',
    '/mine': 'unexplained',
    '/lost': 'no-credentials',
  });
});

test('a log of nginx replayed at the next build: all that the log could not hold is explained, and only that', async (t) => {
  if (requireProgram(t, 'nginx', 'nginx-light') === undefined) return;
  const root = temporaryDirectory('root');
  mkdirSync(join(root, 'private'));
  writeFileSync(join(root, 'logo.svg'), '<svg/>');
  writeFileSync(join(root, 'private', 'x'), 'private');
  writeFileSync(join(root, 'users'), 'anna:{PLAIN}secret\n');
  const build = (api: number) => ({
    locations: `
      root ${root};
      location /private/ { auth_basic x; auth_basic_user_file ${root}/users; }
      location /orders { if ($http_cookie = "") { return 302 /login; } return 200 ok; }
      location /api/ { return ${api} ok; }`,
  });
  const old = await startNginx(build(200));
  const etag = (await fetch(`${old.url}/logo.svg`)).headers.get('etag')!;
  const Authorization = `Basic ${btoa('anna:secret')}`;
  for (const [path, status, headers] of [
    ['/logo.svg', 304, { 'If-None-Match': etag }],
    ['/logo.svg', 206, { Range: 'bytes=0-1' }],
    ['/private/x', 200, { Authorization }],
    ['/private/x', 401, {}],
    ['/orders', 200, { Cookie: 'sid=1' }],
    ['/api/stock', 200, {}],
    ['/gone', 404, {}],
  ] as const) {
    const answer = await fetch(old.url + path, { headers, redirect: 'manual' });
    await answer.arrayBuffer();
    assert.equal(answer.status, status, path);
  }
  await old.close();
  const next = await startNginx(build(500));
  const run = await runReplay([old.accessLog, ...once(next.url), '--json']);
  await next.close();
  const { cells } = JSON.parse(run.stdout).drift;
  assert.deepEqual(
    cells
      .map(({ path, recorded, replayed, change, reason }: Row) =>
        [path, recorded, replayed, reason ?? change].join(' '),
      )
      .toSorted(),
    [
      '/api/stock 200 500 unexplained',
      '/gone 404 404 same',
      '/logo.svg 200 200 same',
      '/logo.svg 206 200 no-range',
      '/logo.svg 304 200 no-conditions',
      '/orders 200 302 no-credentials',
      '/private/x 200 401 no-credentials',
      '/private/x 401 401 same',
    ],
  );
});

type Row = Readonly<Record<string, string | number | null>>;

function sum(rows: readonly Row[], column: string): number {
  return rows.reduce((total, row) => total + Number(row[column]), 0);
}

/** Not synchronous: the server is in this process. */
async function shell(line: string): Promise<{ stdout: string; status: number | null }> {
  const { promise, resolve } = Promise.withResolvers<{ stdout: string; status: number | null }>();
  const child = spawn('sh', ['-c', `exec ${line} --silent`], { stdio: ['ignore', 'pipe', 'ignore'] });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.on('close', (status) => resolve({ stdout, status }));
  return promise;
}

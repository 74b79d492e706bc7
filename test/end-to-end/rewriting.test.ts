import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { ReceivedRequest } from '../helpers/counting-server.ts';
import { assertComplaint } from './complaint.ts';
import { queryDatabase } from './query-database.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { writeLog, writeNumberedLog } from './write-log.ts';

/** What the environment holds: in nothing that is stored or shown. */
const SECRETS = { API_KEY: 'hunter2&"\\', PASSWORD: 'correct horse' };
const SECRET = /hunter2|correct.horse|Y29ycmVjdCBob3JzZ|Y29ycmVjd/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const JSON_LOG = writeLog(
  [
    {
      method: 'GET',
      url: '/v1/items/7?page=2&utm_source=mail',
      status: 200,
      headers: { Accept: '*/*', Cookie: 'sid=old' },
    },
    { method: 'POST', url: '/v1/items', status: 201, headers: { 'X-Trace': 'log' } },
  ].map((record) => JSON.stringify({ time: '2026-09-15T10:00:00Z', ...record })),
);

const headersOf = ({ rawHeaders }: ReceivedRequest) =>
  rawHeaders.flatMap((name, i) => (i % 2 === 0 ? [[name, rawHeaders[i + 1]!] as const] : []));
const header = (request: ReceivedRequest, name: string) =>
  headersOf(request)
    .filter(([own]) => own.toLowerCase() === name)
    .map(([, value]) => value);

test('every rule is seen at the target, in the order written, and what was recorded stays with the request', async () => {
  await using server = await serve({ answer: ({ method }) => ({ status: method === 'GET' ? 200 : 500 }) });
  const run = await runReplay(
    [
      ...[
        JSON_LOG,
        '--target',
        server.url,
        '--rate',
        '100',
        '--once',
        '--methods',
        'GET,POST',
        '--seed',
        '7',
      ],
      ...[
        '--set-header',
        'X-Trace: ${uuid}',
        '--rewrite',
        '^/v1/(.*) => /v2/$1',
        '--rewrite',
        '^/v2/items => /v2/things',
      ],
      ...['--set-query', 'api_key=${API_KEY}', '--unset-query', 'utm_source', '--unset-header', 'Cookie'],
      ...[
        '--bearer',
        'lost',
        '--basic',
        'anna:${PASSWORD}',
        '--header',
        'X-Seq: ${seq}',
        '--header',
        'X-Seq: ${random:5..5}',
      ],
      ...['--set-header', 'X-Plain: $1 $$ $${uuid}', '--host', 'shop.example'],
      ...['--body', 'POST /v1/items={"id":"${uuid}","key":"${API_KEY}","at":${now:epochms},"as":"$${is}"}'],
    ],
    { env: SECRETS },
  );
  assert.ok(run.status === 0 || run.status === 5, run.stderr);
  const [get, post] = [...server.requests].sort((a, b) => a.method.localeCompare(b.method)) as [
    ReceivedRequest,
    ReceivedRequest,
  ];
  const key = encodeURIComponent(SECRETS.API_KEY);
  assert.equal(get.url, `/v2/things/7?page=2&api_key=${key}`);
  assert.equal(post.url, `/v2/things?api_key=${key}`);
  for (const [seq, request] of [get, post].entries()) {
    assert.deepEqual(header(request, 'host'), ['shop.example']);
    assert.deepEqual(header(request, 'authorization'), [
      `Basic ${Buffer.from('anna:correct horse').toString('base64')}`,
    ]);
    assert.deepEqual(header(request, 'x-seq'), [String(seq), '5']);
    assert.deepEqual(header(request, 'x-plain'), ['$1 $ ${uuid}']);
    assert.deepEqual(header(request, 'cookie'), []);
    assert.match(header(request, 'x-trace').join(), UUID);
  }
  assert.deepEqual(header(get, 'accept'), ['*/*']);
  assert.notEqual(header(get, 'x-trace')[0], header(post, 'x-trace')[0]);
  const { at, ...body } = JSON.parse(post.body.toString());
  assert.deepEqual(body, { id: header(post, 'x-trace')[0], key: SECRETS.API_KEY, as: '${is}' });
  assert.ok(Math.abs(at - Date.now()) < 60_000);
  assert.deepEqual(header(post, 'content-length'), [String(post.body.length)]);

  const outcomes = queryDatabase(
    run.database,
    'select o.method, o.target, o.endpoint, o.recorded_status, o.status, q.sent_target from outcomes o join outcome x using (seq) join request q on q.id = x.request_id order by seq',
  );
  assert.deepEqual(outcomes, [
    {
      ...{ method: 'GET', target: '/v1/items/7?page=2&utm_source=mail', endpoint: '/v1/items/:id' },
      ...{ recorded_status: 200, status: 200, sent_target: '/v2/things/7?page=2&api_key=REDACTED' },
    },
    {
      ...{ method: 'POST', target: '/v1/items', endpoint: '/v1/items', recorded_status: 201, status: 500 },
      sent_target: '/v2/things?api_key=REDACTED',
    },
  ]);
  assert.match(run.stdout, /201 → 500 +unexplained +POST \/v1\/items$/m);
  assert.match(
    run.stdout.replace(/ \\\n */g, ' '),
    /curl -i -X POST .*-H 'X-Trace: \$\{uuid\}' .*\/v2\/things\?api_key=REDACTED/,
  );

  const [{ options }] = queryDatabase<{ options: string }>(run.database, 'select options from run');
  const { rewriting, headers } = JSON.parse(options);
  assert.deepEqual(rewriting.slice(0, 8), [
    { 'set-header': 'X-Trace: ${uuid}' },
    { rewrite: '^/v1/(.*) => /v2/$1' },
    { rewrite: '^/v2/items => /v2/things' },
    { 'set-query': 'api_key=REDACTED' },
    { 'unset-query': 'utm_source' },
    { 'unset-header': 'Cookie' },
    { bearer: 'REDACTED' },
    { basic: 'REDACTED:${PASSWORD}' },
  ]);
  assert.deepEqual(headers.slice(0, 3), [
    ['X-Trace', '${uuid}'],
    ['Authorization', 'REDACTED'],
    ['X-Seq', '${seq}'],
  ]);
  assert.doesNotMatch(readFileSync(run.database, 'latin1') + run.stdout + run.stderr, SECRET);
});

test('in a closed loop every request has a number of its own, too', async () => {
  await using server = await serve();
  const log = writeNumberedLog(40);
  const run = await runReplay([
    ...[log, '--target', server.url, '--rate', 'max', '--connections', '4', '--once', '--workers', '2'],
    ...['--rewrite', '.* => /${seq}'],
  ]);
  assert.ok(run.status === 0 || run.status === 5, run.stderr);
  const numbers = server.requests.map(({ url }) => Number(url.slice(1)));
  assert.deepEqual(
    numbers.toSorted((a, b) => a - b),
    Array.from({ length: 40 }, (_, i) => i),
  );
});

test('a dry run names what the environment holds and what a login would bring, and sends nothing', async () => {
  await using server = await serve();
  const args = [
    ...[JSON_LOG, '--target', server.url, '--rate', '10', '--methods', 'GET,POST', '--dry-run'],
    ...['--login', 'POST /login {"user":"anna","password":"${PASSWORD}"}', '--capture', 'token=$.token'],
    ...[
      '--bearer',
      '${token}',
      '--set-header',
      'X-Own: ${API_KEY}',
      '--rewrite',
      '^ => /${token}/${API_KEY}',
    ],
    ...['--body', 'POST /v1/items={"name":"${API_KEY}"}'],
  ];
  const shown = await runReplay(args, { env: SECRETS });
  assert.equal(shown.status, 0, shown.stderr);
  assert.equal(server.connections, 0);
  assert.match(shown.stdout, /^POST \/\$\{token\}\/\$\{API_KEY\}\/v1\/items HTTP\/1\.1$/m);
  assert.match(shown.stdout, /^Authorization: Bearer \$\{token\}$/m);
  assert.match(shown.stdout, /^X-Own: \$\{API_KEY\}$/m);
  assert.match(shown.stdout, /^\{"name":"\$\{API_KEY\}"\}$/m);
  const length = JSON.stringify({ name: SECRETS.API_KEY }).length;
  assert.match(shown.stdout, new RegExp(`^content-length: ${length}$`, 'm'), 'as it would be sent');
  assert.match(shown.stdout, /secrets in 2 of them are REDACTED here \(--show-secrets\)/);
  assert.doesNotMatch(shown.stdout + shown.stderr, SECRET);
  const told = await runReplay([...args, '--show-secrets'], { env: SECRETS });
  assert.match(told.stdout, /^X-Own: hunter2&"\\$/m);
  assert.match(told.stdout, /^Authorization: Bearer \$\{token\}$/m);
});

for (const [what, args, complaint] of [
  [
    'an unknown placeholder',
    ['--bearer', '${tokn}'],
    { what: /--bearer: \$\{tokn\} is no placeholder/, mend: /there are \$\{uuid\}/ },
  ],
  [
    'an unset variable',
    ['--body', 'POST /a={"a":"${APIKEY}"}'],
    { what: /--body POST \/a: \$\{APIKEY\}/, mend: /did you mean \$\{API_KEY\}\?/ },
  ],
  ['a rule that is none', ['--rewrite', '/v1/'], { what: /there is no =>/, mend: /--rewrite '\^\/v1\// }],
  [
    'a capture without a login',
    ['--capture', 'token=$.a'],
    { what: /--capture says nothing without --login/, mend: /login/ },
  ],
  [
    'a login without a capture',
    ['--login', 'POST /login'],
    { what: /--login without --capture/, mend: /--capture 'token=/ },
  ],
  [
    'a name that is taken',
    ['--login', 'POST /login', '--capture', 'seq=$.a'],
    { what: /\$\{seq\} is something else/, mend: /another name/ },
  ],
  [
    'two captures of one name',
    ['--login', 'POST /login', '--capture', 'a=$.a', '--capture', 'a=$.b'],
    { what: /captured twice/, mend: /different names/ },
  ],
  [
    'a path that is none',
    ['--login', 'POST /login', '--capture', 'a=$.a['],
    { what: /no JSONPath/, mend: /RFC 9535/ },
  ],
] as const) {
  test(`${what} is refused before anything is done`, async () => {
    const target = ['--target', 'http://127.0.0.1:9', '--rate', '1'];
    assertComplaint(await runReplay([JSON_LOG, ...target, ...args], { env: SECRETS }), {
      status: 2,
      ...complaint,
    });
  });
}

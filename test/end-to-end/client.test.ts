import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { ReceivedRequest } from '../helpers/counting-server.ts';
import { runCli } from '../helpers/run-cli.ts';
import { assertRan } from './assert-ran.ts';
import { booksOfRun, booksOfSummary, reasonsOfRun } from './books-of-run.ts';
import { queryDatabase } from './query-database.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { writeClient } from './write-client.ts';
import { combinedLine, writeLog, writeNumberedLog } from './write-log.ts';

const LOG = writeLog([combinedLine('/a?b=%20'), combinedLine('/b', 404)]);
const header = ({ rawHeaders }: ReceivedRequest, name: string) =>
  rawHeaders.find((_, i) => i % 2 === 1 && rawHeaders[i - 1]!.toLowerCase() === name);
const reasons = (database: string) =>
  JSON.parse(queryDatabase<{ r: string }>(database, 'select client_reasons as r from run')[0]!.r);

/** Of ten requests one is left out, one makes the client throw, two are judged to be wrong, and one makes the judge throw. */
const TENTHS = (async: string) => `
  ${async} prepare(request, { state }) {
    const tenth = request.seq % 10;
    if (tenth === 3) return null;
    if (tenth === 4) throw new Error('no id for token=s3cr3t-value');
    request.setHeader('X-Seq', String(request.seq));
    request.setHeader('x-name', 'é');
    request.removeHeader('user-agent');
    request.path += '&n=' + state.n++;
    return request;
  },
  ${async} judge(request, response) {
    const tenth = request.seq % 10;
    if (tenth === 5) return 'the answer is ' + response.text();
    if (tenth === 6) return false;
    if (tenth === 7) return response.json();
    return true;
  },`;

for (const async of ['', 'async'] as const) {
  test(`a client whose hooks are ${async || 'sync'} changes requests, leaves some out, and judges answers`, async () => {
    await using server = await serve();
    const client = writeClient(`start: () => ({ n: 0 }), readsBody: true, ${TENTHS(async)}`);
    const rules = ['--set-header', 'X-Seq: rule', '--header', 'User-Agent: x', '--rewrite', '^ => /v2'];
    const { database, folder, ...run } = await runReplay([
      ...[LOG, '--target', server.url, '--rate', '200', '--duration', '500ms', '--workers', '1', ...rules],
      ...['--client', client, '--max-overdue', '1m', '--save-bodies', 'failed'],
    ]);
    assertRan(run);
    assert.deepEqual(booksOfSummary(run.stdout), { planned: 100, answered: 50, failed: 40, dropped: 10 });
    assert.deepEqual(booksOfRun(database), { planned: 100, answered: 50, failed: 40, dropped: 10 });
    assert.deepEqual(reasonsOfRun(database), { client: 20, judged: 20, 'left-out': 10 });

    // What prepare returned is what was sent, once for each request that was not left out.
    assert.equal(server.requests.length, 80);
    const seqs = server.requests.map((request) => Number(header(request, 'x-seq')));
    assert.deepEqual(
      seqs.toSorted((a, b) => a - b),
      Array.from({ length: 100 }, (_, i) => i).filter((i) => ![3, 4].includes(i % 10)),
    );
    for (const request of server.requests) {
      assert.equal(Buffer.from(header(request, 'x-name')!, 'latin1').toString(), 'é');
      assert.equal(header(request, 'user-agent'), undefined);
      assert.match(request.url, /^\/v2\/(?:a\?b=%20|b)&n=\d+$/);
    }

    // A judged answer keeps its status, is compared with the log, and was waited for; what was never sent has no times.
    const rows = queryDatabase(
      database,
      `select reason, status, change, response_time_ms is not null as times, lag_ms is not null as sent, count(*) as n
       from outcomes left join (select id, change from comparison) on false group by 1, 2, 4, 5 order by 1, 2`,
    );
    assert.deepEqual(
      rows.map(({ reason, status, times, sent, n }) => [reason, status, times, sent, n]),
      [
        [null, 200, 1, 1, 50],
        ['client', null, 0, 0, 10],
        ['client', 200, 1, 1, 10],
        ['judged', 200, 1, 1, 20],
        ['left-out', null, 0, 0, 10],
      ],
    );
    const [{ compared }] = queryDatabase<{ compared: number }>(
      database,
      'select count(*) as compared from outcome where comparison > 0',
    );
    assert.equal(compared, 80);

    assert.deepEqual(
      reasons(database),
      [
        {
          hook: 'prepare',
          result: 'client',
          text: 'no id for token=REDACTED',
          count: 10,
          firstSeq: 4,
          client,
        },
        { hook: 'judge', result: 'judged', text: 'the answer is ok', count: 10, firstSeq: 5, client },
        { hook: 'judge', result: 'judged', text: 'judge returned false', count: 10, firstSeq: 6, client },
        { hook: 'judge', result: 'client', text: /not valid JSON/, count: 10, firstSeq: 7, client },
      ].map((reason, i) => ({ ...reason, text: i === 3 ? reasons(database)[3].text : reason.text })),
    );
    assert.match(reasons(database)[3].text, /JSON/);

    // And every report tells so.
    const text = run.stdout.replaceAll(/\s+/g, ' ');
    assert.match(
      text,
      /judged 20 \(20\.0%\).*left-out 10 \(10\.0%\).*prepare failed 10 times: no id for token=REDACTED/,
    );
    const report = (...more: string[]) => runCli(['report', '--db', database, ...more], { cwd: folder });
    const [whole, json, markdown, bodies] = await Promise.all([
      report(),
      report('--json'),
      report('--markdown'),
      report('--bodies'),
    ]);
    assert.match(whole!.stdout.replaceAll(/\s+/g, ' '), /judged 10 times: the answer is ok/);
    assert.deepEqual(
      JSON.parse(json!.stdout).client_reasons.map((reason: { text: string; first_seq: number }) => [
        reason.text,
        reason.first_seq,
      ])[1],
      ['the answer is ok', 5],
    );
    assert.match(markdown!.stdout, /- judged 10 times: the answer is ok/);
    assert.match(bodies!.stdout, /200, judged {2}first: request [56]\b/);
    assert.match(bodies!.stdout, /200, client {2}first: request 7\b/);
    assert.doesNotMatch(bodies!.stdout, /200 {2}first/);
  });
}

test('settings reach the client; what is secret in them is stored nowhere', async () => {
  await using server = await serve();
  const client = writeClient(
    `prepare(request, { settings, target, worker, workers, user, seed, timeoutMs }) {
      request.setHeader('x-told', JSON.stringify({ settings, worker, workers, user, seed, timeoutMs, same: target }));
      return request;
    },
    judge: (request, { status }, { settings }) => 'bad ' + settings.api_key,`,
    "import { helper } from './helper.ts';\nhelper satisfies number;",
  );
  writeFileSync(join(dirname(client), 'helper.ts'), 'export const helper: number = 1;\n');
  const sets = ['--set', 'region=eu=1', '--set', 'api_key=hunter2', '--set', 'region=us=2'];
  const { database, ...run } = await runReplay([
    ...[
      writeNumberedLog(1),
      '--target',
      server.url,
      '--rate',
      '10',
      '--once',
      '--seed',
      '9',
      '--workers',
      '1',
    ],
    ...['--client', client, ...sets, '--timeout', '9s'],
  ]);
  assert.ok(run.status === 0 || run.status === 5, run.stderr);
  assert.deepEqual(JSON.parse(header(server.requests[0]!, 'x-told')!), {
    settings: { region: 'us=2', api_key: 'hunter2' },
    ...{ worker: 0, workers: 1, user: null, seed: 9, timeoutMs: 9000, same: server.url },
  });
  const [{ options }] = queryDatabase<{ options: string }>(database, 'select options from run');
  assert.deepEqual(JSON.parse(options).settings, { region: 'us=2', api_key: 'REDACTED' });
  assert.deepEqual(JSON.parse(options).clients, [`${client}:1`]);
  assert.equal(reasons(database)[0].text, 'bad REDACTED');
  assert.doesNotMatch(run.stdout, /hunter2/);
});

test('whatever a client throws, returns or logs, it is the outcome of its request, and results stay alone on stdout', async () => {
  const client = writeClient(`
    prepare(request) {
      console.log('preparing');
      if (request.seq === 0) throw Object.create(null);
      if (request.seq === 1) throw undefined;
      if (request.seq === 2) return undefined as any;
      if (request.seq === 3) return { ...request } as any;
      if (request.seq === 4) throw new Error('');
      return request;
    },
    send(request): any {
      switch (request.seq) {
        case 5: return undefined;
        case 6: return { status: 7.5 };
        case 7: return { bytes: 0.5 };
        case 8: return { body: {} };
        case 9: return Promise.reject(Object.assign(new Error('no such file'), { code: 'ENOENT', syscall: 'open' }));
        case 10: return Promise.reject(Object.assign(new Error('x'), { code: 'ENOENT', syscall: 'connect' }));
        default: return { status: 204, bytes: 3 };
      }
    },
    judge: (request) => (request.seq === 11 ? (undefined as any) : true),`);
  const { database, ...run } = await runReplay([
    ...[writeNumberedLog(14), '--target', 'udp://127.0.0.1:9', '--rate', '200', '--once', '--json'],
    ...['--client', client, '--max-overdue', '1m'],
  ]);
  assertRan(run);
  const report = JSON.parse(run.stdout);
  assert.deepEqual(reasonsOfRun(database), { client: 11, 'connect-refused': 1 });
  assert.deepEqual(report.statuses, { 204: 2 });
  assert.equal(report.transport, null);
  assert.deepEqual(
    report.client_reasons
      .map(({ first_seq, text }: Record<string, unknown>) => `${first_seq}: ${text}`)
      .sort(),
    [
      '0: an error without a message',
      '11: judge returned neither true, false nor a text that says why',
      '1: undefined',
      '2: prepare returned neither its request nor null',
      '4: Error',
      '5: send returned no answer: { status, headers, body, bytes }, or some of them',
      '6: send: a status is a whole number from 1 to 999',
      '7: send: bytes are a whole number',
      '8: send: a body is text or bytes',
      '9: no such file',
    ],
  );
  assert.match(run.stderr, /^preparing$/m);
});

test('a dry run shows what the client would get, and says so', async () => {
  const client = writeClient(`prepare: (request) => (request.setHeader('x-a', 'b'), request),`);
  const run = await runReplay([
    ...[writeNumberedLog(1), '--target', 'http://127.0.0.1:1', '--rate', '10', '--once', '--dry-run'],
    ...['--client', client],
  ]);
  assert.equal(run.status, 0, run.stderr);
  assert.match(run.stdout, /GET \/0 HTTP/);
  assert.doesNotMatch(run.stdout, /x-a/);
  assert.match(
    run.stderr,
    /shown as the client gets them; it is not started, and none of its hooks is called/,
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runReplay } from '../../end-to-end/run-replay.ts';
import { serve } from '../../end-to-end/serve.ts';
import { combinedLine, writeLog } from '../../end-to-end/write-log.ts';
import type { ReceivedRequest } from '../../helpers/counting-server.ts';

/** What the environment holds: in nothing that is stored or shown. */
const SECRETS = { API_KEY: 'hunter2&"\\', PASSWORD: 'correct horse' };

const headersOf = ({ rawHeaders }: ReceivedRequest) =>
  rawHeaders.flatMap((name, i) => (i % 2 === 0 ? [[name, rawHeaders[i + 1]!] as const] : []));
const header = (request: ReceivedRequest, name: string) =>
  headersOf(request)
    .filter(([own]) => own.toLowerCase() === name)
    .map(([, value]) => value);

test('a run that is repeated sends the same, as its dry run says; another seed sends others; no value comes twice', async () => {
  const log = writeLog(['/a', 'PUT /items/9 HTTP/1.1'].map((request) => combinedLine(request)));
  async function sent(...more: string[]): Promise<string[]> {
    await using server = await serve();
    const args = [
      ...[
        log,
        '--target',
        server.url,
        '--rate',
        '200',
        '--duration',
        '200ms',
        '--methods',
        'GET,PUT',
        '--host',
        'a',
      ],
      ...[
        '--rewrite',
        '^/(items|a)\\b => /${uuid}/$1',
        '--set-query',
        'r=${random:1..1000000}',
        '--basic',
        'user${seq}:${PASSWORD}',
      ],
      ...['--body', 'PUT /items/:id={"id":"${uuid}","other":"${uuid:b}"}', ...more],
    ];
    const { status, stderr, stdout } = await runReplay([...args, '--max-overdue', '1m'], { env: SECRETS });
    if (more.includes('--dry-run')) return dryBytes(stdout);
    assert.ok(status === 0 || status === 5, stderr);
    return server.requests.map(asSent).toSorted();
  }
  const first = await sent();
  assert.equal(first.length, 40);
  assert.equal(new Set(first).size, 40);
  const told = await sent('--dry-run', '100', '--json', '--show-secrets');
  assert.deepEqual([first, first], [await sent(), told.toSorted()]);
  const other = new Set(await sent('--seed', '2'));
  assert.ok(first.every((one) => !other.has(one)));
  const put = first.find((one) => one.includes('PUT'))!;
  const [, inPath, , inBody, another] = /^PUT \/([^/]+)\/(items).*"id":"([^"]+)","other":"([^"]+)"/s.exec(
    put,
  )!;
  assert.equal(inPath, inBody, 'what is written alike is alike throughout a request');
  assert.notEqual(inBody, another);
});

const asSent = ({ method, url, body, ...request }: ReceivedRequest) =>
  [`${method} ${url}`, ...header(request as ReceivedRequest, 'authorization'), body.toString()].join('\n');

function dryBytes(stdout: string): string[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => {
      const { head, body } = JSON.parse(line);
      const [, method, url] = /^(\S+) (\S+)/.exec(head)!;
      return [`${method} ${url}`, /^authorization: (.*)\r$/im.exec(head)![1], body ?? ''].join('\n');
    });
}

test('rules that add or take away credentials are among what explains a change', async () => {
  await using server = await serve({ answer: ({ url }) => ({ status: url.includes('/open') ? 200 : 401 }) });
  const explained = async (status: number, path: string, ...rules: string[]) => {
    const log = writeLog([combinedLine(path, status)]);
    const run = await runReplay([log, '--target', server.url, '--rate', '50', '--once', '--json', ...rules]);
    return JSON.parse(run.stdout).drift.cells.map(
      ({ change, reason }: Record<string, unknown>) => reason ?? change,
    );
  };
  assert.deepEqual(await explained(401, '/open', '--set-query', 'token=1'), ['credentials-added']);
  assert.deepEqual(await explained(403, '/open', '--bearer', 'abc'), ['credentials-added']);
  assert.deepEqual(await explained(200, '/a?token=1', '--unset-query', 'token'), ['no-credentials']);
  assert.deepEqual(await explained(200, '/a?token=1'), ['unexplained']);
});

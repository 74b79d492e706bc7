import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertComplaint } from '../../end-to-end/complaint.ts';
import { runReplay } from '../../end-to-end/run-replay.ts';
import { serve } from '../../end-to-end/serve.ts';
import { combinedLine, writeLog } from '../../end-to-end/write-log.ts';
import { startHttp2Server } from '../../helpers/http2-server.ts';

const LOG = writeLog([combinedLine('/a')]);

test('logins that fail while the run goes on end nothing, are few, and are told', async () => {
  let logins = 0;
  await using server = await serve({
    answer: ({ url }) => {
      if (url !== '/login') return { status: 401 };
      return logins++ === 0 ? { body: '{"t":"secret-1"}' } : { status: 503, body: 'no secret-1 today' };
    },
  });
  const run = await runReplay([
    ...[LOG, '--target', server.url, '--rate', '100', '--duration', '1s', '--bearer', '${t}', '--json'],
    ...['--login', 'POST /login', '--capture', 't=$.t'],
  ]);
  assert.ok(run.status === 0 || run.status === 5, run.stderr);
  assert.ok(logins >= 2 && logins <= 6, `${logins} logins`);
  const { notes } = JSON.parse(run.stdout).run;
  assert.match(
    notes.join(),
    /^logging in again failed (?:once|\d times); at last POST \/login was answered 503: no REDACTED today$/,
  );
});

test('over HTTP/2 rules and login are as they are over HTTP/1.1', async () => {
  await using server = await startHttp2Server();
  const args = [
    ...[LOG, '--target', server.url, '--rate', '50', '--once', '--http2', '--rewrite', '^ => /v2/${seq}'],
    ...[
      '--set-header',
      'X-Id: ${uuid}',
      '--capture',
      't=header:X-Token',
      '--login',
      'POST /login',
      '--bearer',
      '${t}',
    ],
  ];
  const run = await runReplay(args);
  assertComplaint(run, { status: 3, what: /was answered 200 without header:X-Token: ok/, mend: /captured/ });
  const sent = await runReplay([...args.slice(0, -8), '--header', 'X-Seq: ${seq}']);
  assert.ok(sent.status === 0 || sent.status === 5, sent.stderr);
  const [login, request] = server.requests.map(({ rawHeaders }) => rawHeaders.join(' '));
  assert.match(login!, /:method POST :path \/login /);
  assert.match(request!, /:path \/v2\/0\/a .*x-seq 0/);
});

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { issue, makeAuthority } from '../helpers/certificates.ts';
import { requireProgram } from '../helpers/real-program.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { writeNumberedLog } from './write-log.ts';

test('a receiver is trusted by the certificates that Node is told of, and else not asked twice', async (t) => {
  if (!requireProgram(t, 'openssl', 'openssl')) return;
  const authority = makeAuthority('Hook Authority');
  const { cert, key } = issue(authority, 'hook', { names: ['IP:127.0.0.1'] });
  let told = 0;
  const hook = createServer({ cert: readFileSync(cert), key: readFileSync(key) }, (request, response) => {
    request.resume().on('end', () => {
      told++;
      response.end();
    });
  });
  await once(hook.listen(0, '127.0.0.1'), 'listening');
  t.after(() => hook.close());
  await using target = await serve();
  const url = `https://127.0.0.1:${(hook.address() as AddressInfo).port}`;
  const args = [writeNumberedLog(2), '--target', target.url, '--rate', 'max', '--once', '--quiet'];
  const run = (env: NodeJS.ProcessEnv) =>
    runReplay([...args, '--notify', `${url}/hunter2`, '--notify-on', 'always'], { env });
  const began = performance.now();
  const unknown = await run({});
  assert.equal(unknown.status, 0);
  assert.match(
    unknown.stderr,
    /^warning: json:https:\/\/127\.0\.0\.1:\d+ was not told: it could not be reached \(\w*(?:CERT|SIGNATURE)\w*\)\n$/,
  );
  assert.ok(performance.now() - began < 25_000, 'it is no use to wait');
  assert.equal(told, 0);
  const known = await run({ NODE_EXTRA_CA_CERTS: authority.cert });
  assert.deepEqual([known.status, known.stderr, told], [0, '', 1]);
});

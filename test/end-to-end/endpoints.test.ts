import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runCli } from '../helpers/run-cli.ts';
import { endpointsOfRun, shop } from './endpoints-of-run.ts';

const LOG = fileURLToPath(new URL('../../fixtures/nginx/access.log', import.meta.url));

test('a run groups its requests by what the log itself says are names and values', async () => {
  assert.deepEqual(await endpointsOfRun([shop()]), [
    'GET /about 1',
    'GET /cart/:id 1',
    'GET /cart/:id/items 1',
    'GET /p/:slug 60',
  ]);
});

test('--endpoint says by hand what is one endpoint, and what it does not say is learned', async () => {
  const rules = ['--endpoint', 'GET /p/{color}-hat', '--endpoint', '* /cart/…', '--endpoint', 'POST /about'];
  assert.deepEqual(await endpointsOfRun([shop(), ...rules]), [
    'GET /about 1',
    'GET /cart/… 2',
    'GET /p/:slug 40',
    'GET /p/{color}-hat 20',
  ]);
});

test('a rule that is none is wrong usage, and says how it is written', async () => {
  const { status, stderr } = await runCli(['inspect', LOG, '--endpoint', 'shop/{id}']);
  assert.equal(status, 2);
  assert.match(
    stderr,
    /^error: --endpoint 'shop\/\{id\}': .*\n {2}write it like --endpoint 'GET \/shop\/\{id\}\/…'/,
  );
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runCli } from '../helpers/run-cli.ts';
import { queryDatabase } from './query-database.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { combinedLine, writeLog } from './write-log.ts';

const LOG = fileURLToPath(new URL('../../fixtures/nginx/access.log', import.meta.url));
const TITLES = 'red blue green old new big small fast slow warm'.split(' ');
/** Thirty products, each asked for twice. */
const PRODUCTS = TITLES.flatMap((title) => [`/p/${title}-hat`, `/p/${title}-shoes`, `/p/${title}-coat`]);
const shop = () =>
  writeLog(
    [...PRODUCTS, ...PRODUCTS, '/cart/7', '/cart/8/items', '/about'].map((path) => combinedLine(path)),
  );

async function endpointsOfRun(args: readonly string[]): Promise<string[]> {
  await using server = await serve();
  const replay = await runReplay([...args, '--target', server.url, '--rate', '500', '--once']);
  // On a busy machine the rate may not be made; what is planned is what is looked at.
  assert.ok(replay.status === 0 || replay.status === 5, replay.stderr);
  const rows: { name: string; planned: number }[] = queryDatabase(
    replay.database,
    "select method || ' ' || endpoint as name, planned from endpoints order by 1",
  );
  return rows.map(({ name, planned }) => `${name} ${planned}`);
}

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

test('the same log has the same endpoints every time, for run and for inspect', async () => {
  const runs = [await endpointsOfRun([LOG]), await endpointsOfRun([LOG])];
  assert.deepEqual(runs[1], runs[0]);
  const { stdout } = await runCli(['inspect', LOG, '--json']);
  for (const { method, path, count } of JSON.parse(stdout).endpoints)
    assert.ok(runs[0]!.includes(`${method} ${path} ${count}`), path);
});

test('standard input cannot be read twice: its endpoints are learned from its first lines', async () => {
  const input = readFileSync(shop(), 'latin1');
  const { stdout } = await runCli(['inspect', '-', '--json'], { input });
  const [{ method, path, count }] = JSON.parse(stdout).endpoints;
  assert.deepEqual({ method, path, count }, { method: 'GET', path: '/p/:slug', count: 60 });
});

test('what scanners tried and did not find does not hide what is there', async () => {
  const tried = TITLES.flatMap((title) => TITLES.map((other) => `/${title}-${other}`));
  const log = writeLog([
    ...tried.map((path) => combinedLine(path, 404)),
    ...['/sign-in', '/sign-out', '/cart-items'].map((path) => combinedLine(path)),
  ]);
  const names = await endpointsOfRun([log]);
  for (const path of ['/sign-in', '/sign-out', '/cart-items'])
    assert.ok(names.includes(`GET ${path} 1`), path);
});

test('a rule that is none is wrong usage, and says how it is written', async () => {
  const { status, stderr } = await runCli(['inspect', LOG, '--endpoint', 'shop/{id}']);
  assert.equal(status, 2);
  assert.match(
    stderr,
    /^error: --endpoint 'shop\/\{id\}': .*\n {2}write it like --endpoint 'GET \/shop\/\{id\}\/…'/,
  );
});

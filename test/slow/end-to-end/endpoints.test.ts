import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { endpointsOfRun, shop, TITLES } from '../../end-to-end/endpoints-of-run.ts';
import { combinedLine, writeLog } from '../../end-to-end/write-log.ts';
import { runCli } from '../../helpers/run-cli.ts';

const LOG = fileURLToPath(new URL('../../../fixtures/nginx/access.log', import.meta.url));

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

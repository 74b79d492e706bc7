import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { combinedLine } from '../end-to-end/write-log.ts';
import { runCli } from '../helpers/run-cli.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';

/** Of 20 requests, in this order again and again: 16 for the cart, 3 for the search, 1 for the front page. */
const PATHS = Array.from({ length: 20 }, (_, i) => (i % 6 === 5 ? '/search' : i % 10 === 7 ? '/' : '/cart'));

/** 100 to 132 ms, beside which a busy machine is little; the same for request n every night; while it is bad, the search takes 20% longer, and of the cart every hundredth is a 500. */
async function startShop() {
  const state = { bad: false, asked: { '/search': 0, '/cart': 0, '/': 0 } as Record<string, number> };
  const server = createServer((request, response) => {
    const path = request.url!;
    const n = state.asked[path]!++;
    const latencyMs = 100 + ((n * 7919) % 33);
    const slower = state.bad && path === '/search' ? 1.2 : 1;
    const broken = state.bad && path === '/cart' && n % 100 === 50;
    setTimeout(() => response.writeHead(broken ? 500 : 200).end('ok'), latencyMs * slower);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    state,
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

test('of seven nights the fifth alone is an alarm, which names both endpoints; the others say nothing', async () => {
  await using shop = await startShop();
  const folder = temporaryDirectory('nights');
  const lines = Array.from({ length: 400 }, (_, i) => combinedLine(PATHS[i % PATHS.length]!));
  writeFileSync(join(folder, 'access.log'), `${lines.join('\n')}\n`);
  writeFileSync(
    join(folder, 'reprise.yaml'),
    `target: ${shop.url}
profiles:
  nightly:
    name: nightly
    log: access.log
    db: nights.db
    rate: 300
    duration: 12s
    quiet: true
    check: [failed<1%]
    fail-on: worse
    # The machine of a test is not alone: what counts is well beyond its moods, and has to show twice.
    min-effect: 10%
    flaky: 1
    reports: reports
    retention: 30d
`,
  );
  for (let night = 1; night <= 7; night++) {
    shop.state.bad = night === 5;
    shop.state.asked = { '/search': 0, '/cart': 0, '/': 0 };
    const { status, stdout, stderr } = await runCli(['run', 'nightly'], { cwd: folder });
    const said = `night ${night}:\n${stdout}${stderr}`;
    if (night === 5) {
      assert.equal(status, 1, said);
      assert.match(stdout, /worse than run \d+: GET \/search: \S+ of (?:response|service) time \+\d+/, said);
      assert.match(stdout, /worse than run \d+: GET \/cart: 5xx \+[01]\.\d\d pp/, said);
      assert.doesNotMatch(stdout, /worse than run \d+: GET \/: /, said);
    } else {
      assert.deepEqual([status, stdout, stderr], [0, '', ''], said);
    }
  }
  const history = JSON.parse(
    (await runCli(['history', '--db', 'nights.db', '--json'], { cwd: folder })).stdout,
  );
  const alarms = history.filter(({ verdict }: { verdict: string }) => /WORSE/.test(verdict));
  // The fifth night was made again before it was an alarm; the sixth was held against the fourth.
  assert.equal(alarms.length, 2, JSON.stringify(history, null, 1));
  const sixth = history[history.indexOf(alarms[1]) + 1];
  assert.equal(sixth.compared_with, alarms[0].compared_with);
  const pages = readdirSync(join(folder, 'reports'));
  assert.equal(pages.length, history.length + 1);
  const index = readFileSync(join(folder, 'reports', 'index.html'), 'utf8');
  assert.equal(index.match(/<td class="bad">WORSE than \d+<\/td>/g)?.length, 2);
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { runCli } from '../helpers/run-cli.ts';
import { queryDatabase } from './query-database.ts';
import { type Replay, runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { writeNumberedLog } from './write-log.ts';

const LOG = writeNumberedLog(20);
const PACE = ['--rate', '100', '--duration', '1s', '--quiet'];
let replay: Replay;

before(async () => {
  await using server = await serve({ answer: () => ({ status: 503 }) });
  const checks = ['p99<30s', '5xx(GET *)<1%', 'rate>50%'].flatMap((check) => ['--check', check]);
  replay = await runReplay([LOG, '--target', server.url, ...PACE, ...checks, '--junit', 'out.xml']);
});

const report = (...args: string[]) => runCli(['report', '--db', replay.database, ...args]);

test('a run of which a check does not hold returns 1, and says so first', () => {
  assert.equal(replay.status, 1, replay.stderr);
  assert.match(replay.stdout, /^FAILED: 1 of 3 checks: 5xx\(GET \*\)<1%\n/);
  assert.match(replay.stdout, /^ +actual +limit +count +checks: 2 of 3 passed$/m);
  assert.match(replay.stdout, /^FAILED +100\.0% +1\.0% +100 +5xx\(GET \*\)<1%$/m);
  assert.match(replay.stdout, /^passed +\S+ \S+ +30\.0 s +100 +p99<30s$/m);
});

test('what came of its checks is stored with the run', async () => {
  const { status, stdout } = await report('--json');
  assert.equal(status, 0);
  const { checks } = JSON.parse(stdout).run;
  assert.deepEqual(
    checks.map(({ check, passed, unit, limit, samples }: Record<string, unknown>) => [
      check,
      passed,
      unit,
      limit,
      samples,
    ]),
    [
      ['p99<30s', true, 'ms', 30_000, 100],
      ['5xx(GET *)<1%', false, 'share', 0.01, 100],
      ['rate>50%', true, 'per_s', 50, 100],
    ],
  );
  assert.deepEqual(queryDatabase(replay.database, "select options ->> 'checks' as checks from run"), [
    { checks: '["p99<30s","5xx(GET *)<1%","rate>50%"]' },
  ]);
});

test('JUnit XML has a test for each, and one for the run', () => {
  const xml = readFileSync(join(replay.folder, 'out.xml'), 'utf8');
  assert.match(xml, /<testsuites name="reprise" tests="4" failures="1" /);
  assert.match(xml, /<testcase classname="run 1" name="the run is valid" time="\d+\.\d{3}"\/>/);
  assert.match(xml, /name="5xx\(GET \*\)&lt;1%" time="0">\s*<failure type="check" message="100\.0%, /);
});

test('a stored run can be asked further checks, also against another run', async () => {
  const holds = await report('--check', 'p50<=baseline', '--check', 'failed<=0%', '--baseline', 'last');
  assert.equal(holds.status, 0, holds.stdout);
  assert.match(holds.stdout, /checks: all of 2 passed/);
  const fails = await report('--check', 'p99.9>30s');
  assert.equal(fails.status, 1);
  assert.match(fails.stdout, /^FAILED: 1 of 1 check: p99\.9>30s\n/);
});

test('a check that can never hold is refused before anything is sent', async () => {
  await using server = await serve();
  const refused = [
    [['--check', 'p99<5%'], /'5%' is no time/],
    [['--check', 'p99<baseline'], /speaks of a baseline, and none was named/],
    [['--check', 'p99<baseline', '--baseline', '99'], /no such database/],
    [['--check', 'p99(GET /nope)<1s'], /endpoints that the log does not have/],
    [['--check', 'rate>95%', '--rate', 'max'], /a closed model is asked for none/],
  ] as const;
  const replays = refused.map(async ([args, message]) => {
    const { status, stderr } = await runReplay([LOG, '--target', server.url, ...PACE, ...args]);
    assert.match(stderr, message);
    assert.ok(status === 2 || status === 3, `${status}`);
  });
  await Promise.all(replays);
  assert.equal(server.requests.length, 0);
});

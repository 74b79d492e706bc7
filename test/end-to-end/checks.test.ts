import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { runCli } from '../helpers/run-cli.ts';
import { execute } from '../store/query.ts';
import { queryDatabase } from './query-database.ts';
import { type Replay, runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { writeNumberedLog } from './write-log.ts';

const LOG = writeNumberedLog(20);
const PACE = ['--rate', '100', '--duration', '1s'];
let replay: Replay;

before(async () => {
  await using server = await serve({ answer: () => ({ status: 503 }) });
  const checks = ['p99<30s', '5xx(GET *)<1%', 'rate>50%'].flatMap((check) => ['--check', check]);
  replay = await runReplay([LOG, '--target', server.url, ...PACE, ...checks, '--junit', 'out.xml']);
});

const report = (...args: string[]) => runCli(['report', '--db', replay.database, ...args]);

/** Another run with the same figures, which are valid however busy the machine was. */
function copyRun(id: number): void {
  const copied = (table: string, key: string) =>
    `create temp table copied as select * from ${table} where ${key} = 1;
     update copied set ${key} = ${id}${key === 'id' ? ", invalid = '[]'" : ''}; insert into ${table} select * from copied; drop table copied;`;
  const parts = ['endpoint', 'request', 'tally', 'histogram', 'interval'].map((table) =>
    copied(table, 'run_id'),
  );
  execute(replay.database, [copied('run', 'id'), ...parts].join(''));
}

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
  copyRun(8);
  copyRun(9);
  const holds = await report('--check', 'p50<=baseline', '--check', 'failed<=0%', '--baseline', '8');
  assert.equal(holds.status, 0, holds.stdout);
  assert.match(holds.stdout, /checks: all of 2 passed/);
  const fails = await report('--check', 'p99.9>30s');
  assert.equal(fails.status, 1);
  assert.match(fails.stdout, /^FAILED: 1 of 1 check: p99\.9>30s\n/);
});

test('a check is not passed by being asked of itself, of a run that goes on, or of one that is not valid', async () => {
  copyRun(10);
  const asked = (run: string, baseline: string) =>
    report(run, '--check', 'p50<=baseline', '--baseline', baseline);
  const itself = await asked('9', '9');
  assert.equal(itself.status, 2);
  assert.match(itself.stderr, /--baseline 9: is the run that is judged/);
  const setRun = (columns: string) => execute(replay.database, `update run set ${columns} where id = 10`);
  setRun(`state = 'running', pid = ${process.pid}, heartbeat_ms = ${Date.now()}`);
  const running = await asked('9', '10');
  assert.equal(running.status, 2);
  assert.match(running.stderr, /--baseline 10: run 10 still goes on/);
  setRun(`state = 'finished', invalid = '["nothing was answered"]'`);
  const baseline = await asked('9', '10');
  assert.equal(baseline.status, 1);
  assert.match(baseline.stdout, /p50<=baseline: the baseline is not valid$/m);
  assert.equal((await asked('10', '9')).status, 5, 'its own figures cannot be trusted');
});

test('a name that means another run already is refused', async () => {
  for (const name of ['last', 'last~1', '12', '']) {
    const { status, stderr } = await runReplay([
      LOG,
      '--target',
      'http://127.0.0.1:1',
      ...PACE,
      '--name',
      name,
    ]);
    assert.equal(status, 2);
    assert.match(stderr, /Numbers mean the ids of runs|at least one letter/);
  }
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

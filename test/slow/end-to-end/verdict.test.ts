import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { combinedLine, writeLog } from '../../end-to-end/write-log.ts';
import { startCountingServer } from '../../helpers/counting-server.ts';
import { runCli } from '../../helpers/run-cli.ts';
import { temporaryDirectory } from '../../helpers/temporary-directory.ts';

const lines = (count: number) =>
  Array.from({ length: count }, (_, i) => combinedLine(i % 2 === 0 ? '/shop' : '/cart'));
const LOG = writeLog(lines(1000));
const OTHER_LOG = writeLog(lines(900));
const folder = temporaryDirectory('verdict');
const database = join(folder, 'runs.db');

/** Of so many of the requests for /cart to come every fifth is answered with 500. */
let broken = 0;
let server: Awaited<ReturnType<typeof startCountingServer>>;

before(async () => {
  server = await startCountingServer({
    answer: ({ url }) => ({ status: url === '/cart' && broken-- > 0 && broken % 5 === 0 ? 500 : 200 }),
  });
  // Two good nights, two bad ones and another good one, as in test/end-to-end/verdict.test.ts.
  for (const many of [0, 0, 500, 500, 0]) {
    broken = many;
    await night();
  }
});
after(() => server.close());

// Times are no matter here, however busy the machine is: only what is answered.
const JUDGED = ['--fail-on', 'worse', '--min-effect', '100000%', '--min-time', '1m'];

function night(...args: string[]) {
  const pace = ['--rate', 'max', '--connections', '4', '--once'];
  const where = ['--target', server.url, '--db', database, '--name', 'nightly'];
  const log = args.includes(OTHER_LOG) ? [] : [LOG];
  return runCli(['run', ...log, ...where, ...pace, ...JUDGED, ...args], { cwd: folder });
}

const history = async () => JSON.parse((await runCli(['history', '--db', database, '--json'])).stdout);

test('what fails once and not again is no alarm; both runs are stored, and neither is a baseline', async () => {
  broken = 500;
  const flaky = await night('--flaky', '2', '--check', '5xx<1%');
  assert.equal(flaky.status, 0, flaky.stdout + flaky.stderr);
  assert.match(flaky.stdout, /^NO ALARM: nothing failed in every repetition \(run 6 failed,/);
  const rows = await history();
  assert.deepEqual(
    rows.slice(5).map(({ id, verdict }: Record<string, unknown>) => [id, verdict]),
    [
      [6, 'no alarm'],
      [7, 'passed'],
    ],
  );
});

test('what fails each time is an alarm, which names all the runs', async () => {
  broken = 10_000;
  const again = await night('--flaky', '1', '--check', '5xx<1%');
  assert.equal(again.status, 1, again.stdout + again.stderr);
  assert.match(
    again.stderr,
    /run 8 failed \(5xx<1%; worse: GET \/cart; worse: all requests\): repeated \(1 of 1\)/,
  );
  assert.match(again.stdout, /^CONFIRMED in runs 8, 9: 5xx<1%; worse: GET \/cart; worse: all requests$/m);
  const [seventh, eighth] = (await history()).slice(7);
  assert.equal(seventh.verdict, 'FAILED 1 of 1, WORSE than 7');
  // Held against the same run both times, though another came between.
  assert.deepEqual([seventh.compared_with, eighth.compared_with], [7, 7]);
});

test('another log is compared by its endpoints: what the log asks is no fault of the target', async () => {
  broken = 450;
  const other = await night(OTHER_LOG, '--markdown');
  assert.equal(other.status, 1, other.stdout + other.stderr);
  assert.match(other.stdout, /WORSE than run 7 \\\(last-passed\\\): GET \/cart: 5xx \+/);
  const report = JSON.parse((await runCli(['report', '--db', database, '--json'])).stdout);
  assert.deepEqual(report.run.failures, ['worse: GET /cart']);
  assert.match(report.run.comparison.warnings[0], /^runs 7 and 10 replayed different logs: only endpoints/);
  const refused = await runCli(['compare', '7', 'last', '--db', database]);
  assert.match(refused.stdout, /^not comparable: /);
  const compared = await runCli(['compare', '7', 'last', '--across-logs', '--db', database]);
  assert.match(compared.stdout, /^worse: 5xx of GET \/cart/);
});

test('a gate that cannot tell does not open, and is not tried again', async () => {
  broken = 0;
  const atRate = ['--rate', '200', '--duration', '1s', '--quiet'];
  await runCli(['run', LOG, '--target', server.url, '--db', database, '--name', 'open', ...atRate]);
  const closed = await night('--baseline', 'open', '--flaky', '2');
  assert.equal(closed.status, 1, closed.stdout + closed.stderr);
  assert.match(closed.stdout, /^NOT COMPARABLE with run 11 \(open\): run 12 was a closed model/);
  assert.doesNotMatch(closed.stderr, /repeated/);
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startCountingServer } from '../helpers/counting-server.ts';
import { runCli } from '../helpers/run-cli.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { combinedLine, writeLog } from './write-log.ts';

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

test('the first night has nothing to be held against, which is said and no failure', async () => {
  broken = 0;
  const first = await night('--check', '5xx<baseline+1%');
  assert.equal(first.status, 0, first.stdout + first.stderr);
  assert.match(first.stdout, /^baseline +compared with no other run: none of this name has passed yet/m);
  assert.match(first.stdout, /^passed .*5xx<baseline\+1%: no run has passed yet to compare with$/m);
});

test('a night as good as the last that passed passes, and says which that was', async () => {
  broken = 0;
  const second = await night();
  assert.equal(second.status, 0, second.stdout + second.stderr);
  assert.match(second.stdout, /^baseline +compared with run 1 \(last-passed\): /m);
});

test('a night that is worse fails: every report names the endpoint and how much worse it is', async () => {
  broken = 500;
  const quiet = await night('--quiet');
  assert.equal(quiet.status, 1, quiet.stdout + quiet.stderr);
  assert.match(quiet.stdout, /worse than run 2: GET \/cart: 5xx \+20\.00 pp/);
  broken = 500;
  const third = await night('--html', 'third.html', '--junit', 'third.xml');
  assert.equal(third.status, 1, third.stdout + third.stderr);
  assert.match(
    third.stdout,
    /^WORSE than run 2 \(last-passed\): GET \/cart: 5xx \+20\.00 pp \(0% →\s20\.00%\)/,
  );
  assert.match(third.stdout, /^ *before +now +change +95% interval +figure +worse than run 2$/m);
  assert.match(third.stdout, /^ *0% +20\.00% +\+20\.00 pp +\S+ pp +5xx +GET \/cart$/m);
  assert.match(readFileSync(join(folder, 'third.html'), 'utf8'), /"baseline":\{"summary":"WORSE than run 2/);
  assert.match(
    readFileSync(join(folder, 'third.xml'), 'utf8'),
    /name="as good as the baseline"[^>]*>\s*<failure type="comparison" message="WORSE than run 2/,
  );
  const report = JSON.parse((await runCli(['report', '--db', database, '--json'])).stdout);
  const { baseline, run, verdict, failed, worse_endpoints, worse } = report.run.comparison;
  assert.deepEqual(
    { baseline, run, verdict, failed, worse_endpoints },
    { baseline: 'last-passed', run: 2, verdict: 'worse', failed: true, worse_endpoints: 1 },
  );
  assert.deepEqual([worse[0].method, worse[0].path], ['GET', '/cart']);
  assert.deepEqual(report.run.failures, ['worse: GET /cart', 'worse: all requests']);
  const markdown = (await runCli(['report', '--db', database, '--markdown'])).stdout;
  assert.match(markdown, /^### ❌ /);
  assert.match(markdown, /\| worse than run 2 \| figure \|/);
});

test('the next night is held against the last that passed, not against the one that failed', async () => {
  broken = 0;
  const mended = await night();
  assert.equal(mended.status, 0, mended.stdout + mended.stderr);
  assert.match(mended.stdout, /compared with run 2 \(last-passed\)/);
});

test('what cannot be asked is refused before anything is sent', async () => {
  const refused = async (args: string[], message: RegExp) => {
    const { status, stderr } = await runCli(['run', LOG, '--target', server.url, '--db', database, ...args]);
    assert.equal(status, 2, stderr);
    assert.match(stderr, message);
  };
  const before = server.requests.length;
  await refused(
    ['--once', '--rate', 'max', '--fail-on', 'worse'],
    /last-passed is the last run of the same name/,
  );
  await refused(['--once', '--rate', 'max', '--fail-on', 'worse', '--baseline', '77'], /no run 77 in /);
  await refused(['--follow', '--flaky', '1'], /is not there a second time/);
  await refused(['--flaky', 'often'], /a number of runs from 0 to 9/);
  assert.equal(server.requests.length, before);
});

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { compare, DEFAULT_THRESHOLDS } from '../../src/compare.ts';
import { type ChangeThresholds, RESULTS } from '../../src/model.ts';
import { readReport } from '../../src/report.ts';
import { comparisonJson } from '../../src/view/comparison-json.ts';
import { runCli } from '../helpers/run-cli.ts';
import { newDatabase } from '../store/samples.ts';
import { recordSimulated } from './record-simulated.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { combinedLine, writeLog } from './write-log.ts';

interface Figure {
  readonly name: string;
  readonly a: number;
  readonly b: number;
  readonly change: number;
  readonly interval: [number, number] | null;
  readonly verdict: string | null;
  readonly why: string | null;
}

interface Scope {
  readonly path?: string;
  readonly verdict: string;
  readonly figures: Figure[];
}

/** As the command line has it; in this process, since there are many. */
async function compared(db: string, a: string, b: string, thresholds?: Partial<ChangeThresholds>) {
  const comparison = await compare(db, a, b, { ...DEFAULT_THRESHOLDS, ...thresholds });
  return JSON.parse(JSON.stringify(comparisonJson(comparison)));
}

const reprise = (db: string, ...args: string[]) => runCli(['compare', '--db', db, ...args]);
const figure = ({ figures }: Scope, name: string) => figures.find((one) => one.name === name)!;
const TIMEOUT = RESULTS.indexOf('timeout');

// Runs 1, 2, 3 and 4 are of one build; in 5 one endpoint is slower, 6 fails now and then.
const db = newDatabase();
before(async () => {
  for (const seed of [1, 2, 3, 4]) await recordSimulated(db, seed, { run: { name: 'baseline' } });
  await recordSimulated(db, 5, { slower: (endpoint) => (endpoint === 2 ? 1.4 : 1) });
  await recordSimulated(db, 6, {
    change: ({ result, status, comparison, count }) => {
      for (let i = 0; i < count; i += 100) {
        result[i] = TIMEOUT;
        status[i] = comparison[i] = 0;
      }
    },
  });
});

test('two runs of one build are the same, and the sentence on top says how sure that is', async () => {
  const { status, stdout, stderr } = await reprise(db, '1', '2');
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
  assert.match(
    stdout.replaceAll('\n', ' '),
    /^same: p95 of response time [−+]?\d\.\d% \([\d.]+ ms → [\d.]+ ms; 95% interval −\d\.\d…\+\d\.\d%\); \d endpoints? same, \d too little data/,
  );
});

test('the endpoint that became slower is found and named, with by how much', async () => {
  const { status, stdout } = await reprise(db, '1', '5');
  assert.equal(status, 0);
  assert.match(
    stdout.replaceAll('\n', ' '),
    /^worse: p95 of response time of GET \/2 \+(\d+)% \([\d.]+ ms → [\d.]+ ms; 95% interval \+\d+…\+\d+%\), and \d+ more figures; 1 endpoint worse, \d same/,
  );
  const json = await compared(db, '1', '5');
  assert.equal(json.verdict, 'worse');
  assert.deepEqual(
    json.endpoints.filter((scope: Scope) => scope.verdict === 'worse').map((scope: Scope) => scope.path),
    ['/2'],
  );
  for (const name of ['response.p50', 'response.p90', 'service.p50', 'service.mean']) {
    const { change, interval, verdict } = figure(json.endpoints[0], name);
    assert.equal(verdict, 'worse', name);
    assert.ok(
      change > 0.3 && change < 0.5 && interval![0] > 0.2 && interval![0] < change,
      `${name} ${change}`,
    );
  }
  // Seen from the other side it is better.
  const back = await compared(db, '5', '1');
  assert.equal(back.verdict, 'better');
  assert.equal(back.endpoints[0].path, '/2');
});

test('figures are those of the report', async () => {
  const json = await compared(db, '1', '2');
  for (const [run, side] of [
    ['1', 'a'],
    ['2', 'b'],
  ] as const) {
    const { summary, rateMade } = readReport(db, run);
    const { planned, failed, statuses, drift } = summary;
    for (const [name, expected] of [
      ['response.p50', summary.responseTimeUs.p50! / 1000],
      ['response.p99', summary.responseTimeUs.p99! / 1000],
      ['service.mean', summary.serviceTimeUs.mean! / 1000],
      ['rate', rateMade],
      ['5xx', statuses.find(([status]) => status === 500)![1] / planned],
      ['failed', failed / planned],
      ['unexplained', drift!.unexplained / drift!.compared],
    ] as const) {
      const value = figure(json.overall, name)[side];
      // Histograms of a report are exact to a thousandth.
      assert.ok(Math.abs(value / expected - 1) < 0.0011, `${name}: ${value}, ${expected}`);
    }
  }
});

test('requests that fail are worse though times are the same', async () => {
  const json = await compared(db, '1', '6');
  assert.equal(json.verdict, 'worse');
  const failed = figure(json.overall, 'failed');
  assert.equal(failed.verdict, 'worse');
  assert.ok(Math.abs(failed.change - 0.01) < 0.001 && failed.interval![0] > 0.005, `${failed.change}`);
  assert.equal(figure(json.overall, 'response.p50').verdict, 'same');
  const { stdout } = await reprise(db, '1', '6');
  assert.match(stdout, /^worse: failed \+0\.9\d pp|^worse: failed \+1\.0\d pp/);
});

test('--fail-on worse makes a gate of it', async () => {
  const status = async (...args: string[]) => (await reprise(db, ...args, '--fail-on', 'worse')).status;
  assert.equal(await status('1', '2'), 0);
  assert.equal(await status('1', '5'), 1);
  // For those who want it another way: the thresholds.
  const lax = ['--min-effect', '60%', '--min-time', '0', '--min-share', '0.5'];
  assert.equal(await status('1', '5', ...lax), 0);
});

test('--fail-on not-same is a gate that what cannot be told does not open', async () => {
  const own = newDatabase();
  const few = { change: (batch: { count: number }) => Object.assign(batch, { count: 200 }) };
  await recordSimulated(own, 1, few);
  await recordSimulated(own, 2, few);
  assert.equal((await reprise(own)).stdout.split(':')[0], 'too little data');
  assert.equal((await reprise(own, '--fail-on', 'worse')).status, 0);
  assert.equal((await reprise(own, '--fail-on', 'not-same')).status, 1);
});

test('a change that is too small for a threshold is none', async () => {
  const verdict = async (b: string, thresholds: Partial<ChangeThresholds>) =>
    (await compared(db, '1', b, thresholds)).verdict;
  assert.equal(await verdict('5', { effect: 0.2 }), 'worse');
  assert.notEqual(await verdict('5', { effect: 0.6 }), 'worse');
  assert.notEqual(await verdict('5', { timeUs: 200_000 }), 'worse');
  assert.equal(await verdict('6', { share: 0.005 }), 'worse');
  assert.notEqual(await verdict('6', { share: 0.02 }), 'worse');
});

test('last~1 and last are compared unless others are named', async () => {
  const { stdout } = await reprise(db, '--json');
  const { a, b } = JSON.parse(stdout);
  assert.deepEqual([a[0].id, b[0].id], [5, 6]);
});

test('several runs of a side are one side, and tell what runs differ by', async () => {
  const json = await compared(db, '1,2', '3,4');
  assert.deepEqual(
    [json.a, json.b].map((runs) => runs.map(({ id }: { id: number }) => id)),
    [
      [1, 2],
      [3, 4],
    ],
  );
  assert.equal(json.verdict, 'same');
  assert.deepEqual([json.overall.planned_a, json.overall.planned_b], [24_000, 24_000]);
  assert.equal(json.method.paired, true);
  assert.equal((await compared(db, '1,2,3', '5')).endpoints[0].path, '/2');
});

test('where several runs of a side differ much, what lies between the sides is no change', async () => {
  const own = newDatabase();
  for (const [seed, factor] of [1, 1.15, 0.9, 1.2].entries()) {
    await recordSimulated(own, seed + 10, { slower: () => factor });
  }
  assert.equal((await compared(own, '1', '4')).verdict, 'worse');
  const json = await compared(own, '1,2', '3,4');
  assert.equal(json.method.run_to_run_measured, true);
  assert.ok(json.method.run_to_run.p50 > 0.05, `${json.method.run_to_run.p50}`);
  assert.equal(json.verdict, 'too little data');
});

test('a closed model is not compared with an open one, nor are runs of other logs: figures without verdicts', async () => {
  const own = newDatabase();
  await recordSimulated(own, 1);
  await recordSimulated(own, 2, { run: { model: 'closed', rateAsked: null } });
  await recordSimulated(own, 3, { run: { logs: [{ path: 'b.log', bytes: 13, sha256FirstMiB: 'cd' }] } });
  const closed = await reprise(own, '1', '2');
  assert.equal(closed.status, 0);
  assert.match(closed.stdout, /^not comparable: run 2 was a closed model, in which/);
  assert.match(closed.stdout, /^response p95 .* not judged$/m);
  const other = await compared(own, '1', '3');
  assert.equal(other.verdict, 'not comparable');
  assert.deepEqual(other.not_comparable, ['runs 1 and 3 replayed different logs']);
  const scopes: Scope[] = [other.overall, ...other.endpoints];
  assert.ok(scopes.every(({ figures }) => figures.every(({ verdict }) => verdict === null)));
  // A gate that cannot tell does not open.
  assert.equal((await reprise(own, '1', '3', '--fail-on', 'worse')).status, 1);
});

test('runs with other settings, or one that is not valid, are compared, and that is said first', async () => {
  const own = newDatabase();
  await recordSimulated(own, 1);
  await recordSimulated(own, 2, { run: { workers: 4 }, end: { invalid: ['the rate was not made'] } });
  const json = await compared(own, '1', '2');
  assert.deepEqual(json.warnings, [
    'run 2 is not valid: the rate was not made',
    'workers: run 1 had 2, run 2 4',
  ]);
  assert.equal(json.verdict, 'same');
  const { stdout } = await reprise(own);
  assert.match(stdout, /^note +run 2 is not valid: the rate was not made$/m);
});

test('a run as Markdown can be pasted into a pull request', async () => {
  const { stdout } = await reprise(db, '1', '5', '--markdown');
  assert.match(
    stdout,
    /^### ❌ run 5 compared with baseline \\\(run 1\\\)\n\n\*\*worse: p95 of response time of GET \/2 \+\d+% \\\(/,
  );
  assert.match(stdout, /^\| GET \/2 \| p95 of response time \| .* \| worse \|$/m);
  assert.match(stdout, /<details><summary>all requests<\/summary>\n\n\|/);
});

test('what real replays of a target did that broke in between is told by statuses and drift', async () => {
  let broken = false;
  await using server = await serve({
    answer: ({ url }) => (broken && url.startsWith('/cart') ? { status: 500 } : undefined),
  });
  const log = writeLog(Array.from({ length: 10 }, (_, i) => combinedLine(i < 3 ? '/cart' : '/shop')));
  const args = [log, '--target', server.url, '--rate', '400', '--duration', '1s'];
  const { database } = await runReplay(args);
  broken = true;
  await runCli(['run', ...args, '--db', database]);
  const json = await compared(database, 'last~1', 'last');
  assert.equal(json.verdict, 'worse');
  assert.equal(json.method.paired, true);
  for (const name of ['5xx', '2xx', 'unexplained']) {
    const { change, verdict } = figure(json.overall, name);
    // A busy machine may drop some of them.
    assert.ok(Math.abs(change) > 0.2 && Math.abs(change) < 0.4, `${name} ${change}`);
    assert.equal(verdict, 'worse', name);
  }
  const cart = json.endpoints[0] as Scope;
  assert.deepEqual([cart.path, cart.verdict], ['/cart', 'worse']);
  const shop = json.endpoints[1] as Scope;
  assert.notEqual(shop.verdict, 'worse');
});

for (const [args, message] of [
  [['1', '1'], 'run 1 cannot be compared with itself'],
  [['1', '2,1'], 'run 1 cannot be compared with itself'],
  [['1', '77'], /^no run 77 in /],
  [['1', '2', '--min-effect', 'much'], "option '--min-effect <share>' argument 'much' is invalid"],
  [['1', '2', '--fail-on', 'never'], /--fail-on/],
  [['1', '2', '--json', '--markdown'], /--json/],
] as const) {
  test(`compare ${args.join(' ')} is an error that says what is wrong`, async () => {
    const { status, stdout, stderr } = await reprise(db, ...args);
    assert.deepEqual({ status, stdout }, { status: 2, stdout: '' });
    const [first] = stderr.split('\n');
    if (typeof message === 'string') assert.equal(first, `error: ${message}`);
    else assert.match(first.replace('error: ', ''), message);
  });
}

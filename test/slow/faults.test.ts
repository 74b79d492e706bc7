/** Faults in masses: whatever a target does, a run ends in time, its books balance, and its memory stays flat. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseLatency } from '../../practice/parse-latency.ts';
import { assertRan } from '../end-to-end/assert-ran.ts';
import { type Books, booksOfSummary, reasonsOfRun } from '../end-to-end/books-of-run.ts';
import { practise } from '../end-to-end/practise.ts';
import { queryDatabase } from '../end-to-end/query-database.ts';
import { writeNumberedLog } from '../end-to-end/write-log.ts';
import { peakMemory } from '../helpers/peak-memory.ts';
import { runCli } from '../helpers/run-cli.ts';
import { startCli } from '../helpers/start-cli.ts';
import { startTarget } from '../helpers/start-target.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';

const LOG = writeNumberedLog(500);

/** All that a practice target can do wrong without TLS. */
const ALL = [
  ...['3%=silent', '3%=half-header', '3%=cut-header', '3%=half-body', '3%=stalled-body', '3%=reset'],
  ...['3%=drip:10ms', '2%=drip', '4%=close', '4%=continue', '3%=garbage', '3%=double', '2%=double:5ms'],
  ...['1%=long-header', '0.2%=endless', '3%=bad-chunk', '1%=bomb', '3%=upgrade', '5%=unsolicited'],
  ...['0.05%=refuse:500ms', '0.05%=away:500ms'],
].join(' ');

/** A run in a process of its own: how long it took, what it printed, and the most memory that it had. */
async function run(url: string, args: readonly string[]) {
  const database = `${temporaryDirectory('faults')}/runs.db`;
  const before = performance.now();
  const cli = startCli(['run', LOG, '--target', url, '--timeout', '500ms', '--db', database, ...args], {
    timeoutMs: 120_000,
  });
  const { result, peakMiB } = await peakMemory(cli);
  const tookMs = performance.now() - before;
  const { stdout } = await runCli(['report', '--db', database]);
  assert.deepEqual(booksOfSummary(stdout), books(database));
  assert.doesNotMatch(stdout, /sender was lost|are accounted for/);
  return { ...result, database, peakMiB, tookMs };
}

/** As they are stored, each outcome once; in a closed loop of several senders that ends by the clock, `seq` has gaps. */
function books(database: string): Books {
  const [{ distinct, ...counted }] = queryDatabase<Books & { distinct: number }>(
    database,
    `select count(*) as planned, sum(x.kind = 'answered') as answered, sum(x.kind = 'failed') as failed,
       sum(x.kind = 'dropped') as dropped, count(distinct o.seq) as "distinct"
     from outcome o join result x on x.id = o.result`,
  );
  assert.equal(distinct, counted.planned);
  return counted;
}

for (const [what, args] of [
  ['at a rate', ['--rate', '300']],
  ['as fast as answers come', ['--rate', 'max', '--connections', '20']],
  ['by users', ['--users', '50', '--wait', '0s..50ms']],
  [
    'with answers kept and redirects followed',
    ['--rate', '300', '--save-bodies', 'sample', '--follow-redirects', '3'],
  ],
  ['with a first byte that is due sooner', ['--rate', '300', '--ttfb-timeout', '100ms']],
] as const) {
  test(`all faults at once, ${what}: the run ends in time, nothing is lost, and every failure has its reason`, async (t) => {
    await using target = await practise(ALL, { latencyMs: parseLatency('0ms..20ms'), seed: what.length });
    const { status, stderr, database, tookMs } = await run(target.url, [
      ...args,
      ...['--duration', '12s', '--workers', '2', '--quiet'],
    ]);
    // Answers cannot be told apart where some come twice.
    assert.equal(status, 5);
    assert.equal(stderr, '');
    assert.ok(tookMs < 40_000, `${tookMs} ms`);
    const reasons = reasonsOfRun(database);
    t.diagnostic(JSON.stringify({ ...books(database), ...reasons }));
    for (const reason of ['timeout', 'reset', 'protocol']) assert.ok(reasons[reason]! > 0, reason);
    const known = [
      'timeout',
      'ttfb-timeout',
      'connect-timeout',
      'reset',
      'protocol',
      'connect-refused',
      'overdue',
      'in-flight-cap',
    ];
    assert.deepEqual(
      Object.keys(reasons).filter((reason) => !known.includes(reason)),
      [],
    );
  });
}

for (const faults of ['long-header', '10%=endless', 'bomb', 'garbage', 'silent', 'unsolicited']) {
  test(`memory is flat while a target does this all the time: ${faults}`, async (t) => {
    await using target = await practise(faults);
    const peak = async (duration: string) =>
      (await run(target.url, ['--rate', '50', '--duration', duration, '--workers', '1', '--quiet'])).peakMiB;
    const short = await peak('3s');
    const long = await peak('15s');
    if (short === null || long === null) return t.skip('this system does not tell what a process takes');
    t.diagnostic(`${short} MiB in 3 s, ${long} MiB in 15 s`);
    assert.ok(long < short * 1.3 + 20, `${short} MiB in 3 s, ${long} MiB in 15 s`);
  });
}

test('over HTTP/2, a target that ends streams, says that it goes away, and breaks connections at random', async (t) => {
  await using target = await startTarget('breaking-http2-target.ts');
  const args = ['--http2', '--rate', '300', '--duration', '15s', '--workers', '2', '--quiet'];
  const { status, stdout, stderr, database, tookMs } = await run(target.url, args);
  assertRan({ status, stdout, stderr });
  assert.equal(stderr, '');
  assert.ok(tookMs < 40_000, `${tookMs} ms`);
  const { answered, planned } = books(database);
  const reasons = reasonsOfRun(database);
  t.diagnostic(JSON.stringify({ planned, answered, ...reasons }));
  assert.ok(answered > planned / 2);
  const known = [
    'timeout',
    'connect-timeout',
    'reset',
    'protocol',
    'connect-refused',
    'overdue',
    'in-flight-cap',
  ];
  assert.deepEqual(
    Object.keys(reasons).filter((reason) => !known.includes(reason)),
    [],
  );
});

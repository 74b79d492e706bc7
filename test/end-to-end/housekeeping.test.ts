import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startCountingServer } from '../helpers/counting-server.ts';
import { runCli } from '../helpers/run-cli.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { execute } from '../store/query.ts';
import { queryDatabase } from './query-database.ts';
import { serve } from './serve.ts';
import { writeNumberedLog } from './write-log.ts';

const LOG = writeNumberedLog(50);
const folder = temporaryDirectory('house');
const database = join(folder, 'runs.db');
const reports = join(folder, 'reports');
let server: Awaited<ReturnType<typeof startCountingServer>>;
let status = 200;

before(async () => {
  server = await startCountingServer({ answer: () => ({ status }) });
});
after(() => server.close());

function night(...args: string[]) {
  const pace = ['--rate', 'max', '--connections', '2', '--once', '--quiet'];
  return runCli(['run', LOG, '--target', server.url, '--db', database, ...pace, ...args], { cwd: folder });
}

const outcomes = () =>
  queryDatabase(
    database,
    'select id, (select count(*) from outcome where run_id = id) as outcomes from run order by id',
  ).map(({ id, outcomes }: Record<string, unknown>) => [id, outcomes]);

const pages = () => readdirSync(reports).sort();

test('the page of each run is kept, with an index that links to it and shows the trend', async () => {
  const name = 'nightly <b>&';
  for (const code of [200, 500]) {
    status = code;
    const { status: exit, stdout } = await night('--name', name, '--reports', 'reports', '--check', '5xx<1%');
    assert.equal(exit, code === 200 ? 0 : 1);
    // Who is told of it is told where it lies.
    if (exit === 1) assert.match(stdout, /reports\/nightly-b-\d{8}T\d{6}Z-run2\.html/);
  }
  const [index, first, second] = pages();
  assert.equal(index, 'index.html');
  assert.match(first!, /^nightly-b-\d{8}T\d{6}Z-run1\.html$/);
  assert.match(readFileSync(join(reports, second!), 'utf8'), /"headline":\[\{"text":"FAILED: 1 of 1 check/);
  const html = readFileSync(join(reports, index!), 'utf8');
  for (const page of [first, second]) assert.ok(html.includes(`<a href="${page}">`), page);
  assert.match(html, /<h2>nightly &#60;b&#62;&#38;<\/h2>/);
  assert.match(html, /<td class="bad">FAILED 1 of 1<\/td>/);
  assert.equal(html.match(/<circle /g)?.length, 6);
  assert.doesNotMatch(html, /<script|https?:\/\//);
});

test('retention takes outcomes and pages of older runs of the same name, but not the last that passed', async () => {
  status = 200;
  await night('--name', 'other', '--reports', 'reports');
  await night('--name', 'kept', '--reports', 'reports');
  await night('--name', 'kept', '--reports', 'reports');
  status = 500;
  // Long ago, for the database as for the folder.
  execute(database, "update run set started_at = '2020-01-01T02:30:00.000Z' where id <> 1");
  writeFileSync(join(reports, 'kept-20200101T023000Z-run4.html'), 'old');
  writeFileSync(join(reports, 'other-20200101T023000Z-run3.html'), 'old');
  writeFileSync(join(reports, 'kept-notes.html'), 'mine');
  const judged = ['--check', '5xx<1%', '--retention', '30d'];
  assert.equal((await night('--name', 'kept', '--reports', 'reports', ...judged)).status, 1);
  assert.deepEqual(outcomes(), [
    [1, 50],
    [2, 50],
    [3, 50],
    [4, 0],
    [5, 50],
    [6, 50],
  ]);
  assert.ok(!pages().includes('kept-20200101T023000Z-run4.html'));
  for (const page of ['other-20200101T023000Z-run3.html', 'kept-notes.html'])
    assert.ok(pages().includes(page));
});

test('retention spares what runs are held against: the last that passed, against each target, and the baseline that is named', async () => {
  status = 200;
  const runs = join(temporaryDirectory('spared'), 'runs.db');
  await using other = await serve();
  const kept = ['--db', runs, '--name', 'kept'];
  await night(...kept);
  await night(...kept, '--target', other.url);
  await night(...kept);
  const pruned = await night(...kept, '--retention', '1ms');
  assert.equal(pruned.status, 0, pruned.stderr);
  const counts = () =>
    queryDatabase(
      runs,
      'select id, (select count(*) from outcome where run_id = id) as outcomes from run order by id',
    ).map(({ outcomes }: Record<string, unknown>) => outcomes);
  assert.deepEqual(counts(), [0, 50, 0, 50], 'this one is what the next is held against');
  await night(...kept);
  await night(...kept, '--baseline', '4', '--check', '5xx<baseline+1%', '--retention', '1ms');
  assert.deepEqual(counts(), [0, 50, 0, 50, 0, 50]);
});

test('where a page finds no place, what is older than the retention goes all the same', async () => {
  status = 200;
  const own = temporaryDirectory('no-place');
  const [runs, pages] = [join(own, 'runs.db'), join(own, 'pages')];
  let taken = false;
  await using target = await serve({
    answer: () => {
      // In mid-run: beforehand it would be refused.
      if (taken) rmSync(pages, { recursive: true, force: true });
      if (taken) writeFileSync(pages, 'no folder any more');
      return {};
    },
  });
  const args = ['--name', 'kept', '--target', target.url, '--db', runs, '--reports', pages];
  assert.equal((await night(...args)).status, 0);
  assert.equal((await night(...args)).status, 0);
  taken = true;
  const failed = await night(...args, '--retention', '1ms');
  assert.equal(failed.status, 3, failed.stderr);
  assert.deepEqual(queryDatabase(runs, 'select run_id as id, count(*) as n from outcome group by 1'), [
    { id: 3, n: 50 },
  ]);
});

test('a folder that has the name of an old page is none', async () => {
  status = 200;
  const own = temporaryDirectory('folder-of-pages');
  mkdirSync(join(own, 'kept-20200101T023000Z-run4.html'));
  const args = ['--name', 'kept', '--reports', own, '--retention', '30d', '--db', join(own, 'runs.db')];
  assert.equal((await night(...args)).status, 0);
  assert.ok(readdirSync(own).includes('kept-20200101T023000Z-run4.html'));
});

test('what could not be kept is refused before anything is sent', async () => {
  writeFileSync(join(folder, 'file'), '');
  mkdirSync(join(folder, 'taken', 'index.html'), { recursive: true });
  const before = server.requests.length;
  for (const [args, status, message] of [
    [['--retention', '30d'], 2, /--retention is of the runs of one name/],
    [['--reports', 'file/reports'], 3, /--reports file\/reports: no folder can be made there/],
    [['--reports', '/proc/no/such'], 3, /--reports \/proc\/no\/such: no folder can be made there/],
    [['--junit', '/proc/no/such/junit.xml'], 3, /\/proc\/no\/such/],
    [['--reports', 'taken'], 3, /index\.html/],
  ] as const) {
    const refused = await night(...args);
    assert.equal(refused.status, status, refused.stderr);
    assert.match(refused.stderr, message);
  }
  assert.equal(server.requests.length, before);
  const profile = join(folder, 'reprise.yaml');
  for (const [key, message] of [
    ['retention: 30d', /--retention is of the runs of one name/],
    ['fail-on: worse', /last-passed is the last run of the same name/],
  ] as const) {
    writeFileSync(profile, `target: http://127.0.0.1:1\nlog: a.log\nrate: 1\n${key}\n`);
    const { status, stdout, stderr } = await runCli(['config', 'check', profile]);
    assert.equal(status, 2, stdout + stderr);
    assert.match(stdout + stderr, message);
  }
});

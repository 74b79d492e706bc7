import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { runCli } from '../helpers/run-cli.ts';
import { dataOf } from '../view/html/detailed-samples.ts';
import { assertRan } from './assert-ran.ts';
import { assertComplaint } from './complaint.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { combinedLine, writeLog, writeNumberedLog } from './write-log.ts';

test('run --html writes the page beside what it prints, and report --html the same page again', async () => {
  await using server = await serve();
  const args = ['--target', server.url, '--rate', '100', '--duration', '1s', '--html', 'page.html'];
  const { folder, database, status, stdout, stderr } = await runReplay([writeNumberedLog(5), ...args]);
  // 5: a machine with other things to do did not make the rate.
  assert.ok(status === 0 || status === 5, stderr);
  assert.match(stdout, /^reprise: 100 requests in /m);
  const page = readFileSync(join(folder, 'page.html'), 'utf8');
  assert.match(page, /^<!doctype html>\n/);
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.endsWith('.partial')),
    [],
  );

  const again = await runCli(['report', '--db', 'runs.db', '--html', 'again.html'], { cwd: folder });
  assert.match(again.stdout, /^reprise: 100 requests in /m);
  assert.equal(readFileSync(join(folder, 'again.html'), 'utf8').replaceAll('runs.db', database), page);

  const data = dataOf(page);
  const sum = (column: readonly (number | null)[]) =>
    column.reduce<number>((all, rate) => all + (rate ?? 0), 0);
  assert.equal(Math.round(sum(data.timeline.asked!) * data.timeline.lengthS), 100);
  assert.equal(data.curves.response.shares.length, 21);
  assert.equal(data.samples.slowest.length, 20);
  assert.equal(
    data.endpoints.rows.reduce((all, { classes }) => all + classes[1]!, 0),
    100,
  );
});

test('--html - prints the page instead of the text, and JSON beside a page goes to stdout', async () => {
  await using server = await serve();
  const { folder } = await runReplay([writeNumberedLog(3), '--target', server.url, '--rate', '100']);
  const page = await runCli(['report', '--db', 'runs.db', '--html', '-'], { cwd: folder });
  assert.match(page.stdout, /^<!doctype html>\n[\s\S]*<\/html>\n$/);
  const json = await runCli(['report', '--db', 'runs.db', '--json', '--html', 'a.html'], { cwd: folder });
  assert.equal(JSON.parse(json.stdout).planned, 3);
  assert.match(readFileSync(join(folder, 'a.html'), 'utf8'), /<\/html>\n$/);
  const both = await runCli(['report', '--db', 'runs.db', '--json', '--html', '-'], { cwd: folder });
  assertComplaint(both, { status: 2, what: /both want stdout/, mend: /--html report\.html/ });
});

test('a file that cannot be written is refused before anything is sent', async () => {
  await using server = await serve();
  const log = writeNumberedLog(3);
  const args = [log, '--target', server.url, '--rate', '100'];
  for (const option of ['--html', '--junit'])
    for (const [file, what] of [
      [`${log}/out`, /out: cannot be written: its folder is no folder/],
      [`${log}/deeper/out`, /out: cannot be written: its folder is no folder/],
      ['.', /\.: cannot be written: it is a folder/],
    ] as const) {
      const refused = await runReplay([...args, option, file]);
      assertComplaint(refused, { status: 3, what, mend: new RegExp(option) });
    }
  assert.equal(server.requests.length, 0);
});

test('the folders of files that are written are made, by a run as by a report', async () => {
  await using server = await serve();
  const files = (folder: string) => ['--html', `${folder}/pages/a.html`, '--junit', `${folder}/checks/a.xml`];
  const args = [writeNumberedLog(3), '--target', server.url, '--rate', '100', '--check', 'failed<1%'];
  const ran = await runReplay([...args, ...files('new')]);
  assertRan(ran);
  await runCli(['report', '--db', 'runs.db', ...files('again/and/deeper')], { cwd: ran.folder });
  for (const folder of ['new', 'again/and/deeper']) {
    assert.match(readFileSync(join(ran.folder, folder, 'pages/a.html'), 'utf8'), /<\/html>\n$/);
    assert.match(readFileSync(join(ran.folder, folder, 'checks/a.xml'), 'utf8'), /<\/testsuites>\n$/);
    for (const within of ['pages', 'checks'])
      assert.equal(readdirSync(join(ran.folder, folder, within)).length, 1);
  }
});

test('a page takes the place of another at once, also where a link leads', async () => {
  await using server = await serve();
  const { folder } = await runReplay([writeNumberedLog(3), '--target', server.url, '--rate', '100']);
  mkdirSync(join(folder, 'pages'));
  writeFileSync(join(folder, 'pages/1.html'), 'old');
  chmodSync(join(folder, 'pages/1.html'), 0o444);
  symlinkSync('pages/1.html', join(folder, 'last.html'));
  await runCli(['report', '--db', 'runs.db', '--html', 'last.html'], { cwd: folder });
  assert.match(readFileSync(join(folder, 'pages/1.html'), 'utf8'), /<\/html>\n$/);
  assert.deepEqual(readdirSync(join(folder, 'pages')), ['1.html']);
});

test('what went wrong is there to be looked at one by one, secrets blotted out, also when the outcomes are pruned', async () => {
  await using server = await serve({ answer: () => ({ status: 503 }) });
  const log = writeLog([combinedLine('/a?token=planted-secret'), combinedLine('/b')]);
  const { folder, database } = await runReplay([
    log,
    '--target',
    server.url,
    '--rate',
    '100',
    '--duration',
    '1s',
  ]);
  const show = async () =>
    dataOf((await runCli(['report', '--db', database, '--html', '-'], { cwd: folder })).stdout);
  const before = await show();
  assert.deepEqual(
    before.samples.bad.map(({ result, target, recorded, seq }) => [result, target, recorded, seq]),
    [0, 1, 2, 3, 4].map((seq) => ['503', seq % 2 === 0 ? '/a?token=REDACTED' : '/b', 200, seq]),
  );
  const pruned = await runCli(['prune', '--run', '1', '--db', database], { cwd: folder });
  assert.equal(pruned.status, 0, pruned.stderr);
  const { samples, timeline, curves } = await show();
  assert.deepEqual([samples, timeline, curves], [before.samples, before.timeline, before.curves]);
});

test('the page of a run with checks has what came of them, those that failed first', async () => {
  await using server = await serve();
  const checks = ['--check', '2xx>99%', '--check', '2xx<1%'];
  const args = ['--target', server.url, '--rate', '100', ...checks, '--html', '-'];
  const { stdout, status } = await runReplay([writeNumberedLog(3), ...args]);
  assert.ok(status === 1 || status === 5);
  const data = dataOf(stdout);
  assert.equal(data.headline.at(-2)!.text, 'FAILED: 1 of 2 checks: 2xx<1%');
  assert.deepEqual(data.checks, {
    summary: 'checks: 1 of 2 passed',
    rows: [
      { check: '2xx<1%', passed: false, actual: '100.0%', limit: '1.0%', samples: 3, why: null },
      { check: '2xx>99%', passed: true, actual: '100.0%', limit: '99.0%', samples: 3, why: null },
    ],
  });
});

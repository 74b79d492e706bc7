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
import { writeNumberedLog } from './write-log.ts';

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

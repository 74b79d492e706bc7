import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertComplaint } from '../../end-to-end/complaint.ts';
import { runReplay } from '../../end-to-end/run-replay.ts';
import { serve } from '../../end-to-end/serve.ts';
import { combinedLine, writeLog, writeNumberedLog } from '../../end-to-end/write-log.ts';
import { runCli } from '../../helpers/run-cli.ts';
import { dataOf } from '../../view/html/detailed-samples.ts';

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

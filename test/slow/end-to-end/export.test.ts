import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { assertComplaint } from '../../end-to-end/complaint.ts';
import { requireProgram } from '../../helpers/real-program.ts';
import { runCli } from '../../helpers/run-cli.ts';
import { startCli } from '../../helpers/start-cli.ts';
import { temporaryDirectory } from '../../helpers/temporary-directory.ts';
import { answers, recordRun } from '../../store/samples.ts';

const DOOR = fileURLToPath(new URL('../../../bin/reprise.js', import.meta.url));
const database = join(temporaryDirectory('export'), 'runs.db');

before(async () => {
  await recordRun(database, { run: { name: 'first' }, batches: [answers(0, 1200)] });
  await recordRun(database, { run: { name: 'second' }, batches: [answers(0, 3)] });
});

/** In an empty folder of its own. */
async function exported(args: readonly string[], cwd = temporaryDirectory('exported')) {
  return { ...(await runCli(['export', ...args, '--db', database], { cwd })), cwd };
}

test('what is no file is written to as it is', {
  skip: existsSync('/dev/full') ? false : 'there is no /dev/full',
}, async () => {
  const { status, stdout } = await exported(['--output', '/dev/null']);
  assert.deepEqual([status, stdout], [0, '3 rows of outcomes in /dev/null\n']);
  assert.ok(statSync('/dev/null').isCharacterDevice());
  const full = await exported(['--output', '/dev/full']);
  assertComplaint(full, { status: 3, what: /\/dev\/full: .* no space is left/, mend: /make room/ });
});

for (const signal of ['SIGINT', 'SIGHUP'] as const) {
  test(`${signal} leaves nothing of a file that is not whole`, async () => {
    const cwd = temporaryDirectory('interrupted');
    const slow =
      '(with recursive n(i) as (select 1 union all select i + 1 from n where i < 10000 + seq) select sum(i) from n) > 0';
    const args = ['export', 'first', '--where', slow, '--output', 'a.csv', '--db', database];
    const cli = startCli(args, { cwd });
    const partial = () => readdirSync(cwd).some((name) => /^a\.csv\.\d+\.partial$/.test(name));
    while (!partial()) await sleep(20);
    cli.send(signal);
    const { status, stdout, stderr } = await cli.finished;
    assert.deepEqual({ status, stdout, stderr }, { status: 130, stdout: '', stderr: '' });
    assert.deepEqual(readdirSync(cwd), []);
  });
}

test('a terminal is not given what it cannot show', async (t) => {
  const script = requireProgram(t, 'script', 'bsdutils');
  if (script === undefined) return;
  const onTerminal = (args: string) => {
    const command = `'${process.execPath}' '${DOOR}' export --db '${database}' ${args}`;
    const { status, stdout } = spawnSync(script, ['-qec', command, '/dev/null'], { encoding: 'utf8' });
    return { status, stdout };
  };
  for (const args of ['--format parquet', '--gzip', '--format parquet --output /dev/tty']) {
    const { status, stdout } = onTerminal(args);
    assert.equal(status, 2);
    assert.match(
      stdout,
      /^error: a terminal cannot show (Parquet|what gzip packed)\r\n {2}name a file with --output FILE/,
    );
  }
  assert.match(onTerminal('--columns seq').stdout, /^seq\r*\n0\r*\n/);
});

test('a reader that has had enough ends it quietly, in every format', () => {
  for (const args of [['--format', 'ndjson'], ['--format', 'parquet'], ['--gzip']]) {
    const shell = 'set -o pipefail; "$0" "$@" | head -c 10 | wc -c';
    const all = [process.execPath, DOOR, 'export', 'first', '--db', database, ...args];
    const { status, stdout, stderr } = spawnSync('bash', ['-c', shell, ...all], { encoding: 'utf8' });
    assert.deepEqual({ status, stdout: stdout.trim(), stderr }, { status: 0, stdout: '10', stderr: '' });
  }
});

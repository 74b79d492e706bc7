import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { booksOfRun, booksOfSummary } from '../../end-to-end/books-of-run.ts';
import { queryDatabase } from '../../end-to-end/query-database.ts';
import { misserve, serve } from '../../end-to-end/serve.ts';
import { writeNumberedLog } from '../../end-to-end/write-log.ts';
import { cliEnvironment, ENTRY } from '../../helpers/cli-environment.ts';
import { endWithTest } from '../../helpers/end-with-test.ts';
import { isAlive } from '../../helpers/is-alive.ts';
import { requireProgram } from '../../helpers/real-program.ts';
import { runCli } from '../../helpers/run-cli.ts';
import { type Cli, startCli } from '../../helpers/start-cli.ts';
import { temporaryDirectory } from '../../helpers/temporary-directory.ts';

const LOG = writeNumberedLog(1000);
/** However busy the machine is, nothing is too late to be sent. */
const PACE = ['--rate', '50', '--duration', '1m', '--max-overdue', '1m'];

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  test(`${signal} in mid-run: all that was sent is stored, every report says what ended it and how far it came, who is to hear of it is told, and it is not made again`, async () => {
    await using server = await serve({ answer: () => ({ status: 500, delayMs: 200 }) });
    await using hook = await serve();
    const judged = ['--check', '5xx<1%', '--flaky', '3', '--notify', hook.url];
    const { cli, database } = start([LOG, '--target', server.url, ...PACE, ...judged]);
    await server.received(20);
    cli.send(signal);
    // Terminal and shell, or terminal and npm, both send it.
    cli.send(signal);
    if (signal === 'SIGHUP') await cli.waitForStderr(/stopping/).then(() => cli.send(signal));
    const { status, stdout, stderr } = await cli.finished;
    assert.equal(status, 130);
    assert.match(stderr, new RegExp(`${signal}: stopping`));
    const { length } = server.requests;
    const books = { planned: length, answered: length, failed: 0, dropped: 0 };
    assert.deepEqual([booksOfRun(database), booksOfSummary(stdout)], [books, books]);
    const note = new RegExp(`interrupted by ${signal} after [\\d.]+ s of 60 s`);
    assert.match(stdout, note);
    const report = JSON.parse((await runCli(['report', '--db', database, '--json'])).stdout);
    assert.deepEqual([report.run.id, report.run.state], [1, 'interrupted']);
    assert.match(report.run.notes[0], note);
    assert.equal(hook.requests.length, 1);
    const message = JSON.parse(hook.requests[0]!.body.toString());
    assert.equal(message.verdict, 'interrupted');
    assert.match(message.reasons[0], note);
  });
}

test('SIGTERM while the target is waited for: nothing is stored, and who is to hear of it is told', async () => {
  await using server = await serve({ answer: () => ({ status: 503 }) });
  await using hook = await serve();
  const waiting = ['--wait-for-target', '5m', '--notify', hook.url];
  const { cli, database } = start([LOG, '--target', server.url, ...PACE, ...waiting]);
  await cli.waitForStderr(/waiting up to 5m/);
  cli.send('SIGTERM');
  const { status, stderr } = await cli.finished;
  assert.equal(status, 130);
  const why = 'interrupted by SIGTERM before the run began: nothing was sent, nothing is stored';
  assert.ok(stderr.endsWith(`${why}\n`), stderr);
  assert.ok(!existsSync(database));
  const { verdict, summary, run } = JSON.parse(hook.requests[0]!.body.toString());
  assert.deepEqual({ verdict, summary, run }, { verdict: 'interrupted', summary: why, run: null });
});

test('SIGHUP while a log is read that comes slowly', async () => {
  await using server = await serve();
  const database = join(temporaryDirectory('signals'), 'runs.db');
  const args = ['run', '-', '--target', server.url, ...PACE, '--db', database];
  const child = spawn(process.execPath, [ENTRY, ...args], {
    env: cliEnvironment(),
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  endWithTest(child);
  child.stdin.write('\n');
  // The handler is there before anything is read.
  await untilCaught(child.pid!, 1);
  child.kill('SIGHUP');
  const closed = once(child, 'close');
  const [said] = await once(child.stderr.setEncoding('utf8'), 'data');
  assert.match(said, /^SIGHUP: stopping/);
  assert.equal((await closed)[0], 130);
  assert.ok(!existsSync(database));
});

test('the second of two runs that is interrupted is the last one', async () => {
  await using server = await serve({ answer: () => ({ status: 500 }) });
  const again = [
    '--rate',
    '20',
    '--duration',
    '1s',
    '--check',
    '5xx<1%',
    '--flaky',
    '3',
    '--max-overdue',
    '1m',
  ];
  const { cli, database } = start([LOG, '--target', server.url, ...again]);
  await server.received(25);
  cli.send('SIGTERM');
  const { status } = await cli.finished;
  assert.equal(status, 130);
  const states = queryDatabase<{ state: string }>(database, 'select state from run').map(
    ({ state }) => state,
  );
  assert.deepEqual(states, ['finished', 'interrupted']);
});

test('a run that is interrupted before it is made again stands as it is, which is said', async () => {
  let asked = 0;
  // Well before the first run, and not before the second.
  await using server = await serve({
    answer: ({ url }) => ({ status: url === '/health' && asked++ === 0 ? 200 : 503 }),
  });
  const pace = ['--rate', 'max', '--once', '--check', '5xx<1%', '--flaky', '3'];
  const waiting = ['--wait-for-target', '5m', '--health', '/health'];
  const { cli, database } = start([writeNumberedLog(5), '--target', server.url, ...pace, ...waiting]);
  await cli.waitForStderr(/repeated \(1 of 3\).*waiting up to 5m/s);
  cli.send('SIGTERM');
  const { status, stderr } = await cli.finished;
  assert.equal(status, 1);
  assert.match(stderr, /interrupted before it was made again: run 1 stands, unconfirmed/);
  assert.deepEqual(queryDatabase(database, 'select id, state from run'), [{ id: 1, state: 'finished' }]);
});

test('a signal once the run is over changes nothing about it, but that who does not answer is given up', async () => {
  await using server = await serve();
  await using hook = await misserve('says-nothing');
  const once = ['--rate', 'max', '--once', '--notify', hook.url, '--notify-on', 'always'];
  const { cli, database } = start([writeNumberedLog(5), '--target', server.url, ...once]);
  while (hook.requests === 0) await sleep(10);
  cli.send('SIGTERM');
  const { status, stdout, stderr } = await cli.finished;
  assert.equal(status, 0, stderr);
  assert.match(stderr, /SIGTERM: the run is over and stored/);
  assert.match(stderr, /was not told: it was given up\n$/);
  assert.match(stdout, /planned 5 = answered 5/);
  assert.deepEqual(queryDatabase(database, 'select state from run'), [{ state: 'finished' }]);
});

test('a terminal that is lost in mid-run ends the run in order: all is stored, who is to hear of it is told, and no process is left', async (t) => {
  const python = requireProgram(t, 'python3', 'python3');
  if (python === undefined) return;
  await using server = await serve();
  await using hook = await serve();
  const folder = temporaryDirectory('terminal');
  const args = ['run', LOG, '--target', server.url, ...PACE, '--notify', hook.url, '--html', 'page.html'];
  const terminal = onTerminal(python, folder, [process.execPath, ENTRY, ...args, '--db', 'runs.db']);
  await server.received(20);
  assert.equal(await terminal.lose(), 130);
  const database = join(folder, 'runs.db');
  const { length } = server.requests;
  assert.deepEqual(booksOfRun(database), { planned: length, answered: length, failed: 0, dropped: 0 });
  const [run] = queryDatabase<{ state: string; notes: string; pid: number }>(
    database,
    'select state, notes, pid from run',
  );
  assert.equal(run!.state, 'interrupted');
  assert.match(run!.notes, /interrupted by SIGHUP after/);
  assert.ok(!isAlive(run!.pid));
  assert.equal(JSON.parse(hook.requests[0]!.body.toString()).verdict, 'interrupted');
  assert.match(readFileSync(join(folder, 'page.html'), 'utf8'), /interrupted by SIGHUP/);
});

test('under nohup a run outlives its terminal', async (t) => {
  const [python, nohup, bash] = (['python3', 'nohup', 'bash'] as const).map((name) =>
    requireProgram(t, name, name === 'nohup' ? 'coreutils' : name),
  );
  if (python === undefined || nohup === undefined || bash === undefined) return;
  const runUnder = async (command: (...reprise: string[]) => readonly string[]) => {
    await using server = await serve();
    const folder = temporaryDirectory('nohup');
    const run = ['run', LOG, '--target', server.url, '--rate', '20', '--duration', '1s', '--db', 'runs.db'];
    const words = command(process.execPath, ENTRY, ...run, '--max-overdue', '1m');
    const terminal = onTerminal(python, folder, words);
    await server.received(5);
    await terminal.lose();
    const database = join(folder, 'runs.db');
    const states = queryDatabase(database, 'select state from run');
    assert.deepEqual(states, [{ state: 'finished' }], words.join(' '));
    assert.equal(booksOfRun(database).answered, 20);
  };
  const quoted = (words: readonly string[]) => words.map((word) => `'${word}'`).join(' ');
  await Promise.all([
    // Its stdin was the terminal.
    runUnder((...reprise) => [nohup, ...reprise]),
    // A shell says what it starts. It goes on to wait for it, too.
    runUnder((...reprise) => [bash, '-c', `trap : HUP; nohup ${quoted(reprise)} < /dev/null; true`]),
    // A script hands down that SIGHUP is ignored.
    runUnder((...reprise) => [nohup, bash, '-c', `${quoted(reprise)} < /dev/null; true`]),
  ]);
});

test('a reader that leaves, reprise run … | head -1, does not end the run, nor what comes after it', async () => {
  await using server = await serve();
  await using hook = await serve();
  const { cli, database } = start([
    ...[writeNumberedLog(40), '--target', server.url, '--rate', '40', '--once', '--max-overdue', '1m'],
    ...['--notify', hook.url, '--notify-on', 'always'],
  ]);
  cli.child.stdout!.destroy();
  const [status] = await once(cli.child, 'exit');
  assert.ok(status === 0 || status === 5);
  assert.equal(booksOfRun(database).answered, 40);
  assert.equal(hook.requests.length, 1);
});

function start(args: readonly string[]): { readonly cli: Cli; readonly database: string } {
  const database = join(temporaryDirectory('signals'), 'runs.db');
  return { cli: startCli(['run', ...args, '--db', database]), database };
}

const OWN_TERMINAL = fileURLToPath(new URL('../../helpers/own-terminal.py', import.meta.url));

/** Starts a command on a terminal of its own; `lose` takes that away, and resolves to what the command returned. */
function onTerminal(
  python: string,
  cwd: string,
  command: readonly string[],
): { readonly lose: () => Promise<number> } {
  const child = spawn(python, [OWN_TERMINAL, ...command], {
    cwd,
    env: cliEnvironment(),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  endWithTest(child);
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    said += chunk;
  });
  const closed = once(child, 'close');
  return {
    async lose() {
      child.stdin.end('\n');
      await closed;
      return Number(said);
    },
  };
}

/** Until a process listens for the signal with this number. */
async function untilCaught(pid: number, signal: number): Promise<void> {
  const caught = () => {
    const [, mask] = /^SigCgt:\s*([0-9a-f]+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))!;
    return (BigInt(`0x${mask}`) & (1n << BigInt(signal - 1))) !== 0n;
  };
  while (!caught()) await sleep(20);
}

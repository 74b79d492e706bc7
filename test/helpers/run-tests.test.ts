import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { temporaryDirectory } from './temporary-directory.ts';

const folder = temporaryDirectory('run-tests');

test('tests that pass are success, with the closing summary of the runner', () => {
  const { status, output } = runFiles({ good: "test('fine', () => {}); test('fine too', () => {});" });
  assert.equal(status, 0, output);
  assert.match(output, /✔ fine/);
  assert.match(output, /ℹ tests 2\n.*ℹ pass 2\n.*ℹ skipped 0\n/s);
});

test('one test that fails is failure', () => {
  const { status, output } = runFiles({
    good: "test('fine', () => {});",
    bad: "test('bad', () => { throw new Error('oh no'); });",
  });
  assert.equal(status, 1);
  assert.match(output, /oh no/);
});

test('a file that dies is failure, and it says of what', () => {
  const killed = "test('one', () => {}); test('two', () => process.kill(process.pid, 'SIGKILL'));";
  const { status, output } = runFiles({ good: "test('fine', () => {});", killed });
  assert.equal(status, 1);
  assert.match(output, /killed\.test\.mjs died of SIGKILL/);

  const thrown = runFiles({ good: "test('fine', () => {});", thrown: "throw new Error('at once');" });
  assert.equal(thrown.status, 1);
  assert.match(thrown.output, /thrown\.test\.mjs ended with status 1/);

  const soon = "test('two', async () => { await new Promise((r) => setTimeout(r, 200)); process.exit(0); });";
  const quit = runFiles({ quit: `test('one', () => {}); ${soon} test('three', () => {});` });
  assert.equal(quit.status, 1);
  assert.match(quit.output, /✔ one.*quit\.test\.mjs ended before all of its tests did/s);
});

test('no test at all is failure, of a file and of the whole', () => {
  const empty = runFiles({ good: "test('fine', () => {});", empty: '' });
  assert.equal(empty.status, 1);
  assert.match(empty.output, /empty\.test\.mjs holds no test,/);

  const nothing = runFiles({});
  assert.equal(nothing.status, 1);
  assert.match(nothing.output, /no test ran/);
});

const TOGETHER = { sharedFolders: [join(folder, 'together')] };
const first = "globalThis.first = process.pid; test('fine', () => {});";

test('files of a shared folder run in one process, and are told apart', () => {
  const second =
    "test('together', () => { if (globalThis.first !== process.pid) throw new Error('alone'); });";
  const good = runFiles({ 'together/first': first, 'together/within/second': second }, TOGETHER);
  assert.equal(good.status, 0, good.output);
  assert.match(good.output, /ℹ tests 2\n/);
  const third =
    "test('third', () => { throw new Error('oh'); }); test('left out', { skip: 'so' }, () => {});";
  const bad = runFiles({ 'together/first': first, 'together/third': third, apart: second }, TOGETHER);
  assert.equal(bad.status, 1);
  assert.match(bad.output, /test at \S*together\/third\.test\.mjs:2:1\n✖ third/);
  assert.match(bad.output, /test at \S*apart\.test\.mjs:2:1\n✖ together/);
  assert.match(bad.output, /1 skipped:\n {2}third\.test\.mjs: left out \(so\)/);
});

test('that one file of a shared folder holds no test, or ends them all, is failure', () => {
  const empty = runFiles({ 'together/first': first, 'together/empty': '' }, TOGETHER);
  assert.equal(empty.status, 1);
  assert.match(empty.output, /not counted above:\n {2}empty\.test\.mjs holds no test,.*\n$/);
  for (const [source, how] of [
    ["test('two', () => process.kill(process.pid, 'SIGKILL'));", /died of SIGKILL/],
    ["throw new Error('at once');", /ended with status \d/],
    ["test('two', () => process.exit(0));", /ended before/],
  ] as const) {
    const ended = runFiles({ 'together/first': first, 'together/last': source }, TOGETHER);
    assert.equal(ended.status, 1);
    const [, told] = /^ {2}first\.test\.mjs, last\.test\.mjs (.*)$/m.exec(ended.output)!;
    assert.match(told, how);
  }
});

const SKIPPING = `
  test('fine', () => {});
  test('one', (t) => t.skip('needs nginx'));
  test('two', { skip: true }, () => {});
  suite('outer', () => { test('three', { skip: 'nested' }, () => {}); });
  suite('four', { skip: 'all of it' }, () => { test('inside', () => {}); });`;

test('what was skipped is listed with its reason, and does no harm', () => {
  const { status, output } = runFiles({ skipping: SKIPPING });
  assert.equal(status, 0, output);
  assert.match(output, /4 skipped:\n/);
  for (const line of ['one (needs nginx)', 'two (no reason given)', 'three (nested)', 'four (all of it)']) {
    assert.ok(output.includes(`skipping.test.mjs: ${line}\n`), line);
  }
});

test('where no test may be skipped, one that was is failure', () => {
  const { status, output } = runFiles({ skipping: SKIPPING }, { mayBeSkipped: false });
  assert.equal(status, 1);
  assert.match(output, /4 skipped, and in CI 4 of them may not be:\n/);
});

test('a skip for a good reason is listed, and is no failure anywhere', () => {
  const limits = { mayBeSkipped: false, goodReasons: ['it is not ours'] };
  const good = "test('one', { skip: 'it is not ours' }, () => {}); test('two', () => {});";
  const { status, output } = runFiles({ good }, limits);
  assert.equal(status, 0, output);
  assert.match(output, /1 skipped:\n {2}good\.test\.mjs: one \(it is not ours\)/);
  assert.equal(runFiles({ good, skipping: SKIPPING }, limits).status, 1);
});

test('a test that takes too long fails, and the others still run', () => {
  const { status, output } = runFiles(
    { slow: "test('slow', () => new Promise((r) => setTimeout(r, 1500))); test('fine', () => {});" },
    { testTimeoutMs: 700 },
  );
  assert.equal(status, 1);
  assert.match(output, /timed out after 700ms/);
  assert.match(output, /✔ fine/);
});

test('a file whose process does not end is given up', () => {
  const limits = { testTimeoutMs: 500, graceMs: 500 };
  const lingering = runFiles({ lingers: "test('fine', () => {}); setInterval(() => {}, 1000);" }, limits);
  assert.equal(lingering.status, 1);
  assert.match(lingering.output, /lingers\.test\.mjs did not end/);

  // A loop hears no SIGTERM when somebody listens for it.
  const stuck = runFiles(
    { stuck: "process.on('SIGTERM', () => {}); test('stuck', () => { for (;;); });" },
    limits,
  );
  assert.equal(stuck.status, 1);
  assert.match(stuck.output, /stuck\.test\.mjs did not end/);
  const pattern = join(folder, 'stuck.test.mjs').replaceAll('.', '\\.');
  const living = spawnSync('ps', ['-A', '-o', 'args='], { encoding: 'utf8' }).stdout;
  assert.doesNotMatch(living, new RegExp(pattern));
});

interface Limits {
  readonly sharedFolders?: readonly string[];
  readonly mayBeSkipped?: boolean;
  readonly goodReasons?: readonly string[];
  readonly testTimeoutMs?: number;
  readonly graceMs?: number;
}

/** Runs files as `npm test` does, in a process of its own: the runner does not run inside of itself. */
function runFiles(sources: Readonly<Record<string, string>>, limits: Limits = {}) {
  const files = Object.entries(sources).map(([name, source]) => {
    const file = join(folder, `${name}.test.mjs`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `import { suite, test } from 'node:test';\n${source}\n`);
    return file;
  });
  const options = { files, concurrency: 2, testTimeoutMs: 30_000, mayBeSkipped: true, ...limits };
  const script = `
    import { runTests } from ${JSON.stringify(new URL('run-tests.ts', import.meta.url).href)};
    process.exitCode = await runTests({ ...${JSON.stringify(options)}, shorten: (file) => file.split('/').at(-1) });`;
  const runner = join(folder, 'runner.mjs');
  writeFileSync(runner, script);
  const { status, stdout, stderr } = spawnSync(process.execPath, [runner], {
    encoding: 'utf8',
    env: { ...process.env, NODE_TEST_CONTEXT: undefined },
    timeout: 60_000,
  });
  return { status, output: `${stdout}${stderr}` };
}

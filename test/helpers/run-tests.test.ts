import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { folder, runFiles } from './run-files.ts';

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

const TOGETHER = { sharedFolders: [{ path: join(folder, 'together') }] };
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

test('files of a shared folder are dealt out to as many processes as are needed, and one with a hook of its own stays alone', () => {
  const pid = "test('pid', (t) => t.diagnostic(`pid=${process.pid}`));";
  const names = ['a', 'b', 'c', 'd', 'e'].map((name) => `dealt/${name}`);
  const sources = Object.fromEntries(names.map((name) => [name, pid]));
  const hooked = `import { after } from 'node:test';\n${pid}\nafter(() => {});`;
  const dealt = { sharedFolders: [{ path: join(folder, 'dealt'), filesAProcess: 3 }] };
  const { status, output } = runFiles({ ...sources, 'dealt/hooked': hooked }, dealt);
  assert.equal(status, 0, output);
  const pids = Array.from(output.matchAll(/pid=(\d+)/g), ([, id]) => id);
  const shares = Object.values(Object.groupBy(pids, (id) => id!)).map((same) => same!.length);
  assert.deepEqual(shares.toSorted(), [1, 2, 3]);
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

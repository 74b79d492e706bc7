import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runCli } from '../helpers/run-cli.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';

const DOOR = fileURLToPath(new URL('../../bin/reprise.js', import.meta.url));

test('an old Node is told what is wrong and how to mend it, in two lines, with status 2', () => {
  for (const version of ['22.18.0', '20.20.2', '18.0.0', '16.20.2', '12.22.12', '4.9.1']) {
    const { status, stdout, stderr } = runAs(version);
    assert.equal(status, 2, version);
    assert.equal(stdout, '');
    const [wrong, mend, ...more] = stderr.split('\n');
    assert.equal(wrong, `reprise needs Node.js 22.19 or newer; this is ${version}`);
    assert.match(mend!, /npm install node@26/);
    assert.deepEqual(more, ['']);
  }
});

test('Node 22.19 and all that are newer are let in', () => {
  for (const version of ['22.19.0', '22.20.1', '23.0.0', '24.1.0', '26.10.0', '100.0.0']) {
    assert.equal(runAs(version).stderr, 'source ran\n', version);
  }
});

test('the version that is asked for is the one in package.json', () => {
  const { engines } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  assert.equal(engines.node, '>=22.19');
});

test('an old Node can parse the file: no static import, no top-level await, nothing of this decade', () => {
  const source = readFileSync(DOOR, 'utf8');
  assert.doesNotMatch(source, /^import /m);
  assert.doesNotMatch(source, /^(const .*= )?await /m);
  assert.doesNotMatch(source, /\?\.|\?\?|&&=|\|\|=|static \{|\.at\(/);
});

for (const node of olderNodes()) {
  test(`a real Node ${node.version} of this machine says so too`, () => {
    const { status, stdout, stderr } = spawnSync(node.path, [DOOR, '--version'], { encoding: 'utf8' });
    assert.equal(status, 2);
    assert.equal(stdout, '');
    assert.match(
      stderr,
      new RegExp(`^reprise needs Node\\.js 22\\.19 or newer; this is ${node.version}\n.*\n$`),
    );
  });
}

test('it has a shebang and may be executed', () => {
  assert.match(readFileSync(DOOR, 'utf8'), /^#!\/usr\/bin\/env node\n/);
  assert.equal(statSync(DOOR).mode & 0o111, 0o111);
});

test('in the repository the sources run', async () => {
  const script = layOut({ 'src/cli/main.ts': main('source'), 'dist/js/main.js': main('built') });
  const { status, stderr } = await runCli([], { script });
  assert.deepEqual({ status, stderr }, { status: 0, stderr: 'source ran\n' });
});

test('in the published package, which has no sources, what was built runs', async () => {
  const script = layOut({ 'dist/js/main.js': main('built') });
  assert.equal((await runCli([], { script })).stderr, 'built ran\n');
});

test('main is given the arguments, and its promise gives the status', async () => {
  const script = layOut({
    'src/cli/main.ts':
      'export const main = async (args: string[]) => { console.log(args.join()); return 5; };',
  });
  const { status, stdout } = await runCli(['run', '--rate', '100'], { script });
  assert.deepEqual({ status, stdout }, { status: 5, stdout: 'run,--rate,100\n' });
});

test('a main that throws, or is not there, ends with status 3 and not with that of a failed check', async () => {
  const throws = layOut({ 'src/cli/main.ts': "export const main = async () => { throw new Error('oh'); };" });
  for (const [script, message] of [
    [throws, /^error: reprise could not start\nError: oh\n/],
    [layOut({}), /^error: reprise could not start\n.*ERR_MODULE_NOT_FOUND.*dist\/js\/main\.js/s],
  ] as const) {
    const { status, stderr } = await runCli([], { script });
    assert.equal(status, 3);
    assert.match(stderr, message);
  }
});

test('the real thing runs', async () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const { status, stdout } = await runCli(['--version']);
  assert.deepEqual({ status, stdout }, { status: 0, stdout: `${version}\n` });
});

test('threads keep their compiled code between runs where the main thread does', async () => {
  const thread = "console.log(require('node:module').getCompileCacheDir())";
  const script = layOut({
    'src/cli/main.ts': `import { Worker } from 'node:worker_threads';
      export const main = () => new Promise((end) => new Worker(${JSON.stringify(thread)}, { eval: true }).on('exit', end));`,
  });
  const [temporary, own] = [temporaryDirectory('temporary'), temporaryDirectory('own')];
  const folderOf = async (NODE_COMPILE_CACHE?: string, NODE_DISABLE_COMPILE_CACHE?: string) =>
    (await runCli([], { script, env: { TMPDIR: temporary, NODE_COMPILE_CACHE, NODE_DISABLE_COMPILE_CACHE } }))
      .stdout;
  assert.ok((await folderOf()).startsWith(`${temporary}/node-compile-cache/`));
  assert.ok((await folderOf(own)).startsWith(`${own}/`));
  assert.equal(await folderOf(undefined, '1'), 'undefined\n');
});

/** Runs the file with a Node that claims to be another version. */
function runAs(version: string) {
  const script = layOut({ 'src/cli/main.ts': main('source') });
  const disguise = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });`;
  const args = ['--import', `data:text/javascript,${encodeURIComponent(disguise)}`, script];
  return spawnSync(process.execPath, args, { encoding: 'utf8' });
}

function main(name: string): string {
  return `export async function main() { process.stderr.write('${name} ran\\n'); return 0; }`;
}

/** Copies the file into a package of its own, with other files around it; gives where it is. */
function layOut(files: Readonly<Record<string, string>>): string {
  const folder = temporaryDirectory('door');
  const write = (path: string, content: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  write('package.json', '{ "type": "module" }');
  for (const [path, content] of Object.entries(files)) write(path, content);
  mkdirSync(join(folder, 'bin'));
  copyFileSync(DOOR, join(folder, 'bin/reprise.js'));
  return join(folder, 'bin/reprise.js');
}

/** No test is lost where there is none: it would only say once more what the disguised ones say. */
function olderNodes(): { path: string; version: string }[] {
  return ['/usr/bin/node', '/usr/local/bin/node'].flatMap((path) => {
    try {
      const version = execFileSync(path, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim();
      const [major, minor] = version.split('.').map(Number) as [number, number];
      return major < 22 || (major === 22 && minor < 19) ? [{ path, version }] : [];
    } catch {
      return [];
    }
  });
}

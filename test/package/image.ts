/**
 * `npm run test:package`, second part: does what examples/nightly/Dockerfile says, and runs the container of
 * examples/nightly/kubernetes-cronjob.yaml in it: in a root of its own that is read-only, as a user without rights, as
 * process 1. The base image is this machine. Needs root, since it mounts.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { exampleContainer } from '../examples/container.ts';
import { exampleImage } from '../examples/image.ts';
import { API_TOKEN, assertTwoNights, type Staging, startStaging } from '../examples/staging.ts';
import { isCi } from '../helpers/is-ci.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { pack } from './pack.ts';

const image = exampleImage();
const container = exampleContainer();
const [install, makeFolders] = image.runs;
const root = temporaryDirectory('root');

if (process.platform !== 'linux' || process.getuid?.() !== 0) {
  assert.ok(!isCi(), 'the image is tested as root (this is CI, where no test may be skipped)');
  console.log('skipped: the image is tested by root, on Linux');
} else {
  build();
  await using staging = await startStaging();
  await assertTwoNights(staging, async () => {
    const started = start(staging.environment);
    const report = await text(started.stdout!);
    const [status] = await ended(started);
    if (status === 0) assert.equal(report, '');
    return { status, report, state: container.state, pages: join(container.state, 'reports') };
  });
  await assertEndsInOrder(staging);
  console.log('the image works as Kubernetes starts it');
}

/** The stages of the Dockerfile, in folders. */
function build(): void {
  const packages = join(root, 'opt/replay');
  mkdirSync(packages, { recursive: true });
  const context = temporaryDirectory('context');
  const { filename } = pack(context);
  const dependencies = { reprise: `file:${filename}` };
  writeFileSync(join(context, 'package.json'), JSON.stringify({ private: true, dependencies }));
  shell('npm install --package-lock-only --no-audit --no-fund', context);
  const copied = image.copies[0]!.split(' ').slice(0, -1);
  for (const name of globSync(copied, { cwd: context })) cpSync(join(context, name), join(packages, name));

  shell(install!, packages);
  const native = globSync('node_modules/**/*.node', { cwd: packages });
  assert.ok(native.length > 0);
  assert.deepEqual(
    native.filter((file) => !file.includes('/prebuilds/')),
    [],
    'nothing was compiled, or fetched beside the tarballs',
  );
  assert.deepEqual(globSync('node_modules/{esbuild,typescript}', { cwd: packages }), []);
  assert.equal(makeFolders, 'mkdir -p /replay/state && chown node:node /replay/state');
}

/** The container: a root that nobody can write to, with this machine's libraries and Node in it, and the volumes. */
function start(changes: Readonly<Record<string, string>>): ChildProcess {
  const { uid, gid } = container.user;
  chownSync(container.state, uid, gid);
  const environment = { PATH: '/node:/usr/bin', ...changes, ...container.env, API_TOKEN };
  const mounts = container.mounts.map(({ source, path, isReadOnly }) => {
    if (path === '/tmp') chmodSync(source, 0o777);
    return mount(source, path, isReadOnly);
  });
  const script = [
    `mount -t tmpfs -o mode=755 none '${root}/container' && cd '${root}/container'`,
    'mkdir proc && ln -s usr/bin bin && ln -s usr/lib lib && ln -s usr/lib64 lib64',
    mount('/usr', '/usr', true),
    mount('/dev/null', '/dev/null', false),
    mount(dirname(process.execPath), '/node', true),
    mount(join(root, 'opt/replay'), '/opt/replay', true),
    ...mounts,
    'mount -t proc none proc && mount -o remount,ro none .',
    `exec chroot . setpriv --reuid=${uid} --regid=${gid} --clear-groups --no-new-privs --bounding-set=-all "$@"`,
  ];
  const command = [
    'env',
    '-i',
    '-C',
    image.workdir,
    ...Object.entries(environment).map((pair) => pair.join('=')),
  ];
  mkdirSync(join(root, 'container'), { recursive: true });
  const namespaces = ['--mount', '--pid', '--fork', '--kill-child'];
  return spawn(
    'unshare',
    [
      ...namespaces,
      'sh',
      '-e',
      '-c',
      script.join('\n'),
      'sh',
      ...command,
      ...image.entrypoint,
      ...container.args,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
}

function mount(source: string, path: string, isReadOnly: boolean): string {
  const into = `.${path}`;
  const place = statSync(source).isDirectory() ? `mkdir -p '${into}'` : `touch '${into}'`;
  const bind = `mkdir -p '${dirname(into)}' && ${place} && mount --bind '${source}' '${into}'`;
  return isReadOnly ? `${bind} && mount -o remount,ro,bind '${into}'` : bind;
}

/** What Kubernetes does to a pod that has to go. */
async function assertEndsInOrder(staging: Staging): Promise<void> {
  const before = staging.target.requests.length;
  const pages = () => readdirSync(join(container.state, 'reports')).length;
  const pagesBefore = pages();
  staging.state.bad = false;
  const long = { ...staging.environment, REPRISE_RATE: '50', REPRISE_ONCE: 'false', REPRISE_DURATION: '5m' };
  const started = start(long);
  await staging.target.received(before + 20);
  const inside = readFileSync(`/proc/${started.pid}/task/${started.pid}/children`, 'utf8');
  process.kill(Number(inside), 'SIGTERM');
  const from = performance.now();
  const [said, [status]] = await Promise.all([text(started.stdout!), ended(started)]);
  assert.equal(status, 130, said);
  assert.ok(performance.now() - from < container.gracePeriodSeconds * 1000);
  assert.match(said, /interrupted/i);
  assert.equal(pages(), pagesBefore + 1, 'it has its page, too');
}

async function ended(child: ChildProcess): Promise<[number, NodeJS.Signals | null]> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return [child.exitCode!, child.signalCode];
}

function shell(command: string, cwd: string): void {
  execFileSync('sh', ['-c', command], { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
}

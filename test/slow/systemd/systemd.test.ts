/** A real systemd of a user, in a place of its own (own-systemd.sh), which is gone with it. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { queryDatabase } from '../../end-to-end/query-database.ts';
import { serve } from '../../end-to-end/serve.ts';
import { combinedLine } from '../../end-to-end/write-log.ts';
import { endWithTest } from '../../helpers/end-with-test.ts';
import { requireProgram } from '../../helpers/real-program.ts';
import { temporaryDirectory } from '../../helpers/temporary-directory.ts';

/** Of nobody: units of root would be those of the machine. */
const USER_ID = 65534;
const SPACES = ['--mount', '--pid', '--fork', '--mount-proc', '--kill-child'];

test('what reprise schedule --systemd --install puts there is run by systemd, which knows how it ended; --remove leaves nothing', {
  timeout: 120_000,
}, async (t) => {
  const unshare = requireProgram(t, 'unshare', 'util-linux');
  if (unshare === undefined || requireProgram(t, 'systemctl', 'systemd') === undefined) return;
  if (process.getuid?.() !== 0) return t.skip('needs root: systemd is given mounts and processes of its own');
  await using server = await serve({
    answer: () => ({ status: server.requests.length <= 2 ? 200 : 500 }),
  });
  const home = temporaryDirectory('systemd');
  const write = (name: string, content: string) => writeFileSync(join(home, name), content);
  write('access.log', `${combinedLine('/a')}\n${combinedLine('/b')}\n`);
  write(
    'reprise.yaml',
    `profiles:\n  nightly: {log: access.log, target: '${server.url}', rate: max, once: true, check: 5xx<1%}\n`,
  );
  chownSync(home, USER_ID, USER_ID);
  chmodSync(home, 0o755);

  const group = `reprise-test-${process.pid}`;
  const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
  const scripts = [path('own-systemd.sh'), group, String(USER_ID), path('install-and-start.sh')];
  const child = spawn(unshare, [...SPACES, 'sh', ...scripts], {
    env: {
      PATH: process.env.PATH,
      HOME: home,
      NODE: process.execPath,
      REPRISE: path('../../../bin/reprise.js'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  endWithTest(child);
  t.after(() => removeGroup(group));
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const [stdout, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
  if (status === 125 && server.requests.length === 0)
    return t.skip(`no systemd can be started here: ${stderr.slice(0, 200)}`);
  assert.equal(status, 0, stdout + stderr);

  assert.match(stdout, /\/\.config\/systemd\/user\/reprise-nightly\.timer is written$/m);
  assert.match(stdout, /^next: .* 02:30:00 /m);
  assert.match(stdout, /^enabled: enabled$/m);
  assert.match(stdout, /^first: start 0, Result=success ExecMainStatus=0 $/m);
  assert.match(stdout, /^second: start 1, Result=exit-code ExecMainStatus=1 $/m);
  assert.match(stdout, /^timer and service are gone\nleft: 0 0$/m);
  assert.deepEqual(
    server.requests.map(({ url }) => url),
    ['/a', '/b', '/a', '/b'],
  );
  assert.deepEqual(
    queryDatabase(
      join(home, 'reprise.db'),
      'select run_id, status, count(*) as n from outcomes group by 1, 2',
    ),
    [
      { run_id: 1, status: 200, n: 2 },
      { run_id: 2, status: 500, n: 2 },
    ],
  );
});

/** Of all that was made, groups alone are no mount and no process, which are gone with the last process. */
function removeGroup(name: string): void {
  for (const root of ['/sys/fs/cgroup/unified', '/sys/fs/cgroup']) removeBelow(join(root, name));
}

/** What is in the folder of a group goes with it; only groups within it come first. */
function removeBelow(group: string): void {
  if (!existsSync(group)) return;
  for (const entry of readdirSync(group, { withFileTypes: true }))
    if (entry.isDirectory()) removeBelow(join(group, entry.name));
  rmdirSync(group);
}

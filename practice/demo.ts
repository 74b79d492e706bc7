/** `npm run demo`: the practice target, and a real nginx log replayed against it at 100 requests/s for 10 s. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const reprise = fileURLToPath(new URL('../bin/reprise.js', import.meta.url));
const log = fileURLToPath(new URL('../fixtures/nginx/access.log', import.meta.url));
const database = 'demo.db';

const answers = ['--status', '200:97,404:2,500:1', '--latency', '5ms..80ms', '--break', 'GET /search:503'];
const target = spawn(process.execPath, [reprise, 'target', '--port', '0', ...answers], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  const [line] = await once(createInterface(target.stdout), 'line');
  const url = /http:\S+/.exec(line)?.[0];
  if (!url) throw new Error(`the practice target did not start: ${line}`);
  for (const end of ['', '-wal', '-shm']) rmSync(`${database}${end}`, { force: true });
  const args = [
    'run',
    log,
    '--target',
    url,
    '--rate',
    '100',
    '--duration',
    '10s',
    '--name',
    'demo',
    '--db',
    database,
  ];
  console.log(`$ reprise ${args.join(' ').replace(log, 'fixtures/nginx/access.log')}\n`);
  const run = spawn(process.execPath, [reprise, ...args], { stdio: 'inherit' });
  // Ctrl-C reaches the run as well: it ends in order, and this waits for it.
  process.on('SIGINT', () => {});
  [process.exitCode] = await once(run, 'exit');
} finally {
  target.kill();
}

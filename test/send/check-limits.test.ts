import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkLimits, moreSockets, type SocketNeed } from '../../src/send/check-limits.ts';
import { openFilesOf, portsOf, readSystemLimits, type SystemLimits } from '../../src/send/system-limits.ts';

const LIMITS: SystemLimits = { openFiles: 1024, openNow: 30, ports: 28_232 };
const NEED: SocketNeed = {
  connections: 50,
  mostConnections: 50,
  threads: 2,
  addresses: 1,
  option: '--connections',
};

for (const [sentence, limits, need, expected] of [
  ['what fits is not spoken of', {}, {}, []],
  ['nor what fits exactly', {}, { connections: 971, mostConnections: 971 }, []],
  [
    'where the system says nothing, nothing is said',
    { openFiles: null, ports: null },
    { connections: 1e6, mostConnections: 1e6 },
    [],
  ],
  ['no limit is none', { openFiles: Infinity, ports: null }, { connections: 1e6, mostConnections: 1e6 }, []],
  [
    'more open files than there may be end it, with the command that mends it',
    {},
    { connections: 972, mostConnections: 972 },
    [
      '972 connections take 1,025 open files, and the limit is 1,024',
      'raise it: ulimit -n 2048 as root, or: sudo prlimit --pid $$ --nofile=2048:2048; or take fewer --connections',
    ],
  ],
  [
    'more users than ports as well',
    { openFiles: 100_000 },
    { connections: 30_000, mostConnections: 30_000, option: '--users' },
    [
      '30,000 connections take as many local ports, and there are 28,232',
      "widen the range: sudo sysctl -w net.ipv4.ip_local_port_range='1024 65535'; or take fewer --users",
    ],
  ],
  [
    'each address of the target has ports of its own',
    { openFiles: 100_000 },
    { connections: 30_000, mostConnections: 30_000, addresses: 2 },
    [],
  ],
  [
    'of which there may be too few all the same',
    { openFiles: 100_000 },
    { connections: 60_000, mostConnections: 60_000, addresses: 2 },
    [
      '60,000 connections take 30,000 local ports for each address, and there are 28,232',
      "widen the range: sudo sysctl -w net.ipv4.ip_local_port_range='1024 65535'; or take fewer --connections",
    ],
  ],
  [
    'a Unix socket takes no ports',
    { openFiles: 100_000 },
    { connections: 60_000, mostConnections: 60_000, addresses: 0 },
    [],
  ],
  [
    'where no range is wide enough, no command is told',
    { openFiles: 100_000 },
    { connections: 65_000, mostConnections: 65_000, option: '--users' },
    [
      '65,000 connections take as many local ports, and there are 28,232',
      'share them among several machines; or take fewer --users',
    ],
  ],
  [
    'what is wanted only of a slow target is a warning',
    {},
    { mostConnections: 4096 },
    [
      'a target that is slow can keep 4,096 connections busy, which take 4,149 open files, and the limit is 1,024: what is ' +
        'more fails as no-socket. raise it: ulimit -n 8192 as root, or: sudo prlimit --pid $$ --nofile=8192:8192; or lower --max-in-flight',
    ],
  ],
] as const satisfies [string, Partial<SystemLimits>, Partial<SocketNeed>, string[]][]) {
  test(sentence, () => {
    assert.deepEqual(said({ ...LIMITS, ...limits }, { ...NEED, ...need }), expected);
  });
}

test('a run that found no socket hears of each limit that there is', () => {
  assert.equal(
    moreSockets(LIMITS, NEED),
    'open files are limited to 1,024 (ulimit -n 2048 as root, or: sudo prlimit --pid $$ --nofile=2048:2048), ' +
      "ports to 28,232 (sudo sysctl -w net.ipv4.ip_local_port_range='1024 65535')",
  );
  assert.match(
    moreSockets({ ...LIMITS, openFiles: null, ports: null }, NEED),
    /^raise the limit of open files/,
  );
});

test('limits are read as the system writes them', () => {
  const text = (soft: string) =>
    `Limit                     Soft Limit           Hard Limit           Units\nMax open files            ${soft.padEnd(20)} 4096                 files\n`;
  assert.deepEqual(
    [openFilesOf(text('64')), openFilesOf(text('unlimited')), openFilesOf('')],
    [64, Infinity, null],
  );
  assert.deepEqual([portsOf('32768\t60999\n'), portsOf('')], [28_232, null]);
});

test('on Linux they are known', {
  skip: process.platform !== 'linux' && 'only Linux has them in files',
}, () => {
  const { openFiles, openNow, ports } = readSystemLimits();
  assert.ok(openFiles! > openNow && openNow > 3);
  assert.ok(ports! > 0 && ports! < 65_536);
});

function said(limits: SystemLimits, need: SocketNeed): string[] {
  try {
    return checkLimits(limits, need);
  } catch (error) {
    const { code, message, hint } = error as { code: string; message: string; hint: string };
    assert.equal(code, 'limit');
    return [message, hint];
  }
}

/**
 * `npm run test:package`: packs reprise as it would be published, installs the tarball in an empty project, and uses
 * it there: the command, the library, a parser plugin, and a client. What the repository has and the package lacks shows here.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { REPOSITORY } from '../helpers/cli-environment.ts';
import { pack } from './pack.ts';

const project = mkdtempSync(join(tmpdir(), 'reprise-packed-'));
const reprise = join(project, 'node_modules/reprise/bin/reprise.js');

/** A format of somebody's own, in TypeScript, with the published types. */
const PLUGIN = `import type { LogFormat } from 'reprise/parser';
const format: LogFormat = {
  name: 'mine',
  title: 'method and path',
  samples: [{ line: 'GET /a', expect: { method: 'GET', target: '/a' } }],
  open: () => (line) => {
    const [method, target] = line.split(' ');
    return target ? { method: method!, target } : { skipped: 'not-an-access-line' };
  },
};
export default format;
`;

/** A client of somebody's own. */
const CLIENT = `import type { Client } from 'reprise/client';
const client: Client<{ token: string }> = {
  start: async ({ settings }) => ({ token: settings.token ?? '' }),
  prepare(request, { state }) {
    if (request.seq % 10 === 0) return null;
    request.setHeader('authorization', \`Bearer \${state.token}\`);
    return request;
  },
  judge: (request, response) => response.status < 500 || 'an error',
};
export default client;
`;

const LIBRARY = `import { readReport } from 'reprise';
console.log(readReport('runs.db', 'last').summary.answered);
`;

try {
  const { filename, paths } = pack(project);
  assert.ok(paths.includes('dist/types/src/index.d.ts') && paths.includes('LICENSE'), `incomplete: ${paths}`);
  assert.ok(paths.includes('examples/nightly/Dockerfile'), `no examples: ${paths}`);
  assert.ok(!paths.some((path) => /^(?:src|test|fixtures|bench)\//.test(path)), `too much: ${paths}`);

  writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }');
  run('npm', ['install', '--no-audit', '--no-fund', join(project, filename)]);
  writeFileSync(join(project, 'mine.ts'), PLUGIN);
  writeFileSync(join(project, 'client.ts'), CLIENT);
  writeFileSync(join(project, 'library.js'), LIBRARY);
  writeFileSync(join(project, 'my.log'), 'GET /a\nGET /b?c=d\nnonsense\n');

  assert.match(node(reprise, '--version'), /^\d+\.\d+\.\d+\n$/);
  const target = spawn(process.execPath, [reprise, 'target', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [line] = await once(createInterface(target.stdout), 'line');
    const url = /http:\S+(?= )/.exec(line)![0];
    const flags = [
      '--parser',
      'mine.ts',
      '--target',
      url,
      '--rate',
      '50',
      '--duration',
      '1s',
      '--db',
      'runs.db',
    ];
    assert.match(
      node(reprise, 'run', 'my.log', ...flags),
      /planned 50 = answered 50 \+ failed 0 \+ dropped 0/,
    );
    const received = await (await fetch(`${url}/__stats`)).json();
    assert.equal((received as { total: number }).total, 50);
    const own = [...flags.slice(0, -1), 'client.db', '--client', './client.ts', '--set', 'token=a'];
    assert.match(node(reprise, 'run', 'my.log', ...own), /planned 50 = answered 45 \+ failed 0 \+ dropped 5/);
  } finally {
    target.kill();
  }
  assert.equal(node('library.js'), '50\n');
  assert.equal(node(reprise, 'export', '--db', 'runs.db').trimEnd().split('\n').length, 51);
  // The page is made of files that are no modules of the package: they have to be in it all the same.
  node(reprise, 'report', '--db', 'runs.db', '--html', 'page.html');
  const page = readFileSync(join(project, 'page.html'), 'utf8');
  assert.match(page, /var uPlot=[\s\S]*function sortableTable[\s\S]*<\/html>\n$/);
  assert.match(page, /--paper:/);

  const tsc = join(REPOSITORY, 'node_modules/.bin/tsc');
  const strict = [
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2024',
    '--types',
    '',
    'mine.ts',
    'client.ts',
  ];
  run(tsc, strict);
  console.log(`the package works as installed (${paths.length} files)`);
} finally {
  rmSync(project, { recursive: true, force: true });
}

function node(...args: string[]): string {
  return run(process.execPath, args);
}

function run(program: string, args: readonly string[], cwd = project): string {
  return execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

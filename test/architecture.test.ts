import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { HOMES, RULES, type Sources, violations } from './architecture-rules.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

function readSources(): Sources {
  const paths = ['src', 'parsers', 'practice', 'bin'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
      posix.join(folder, path),
    ),
  );
  const files = paths.filter((path) => /\.[jt]s$/.test(path)).sort();
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]));
}

const sources = readSources();

for (const rule of Object.keys(RULES)) {
  test(rule, () => {
    assert.deepEqual(violations(rule, sources), []);
  });
}

test('every package that users must install is used where it belongs', () => {
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const packages = Object.keys(HOMES).filter((name) => name !== 'reprise/parser');
  assert.deepEqual(Object.keys(dependencies).sort(), packages.sort());
});

/** How a thread's entry file is named, whether the sources run or what was built from them. */
const OWN_EXTENSION = '\u0024{extname(import.meta.url)}';

/** Files that are in order, to plant something wrong in. */
const CLEAN: Sources = {
  'src/model.ts': 'export const NONE = 1;\n',
  'src/clock.ts': 'export const now = () => 1;\n',
  'src/index.ts': "export { replay } from './replay.ts';\n",
  'src/replay.ts': "import { send } from './send/sender.ts';\nimport { readReport } from './report.ts';\n",
  'src/report.ts': "import type { Run } from './model.ts';\n",
  'src/open-log.ts': "import { formats } from '../parsers/index.ts';\n",
  'src/send/sender.ts': "import { Client } from 'undici';\nimport { NONE } from '../model.ts';\n",
  'src/store/recorder-handle.ts':
    'import { Worker } from \'node:worker_threads\';\n// import x from "../view/x.ts";\n' +
    `const url = new URL(\`./recorder-thread${OWN_EXTENSION}\`, import.meta.url);\n`,
  'src/store/recorder-thread.ts': "import Database from 'better-sqlite3';\n",
  'src/schedule/plan.ts': "/** No Date, no setTimeout. */\nimport type { Arrival } from '../model.ts';\n",
  'src/view/x.ts': "const text = 'a // b';\n",
  'src/cli/main.ts': "import {\n  replay,\n} from '../index.ts';\n",
  'parsers/index.ts': "import type { LogFormat } from 'reprise/parser';\nimport { a } from './a.ts';\n",
  'parsers/a.ts': "import { b } from './shared/b.ts';\n",
  'parsers/shared/b.ts': "import type { LogFormat } from 'reprise/parser';\n",
  'practice/target.ts': "import { createServer } from 'node:http';\n",
  'bin/reprise.js': "const source = new URL('../src/cli/main.ts', import.meta.url);\nawait import(source);\n",
};

test('sources that are in order break no rule', () => {
  for (const rule of Object.keys(RULES)) assert.deepEqual(violations(rule, CLEAN), [], rule);
});

const [
  PLACES,
  USE_CASES,
  PACKAGES,
  PARSER_TYPES,
  THREADS,
  NODE_NAMES,
  PURE,
  PATHS,
  THERE,
  NAMED,
  BARREL,
  CIRCLES,
  LENGTH,
] = Object.keys(RULES);

for (const [rule, path, source] of [
  [PLACES, 'src/model.ts', "import { now } from './clock.ts';"],
  [PLACES, 'src/send/sender.ts', "import { a } from '../store/recorder.ts';"],
  [PLACES, 'src/send/sender.ts', "import type { A } from '../store/recorder.ts';"],
  [PLACES, 'src/send/sender.ts', "import {\n  type A,\n  b,\n} from '../store/recorder.ts';"],
  [PLACES, 'src/send/sender.ts', "import '../store/recorder.ts';"],
  [PLACES, 'src/send/sender.ts', "import * as store from '../store/recorder.ts';"],
  [PLACES, 'src/send/sender.ts', "export type { A } from '../store/recorder.ts';"],
  [PLACES, 'src/send/sender.ts', "let a: import('../store/recorder.ts').A;"],
  [PLACES, 'src/send/sender.ts', "const a = await import('../store/recorder.ts');"],
  [PLACES, 'src/send/sender.ts', `const a = new URL(\`../store/x${OWN_EXTENSION}\`, import.meta.url);`],
  [PLACES, 'src/send/sender.ts', "import { replay } from '../replay.ts';"],
  [PLACES, 'src/send/sender.ts', "import { a } from '../../parsers/a.ts';"],
  [PLACES, 'src/replay.ts', "import { formats } from '../parsers/index.ts';"],
  [PLACES, 'src/replay.ts', "import { main } from './cli/main.ts';"],
  [PLACES, 'src/index.ts', "export { main } from './cli/main.ts';"],
  [PLACES, 'src/cli/main.ts', "import { NONE } from '../model.ts';"],
  [PLACES, 'src/new-root.ts', "import { NONE } from './model.ts';"],
  [PLACES, 'parsers/a.ts', "import { c } from './c.ts';"],
  [PLACES, 'parsers/a.ts', "import { isSkipped } from '../src/model.ts';"],
  [PLACES, 'practice/target.ts', "import { now } from '../src/clock.ts';"],
  [PLACES, 'bin/reprise.js', "import('../src/replay.ts');"],
  [USE_CASES, 'src/report.ts', "import { inspect } from './inspect.ts';"],
  [PACKAGES, 'src/store/recorder.ts', "import { Client } from 'undici';"],
  [PACKAGES, 'src/view/x.ts', "import { stringify } from 'csv-parse/sync';"],
  [PACKAGES, 'practice/target.ts', "import type { Client } from 'undici';"],
  [PARSER_TYPES, 'parsers/a.ts', "import { x } from 'reprise/parser';"],
  [THREADS, 'src/send/sender.ts', "import { parentPort } from 'node:worker_threads';"],
  [NODE_NAMES, 'src/view/x.ts', "import { join } from 'path';"],
  [PURE, 'src/schedule/plan.ts', "import { join } from 'node:path';"],
  [PURE, 'src/schedule/plan.ts', "import { now } from '../clock.ts';"],
  [PURE, 'src/schedule/plan.ts', 'const a = performance.now();'],
  [PURE, 'src/schedule/plan.ts', 'const a = new Date();'],
  [PURE, 'src/schedule/plan.ts', 'setTimeout(f, 1);'],
  [PATHS, 'src/view/x.ts', "import { a } from './y';"],
  [PATHS, 'src/view/x.ts', "import { a } from './y.js';"],
  [PATHS, 'src/view/x.ts', "import { a } from 'src/model.ts';"],
  [THERE, 'src/view/x.ts', "import { a } from './y.ts';"],
  [NAMED, 'src/view/x.ts', 'const a = await import(name);'],
  [NAMED, 'src/view/x.ts', "const a = require('undici');"],
  [BARREL, 'src/index.ts', "export * from './model.ts';"],
  [BARREL, 'src/store/recorder.ts', "export { a } from './recorder-thread.ts';"],
  [CIRCLES, 'src/report.ts', "import type { ReplayOptions } from './replay.ts';"],
  [CIRCLES, 'src/store/recorder-thread.ts', "import { Recorder } from './recorder-handle.ts';"],
  [LENGTH, 'src/view/x.ts', '\n'.repeat(261)],
] as const) {
  test(`"${rule}" notices: ${path}: ${source.slice(0, 80).trim() || 'many lines'}`, () => {
    assert.notDeepEqual(violations(rule, { ...CLEAN, [path]: `${source}\n` }), []);
  });
}

/**
 * No pattern may take time beyond proportion to the text that it searches: one crafted line would hold up a replay. Each one is
 * checked by recheck (its JavaScript alone: the same on every machine).
 */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { before, test } from 'node:test';
import type { FormatCompiler, LogFormat } from '../../src/parse/log-format.ts';
import { type Found, load, merge, readSources, watchMade } from './regular-expressions/collect.ts';

process.env.RECHECK_SYNC_BACKEND = 'pure';
const { checkSync } = createRequire(import.meta.url)('recheck') as typeof import('recheck');

/** Patterns that are slow only on long texts of a kind that no log can bring them, by the file that they stand in. */
const SHORT_TEXTS: Readonly<Record<string, string>> = {
  'parsers/shared/apache-pieces.ts': 'takes apart a format of a configuration or the command line',
  'parsers/shared/gunicorn-format.ts': 'takes apart a format of the command line',
  'src/cli/print-error.ts': 'takes apart what is said of the command line',
  'src/cli/parse-instant.ts': 'reads the command line',
  'src/schedule/parse-units.ts': 'reads the command line',
  'src/view/output-error.ts': 'reads messages of the system',
  'src/view/page/format.js': 'reads a number of ours',
  'src/view/html/link-modules.ts': 'reads our own modules',
  'src/notify/spool.ts': 'reads file names, which file systems limit to 255 bytes',
  'src/view/html/report-file.ts': 'reads 60 characters of a name',
  'src/ingest/rotation.ts': 'reads file names, which file systems limit to 255 bytes',
};

/** Patterns with too many states to be decided, by their beginnings: recheck tries to find a slow text, and finds none. */
const UNDECIDED: Readonly<Record<string, string>> = {
  'parsers/squid.ts': '^(\\d{9,11}\\.\\d{3}) +(-?\\d{1,12}) ',
};

/** Steps are limited, and not seconds: a busy machine must not change the verdict. */
const LIMITS = { timeout: null, attackTimeout: null, incubationTimeout: null };

/** Formats whose compiling makes patterns: one for each way to write a stamp in parts. */
const FORMATS = [
  '%h %{%d/%b/%Y:%H:%M:%S}t.%{msec_frac}t "%r" %>s',
  '%{%Y-%m-%dT%T%z}t %{end:%s}t %{begin:%e %B %y %I:%M:%S %p %Z}t "%r"',
  '%{%A, %d %h %Y %R}t %{%D %r}t %{%F %k:%M %j}t "%r"',
  'tomcat: %{yyyy-MM-dd HH:mm:ss.SSSXXX}t "%r" %s',
  'varnish: %{%c}t "%r"',
];

let literals: Found[] = [];
let makers: string[] = [];
let made: Found[] = [];

before(async () => {
  ({ literals, makers } = readSources());
  made = await watchMade(async () => {
    for (const file of makers) await load(file);
    const { formats, compilers } = (await load('parsers/index.ts')) as {
      formats: readonly LogFormat[];
      compilers: readonly FormatCompiler[];
    };
    const { parseAllowedTarget } = (await load('src/send/allowed-target.ts')) as {
      parseAllowedTarget: (text: string) => unknown;
    };
    parseAllowedTarget('*.stage.example:8080');
    for (const { open, samples } of formats) for (const { line } of samples) open()(line);
    for (const text of [...FORMATS, ...compilers.map(({ example }) => example)]) {
      compilers.find(({ claims }) => claims(text))!.compile(text);
    }
  });
});

test('every source that makes patterns of text has made some for the check', () => {
  assert.ok(literals.length > 150, 'the sources are read');
  assert.deepEqual(new Set(made.flatMap(({ files }) => files)), new Set(makers));
});

test('every pattern takes time in proportion to the text, but for those with an excuse', () => {
  const slow: string[] = [];
  const unused = new Set([...Object.keys(SHORT_TEXTS), ...Object.keys(UNDECIDED)]);
  for (const { pattern, flags, files } of merge([...literals, ...made])) {
    const undecided = files.find(
      (file) => UNDECIDED[file] !== undefined && pattern.startsWith(UNDECIDED[file]),
    );
    if (undecided !== undefined) unused.delete(undecided);
    const checker = undecided === undefined ? 'auto' : 'fuzz';
    const diagnostics = checkSync(pattern, flags, { ...LIMITS, checker });
    if (diagnostics.status === 'safe') continue;
    for (const file of files) unused.delete(file);
    if (files.every((file) => SHORT_TEXTS[file] !== undefined)) continue;
    slow.push(
      `${files.join(', ')}: /${pattern}/${flags} ${diagnostics.status === 'unknown' ? diagnostics.error.kind : diagnostics.complexity.summary}`,
    );
  }
  assert.deepEqual(slow, []);
  assert.deepEqual([...unused], [], 'nothing is excused that needs no excuse');
});

import { posix } from 'node:path';

/** Source texts by their paths from the root of the project. */
export type Sources = Readonly<Record<string, string>>;

interface Import {
  readonly from: string;
  /** What stands in the quotes. */
  readonly specifier: string;
  /** The path of a file of ours; undefined for packages and Node's modules. */
  readonly file?: string;
  readonly typeOnly: boolean;
}

/** Says what breaks a rule, one sentence each. */
type Rule = (imports: readonly Import[], sources: Sources) => string[];

const LEAVES = [
  'model',
  'errors',
  'clock',
  'decode-bytes',
  'near-miss',
  'seeded-uniform',
  'give-way',
  'make-folders',
].map((name) => `src/${name}.ts`);
/** The stages of the pipeline, and beside them what tells receivers of a run: each imports itself and leaves alone. */
const STAGES = ['ingest', 'parse', 'request', 'schedule', 'send', 'store', 'summarize', 'view', 'notify'];
const USE_CASES = ['replay', 'report', 'compare', 'html-report', 'inspect', 'dry-run', 'export-table'];
const ROOTS = [
  ...USE_CASES,
  'open-log',
  'follow-log',
  'request-source',
  'plan-replay',
  'read-load',
  'watch-run',
  'read-clocks',
  'learn-endpoints',
  'noise-floor',
  'prune',
  'find-baseline',
  'judge-run',
  'judged-of',
  'replay-and-judge',
  'guard-disk',
  'keep-house',
  'reports-folder',
  'make-folder',
  'read-blocks',
  'compare-stored',
  'run-checks',
  'run-results',
  'replay-options',
  'describe-run',
  'rewriting-of',
  'stored-answers',
  'socket-need',
  'login',
  'unless-aborted',
  'describe-end',
  'redact-speech',
  'guard-run',
  'dated-logs',
  'wait-for-target',
  'ready-target',
  'check-replay',
  'read-secret-file',
  'asked-rate',
  'versions',
  'clients-of',
  'pool-options-of',
  'message-of-run',
  'announce',
  'ship-failures',
].map((name) => `src/${name}.ts`);

/**
 * The folder that alone may use a package; several where all need one algorithm. A package that is nowhere here has no
 * business in the project.
 */
export const HOMES: Readonly<Record<string, string | readonly string[]>> = {
  undici: 'src/send/',
  // A limit on how many at a time: of connections that are opened, and of batches that are sent to a receiver.
  'p-queue': ['src/send/', 'src/notify/'],
  'better-sqlite3': 'src/store/',
  'hdr-histogram-js': 'src/summarize/',
  jstat: 'src/summarize/',
  commander: 'src/cli/',
  'csv-stringify': 'src/view/',
  'hyparquet-writer': 'src/view/',
  leven: 'src/near-miss.ts',
  yaml: 'src/cli/config/parse-yaml.ts',
  zod: 'src/cli/config/config-schema.ts',
  'cli-progress': 'src/view/',
  xmlbuilder2: 'src/view/',
  // Not imported: its built files are read into the page.
  uplot: 'src/view/',
  split2: 'src/ingest/',
  'unbzip2-stream': 'src/ingest/',
  'node-liblzma': 'src/ingest/',
  re2js: 'src/request/',
  'json-p3': 'src/send/',
  'tough-cookie': 'src/send/',
  // A heap: it merges logs by time, puts requests into the order in which they began, and knows which user is next.
  tinyqueue: ['src/ingest/', 'src/schedule/', 'src/send/'],
  'reprise/parser': 'parsers/',
};

const THREAD_OWNERS = [
  ...['src/send/sender-thread.ts', 'src/send/sender-handle.ts'],
  ...['src/send/look-thread.ts', 'src/send/look-at-clients.ts'],
  ...['src/send/alarm.ts', 'src/send/alarm-thread.ts'],
  ...['src/store/recorder-thread.ts', 'src/store/recorder-handle.ts'],
];

/** Where a module is named only when the program runs: a user's parser, client or load, and the door that finds its own house. */
const LOADERS = ['src/parse/load-format.ts', 'src/send/load-client.ts', 'src/read-load.ts', 'bin/reprise.js'];

/** What runs in a browser. */
const PAGE = 'src/view/page/';

const MAX_LINES = 260;
/** All nouns stand in one place on purpose. */
const MAY_BE_LONGER = ['src/model.ts'];

const STATEMENT = /^(?:import|export)\s+(type\s+)?(?:[\w$*{},\s]+?\s*\bfrom\s*)?(['"])([^'"\n]+)\2/gm;
const DYNAMIC = /\bimport\(\s*(['"`])([^'"`]+)\1/g;
const ENTRY = /\bnew URL\(\s*(['"`])([^'"`]+)\1\s*,\s*import\.meta\.url/g;

/** Every import of a source: static, of types, dynamic, and the entry files of threads and programs. */
function importsOf(from: string, source: string): Import[] {
  const code = withoutComments(source);
  const found = (specifier: string, typeOnly = false): Import => {
    const path = specifier.replace(/\$\{extname\(import\.meta\.url\)\}$/, posix.extname(from));
    const file = path.startsWith('.') ? posix.join(posix.dirname(from), path) : undefined;
    return { from, specifier: path, file, typeOnly };
  };
  return [
    ...Array.from(code.matchAll(STATEMENT), ([, type, , specifier]) => found(specifier, type !== undefined)),
    ...Array.from(code.matchAll(DYNAMIC), ([, , specifier]) => found(specifier)),
    ...Array.from(code.matchAll(ENTRY), ([, , specifier]) => found(specifier)).filter(({ specifier }) =>
      /\.[jt]s$/.test(specifier),
    ),
  ];
}

/** Only comments that begin a line or follow a statement: two slashes in a string are none. */
function withoutComments(source: string): string {
  return source.replace(/^\s*\/\*[\s\S]*?\*\//gm, '').replace(/(^|[;{}),]\s+)\/\/.*$/gm, '$1');
}

/** What a file may import of our own files. */
function mayImport(from: string, to: string): boolean {
  const leafOr = (...allowed: string[]) =>
    LEAVES.includes(to) || allowed.some((start) => to.startsWith(start));
  if (from.startsWith(PAGE)) return to.startsWith(PAGE);
  const stages = STAGES.map((stage) => `src/${stage}/`);
  const stage = stages.find((folder) => from.startsWith(folder));
  if (stage !== undefined) return leafOr(stage);
  if (LEAVES.includes(from)) return false;
  if (ROOTS.includes(from)) {
    return leafOr(...stages, ...ROOTS) || (from === 'src/open-log.ts' && to === 'parsers/index.ts');
  }
  if (from === 'src/index.ts') return leafOr(...stages, ...ROOTS, 'practice/');
  if (from.startsWith('src/cli/')) return to === 'src/index.ts' || to.startsWith('src/cli/');
  if (from === 'parsers/index.ts') return to.startsWith('parsers/');
  if (from.startsWith('parsers/')) return to.startsWith('parsers/shared/');
  if (from === 'practice/demo.ts') return to.startsWith('practice/') || to === 'bin/reprise.js';
  if (from.startsWith('practice/')) return to.startsWith('practice/');
  if (from.startsWith('bin/')) return to === 'src/cli/main.ts' || to === 'dist/js/main.js';
  return false;
}

function homesOf(name: string): readonly string[] {
  const homes = HOMES[name] ?? [];
  return typeof homes === 'string' ? [homes] : homes;
}

function packageOf(specifier: string): string {
  if (specifier in HOMES) return specifier;
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

const isPackage = ({ file, specifier }: Import) => file === undefined && !specifier.startsWith('node:');
const sentence = ({ from, specifier }: Import) => `${from} imports ${specifier}`;

/** The rules of the architecture, each by what it says. */
export const RULES: Readonly<Record<string, Rule>> = {
  'every file imports only what its place allows': (imports) =>
    imports.filter(({ from, file }) => file !== undefined && !mayImport(from, file)).map(sentence),

  'a use case is called from the library’s index alone, but that a replay ends with a report, and is judged':
    (imports) =>
      imports
        .filter(({ file, typeOnly }) => !typeOnly && USE_CASES.some((name) => file === `src/${name}.ts`))
        .filter(
          ({ from, file }) =>
            from !== 'src/index.ts' &&
            !(from === 'src/replay.ts' && file === 'src/report.ts') &&
            !(from === 'src/replay-and-judge.ts' && file === 'src/replay.ts') &&
            from !== 'src/reports-folder.ts',
        )
        .map(sentence),

  'every package is imported in one folder alone': (imports) =>
    imports
      .filter(isPackage)
      .filter(({ from, specifier }) => !homesOf(packageOf(specifier)).some((home) => from.startsWith(home)))
      .map(sentence),

  'parsers know of reprise nothing but types': (imports) =>
    imports.filter(({ specifier, typeOnly }) => specifier === 'reprise/parser' && !typeOnly).map(sentence),

  'only the files that own a thread know of threads': (imports) =>
    imports
      .filter(
        ({ from, specifier }) => /^(node:)?worker_threads$/.test(specifier) && !THREAD_OWNERS.includes(from),
      )
      .map(sentence),

  'Node’s modules are named as such': (imports) =>
    imports
      .filter((it) => isPackage(it) && process.getBuiltinModule(it.specifier) !== undefined)
      .map(sentence),

  'the schedule is pure: no module of Node’s, no clock, no timer': (imports, sources) => [
    ...imports
      .filter(
        ({ from, specifier }) => from.startsWith('src/schedule/') && /^node:|^\.\.\/clock/.test(specifier),
      )
      .map(sentence),
    ...Object.entries(sources)
      .filter(([path]) => path.startsWith('src/schedule/'))
      .filter(([, source]) =>
        /\b(?:Date|performance|process|setTimeout|setInterval|setImmediate|queueMicrotask)\b|Math\.random/.test(
          withoutComments(source),
        ),
      )
      .map(([path]) => `${path} knows of time or chance`),
  ],

  'every import of ours is a relative path with its extension': (imports) =>
    imports
      .filter(({ specifier }) => /^[./#~]|^file:|^(?:src|parsers|practice)\//.test(specifier))
      .filter(({ from, specifier }) => {
        if (from.startsWith(PAGE)) return !/^\.\/.+\.js$/.test(specifier);
        return !/^\.\.?\/.+\.ts$/.test(specifier) && !/^(?:bin|practice\/demo)/.test(from);
      })
      .map(sentence),

  'every file that is imported is there': (imports, sources) =>
    imports
      .filter(({ file }) => file !== undefined && !(file in sources) && !file.startsWith('dist/'))
      .map(sentence),

  'modules are named in the source, where a checker can see them': (_imports, sources) =>
    Object.entries(sources)
      .filter(([path]) => !LOADERS.includes(path))
      .filter(([, source]) =>
        /\bimport\((?!\s*['"`])|\brequire\(|createRequire/.test(withoutComments(source)),
      )
      .map(([path]) => `${path} loads what its source does not name`),

  'there is one barrel, and it names what it hands on': (_imports, sources) =>
    Object.entries(sources)
      .filter(([path, source]) => {
        const code = withoutComments(source);
        const values = /^export\s+(?!type\b)\{[^}]*\}\s*from/m.test(code);
        return /^export\s*\*/m.test(code) || (values && path.startsWith('src/') && path !== 'src/index.ts');
      })
      .map(([path]) => `${path} hands on what is not its own`),

  'no imports go in a circle': (imports) => circles(imports),

  'no file is long': (_imports, sources) =>
    Object.entries(sources)
      .map(([path, source]) => [path, source.split('\n').length - 1] as const)
      .filter(([path, lines]) => lines > MAX_LINES && !MAY_BE_LONGER.includes(path))
      .map(([path, lines]) => `${path} has ${lines} lines`),
};

/** Each circle once, as the path that leads back to its beginning. */
function circles(imports: readonly Import[]): string[] {
  const next = new Map<string, string[]>();
  for (const { from, file } of imports) {
    if (file === undefined) continue;
    next.set(from, [...(next.get(from) ?? []), file]);
  }
  const found: string[] = [];
  const done = new Set<string>();
  function visit(file: string, trail: readonly string[]): void {
    const at = trail.indexOf(file);
    if (at !== -1) found.push([...trail.slice(at), file].join(' → '));
    if (at !== -1 || done.has(file)) return;
    for (const imported of next.get(file) ?? []) visit(imported, [...trail, file]);
    done.add(file);
  }
  for (const file of next.keys()) visit(file, []);
  return found;
}

/** What in these sources breaks a rule. */
export function violations(rule: string, sources: Sources): string[] {
  return RULES[rule](
    Object.entries(sources).flatMap(([path, source]) => importsOf(path, source)),
    sources,
  );
}

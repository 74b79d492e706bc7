import { globSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type AnyNode, parse } from 'acorn';
import { full } from 'acorn-walk';

/** A regular expression, and the files that it stands in or is made in. */
export interface Found {
  readonly pattern: string;
  readonly flags: string;
  readonly files: readonly string[];
}

const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));

/** The files that are published. */
const SOURCES = globSync('{src,parsers,practice,bin}/**/*.{ts,js}', { cwd: REPOSITORY }).filter(
  (file) => !file.endsWith('.d.ts'),
);

/** Every literal in the sources, and the files in which patterns are made of text. */
export function readSources(): { literals: Found[]; makers: string[] } {
  const literals: Found[] = [];
  const makers = new Set<string>();
  for (const file of SOURCES) {
    const code = stripTypeScriptTypes(readFileSync(`${REPOSITORY}/${file}`, 'utf8'));
    full(
      parse(code, { ecmaVersion: 'latest', sourceType: 'module', allowHashBang: true }),
      (node: AnyNode) => {
        if (node.type === 'Literal' && node.regex) literals.push({ ...node.regex, files: [file] });
        const makes = node.type === 'NewExpression' || node.type === 'CallExpression';
        if (makes && node.callee.type === 'Identifier' && node.callee.name === 'RegExp') makers.add(file);
      },
    );
  }
  return { literals, makers: [...makers] };
}

/** Every pattern that the sources make of text while `work` runs. Only modules that are loaded by then are heard. */
export async function watchMade(work: () => Promise<void>): Promise<Found[]> {
  const made: Found[] = [];
  const real = globalThis.RegExp;
  const note = (regExp: RegExp) => {
    const file = makerIn(new Error().stack ?? '');
    if (file !== undefined) made.push({ pattern: regExp.source, flags: regExp.flags, files: [file] });
    return regExp;
  };
  globalThis.RegExp = new Proxy(real, {
    construct: (target, args, as) => note(Reflect.construct(target, args, as)),
    apply: (target, self, args) => note(Reflect.apply(target, self, args)),
  });
  try {
    await work();
  } finally {
    globalThis.RegExp = real;
  }
  return made;
}

/** The first of our sources in a stack. */
function makerIn(stack: string): string | undefined {
  const urls = stack.matchAll(/file:\/\/[^\s)]+?(?=:\d+:\d+)/g);
  const files = Array.from(urls, ([url]) => relative(REPOSITORY, fileURLToPath(url)));
  return files.find((file) => SOURCES.includes(file));
}

/** Loads a source when it is time. */
export function load(file: string): Promise<Record<string, unknown>> {
  return import(pathToFileURL(`${REPOSITORY}/${file}`).href);
}

/** Each pattern once. */
export function merge(found: readonly Found[]): Found[] {
  const groups = Object.values(Object.groupBy(found, ({ pattern, flags }) => `/${pattern}/${flags}`));
  return groups.map((same = []) => ({
    ...same[0]!,
    files: [...new Set(same.flatMap(({ files }) => files))],
  }));
}

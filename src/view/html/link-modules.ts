import { posix } from 'node:path';

/** A module of the page: its name in the folder, and its text. */
export type Modules = Readonly<Record<string, string>>;

/**
 * Makes one script of the modules that `entry` imports, for a page that loads nothing. It reads no more of JavaScript than the
 * house uses in these files: imports by name from `./`, at the top of a line, and `export` before a declaration. Names at the top of
 * modules share one scope and have to differ.
 */
export function linkModules(modules: Modules, entry: string): string {
  const linked: string[] = [];
  const begun = new Set<string>();
  function link(name: string): void {
    if (begun.has(name)) return;
    begun.add(name);
    const text = modules[name];
    if (text === undefined) throw new TypeError(`the page imports ${name}, which is not there`);
    for (const [, specifier] of text.matchAll(IMPORT)) link(posix.normalize(specifier!));
    linked.push(`// ${name}\n${text.replace(IMPORT, '').replace(EXPORT, '').trim()}\n`);
  }
  link(entry);
  return `(() => {\n'use strict';\n${linked.join('\n')}})();\n`;
}

const IMPORT = /^import \{[^}]*\} from '(\.\/[\w.-]+)';\n/gm;
const EXPORT = /^export (?=(?:async )?(?:function|const|let|class)\b)/gm;

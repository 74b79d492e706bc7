import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Script } from 'node:vm';
import { parse } from 'acorn';
import { linkModules } from '../../../src/view/html/link-modules.ts';
import { pageAssets } from '../../../src/view/html/page-assets.ts';

const PAGE = new URL('../../../src/view/page/', import.meta.url);
const MODULES = readdirSync(PAGE).filter((name) => name.endsWith('.js'));

test('modules become one script, each once and after those that it imports', () => {
  const script = linkModules(
    {
      'main.js': "import { a } from './a.js';\nimport {\n  b,\n} from './b.js';\n\nanswer = a + b;\n",
      'a.js': "import { b } from './b.js';\n\nexport const a = b * 10;\n",
      'b.js': 'export const b = two();\n\nexport function two() {\n  return 2;\n}\n',
      'unused.js': 'export const unused = nothing;\n',
    },
    'main.js',
  );
  const context = { answer: 0 };
  new Script(`(() => { ${script} })()`);
  const result = new Function('scope', `with (scope) { ${script.replace("'use strict';", '')} }`);
  result(context);
  assert.equal(context.answer, 22);
  assert.doesNotMatch(script, /unused/);
});

test('a module that is not there is named', () => {
  assert.throws(
    () => linkModules({ 'main.js': "import { a } from './a.js';\n" }, 'main.js'),
    /imports a\.js/,
  );
});

test('every module of the page is in its script, which is one that can be read', () => {
  const { pageScript } = pageAssets();
  assert.doesNotThrow(() => new Script(pageScript));
  assert.doesNotMatch(pageScript, /^(?:import|export)\b/m);
  assert.deepEqual(
    Array.from(pageScript.matchAll(/^\/\/ ([\w-]+\.js)$/gm), ([, name]) => name).sort(),
    MODULES.toSorted(),
  );
});

test('no two modules of the page have a name at their top in common, since they share a scope', () => {
  const seen = new Map<string, string>();
  for (const file of MODULES) {
    const { body } = parse(readFileSync(new URL(file, PAGE), 'utf8'), {
      ecmaVersion: 'latest',
      sourceType: 'module',
    });
    for (const statement of body) {
      const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
      for (const name of namesOf(declared as never)) {
        assert.equal(seen.get(name), undefined, `${name} is in ${seen.get(name)} and in ${file}`);
        seen.set(name, file);
      }
    }
  }
  assert.ok(seen.size > 50);
});

interface Declaration {
  readonly type: string;
  readonly id?: { readonly name: string };
  readonly declarations?: readonly { readonly id: { readonly name: string } }[];
}

function namesOf(declared: Declaration | null): string[] {
  if (declared?.type === 'VariableDeclaration') return declared.declarations!.map(({ id }) => id.name);
  return declared?.type === 'FunctionDeclaration' ? [declared.id!.name] : [];
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';

/** Writes a client whose default export has these members; gives its path. */
export function writeClient(members: string, before = '', name = 'client.ts'): string {
  const path = join(temporaryDirectory('client'), name);
  writeFileSync(
    path,
    `import type { Client } from 'reprise/client';\n${before}\nconst client: Client<any> = {\n${members}\n};\nexport default client;\n`,
  );
  return path;
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { writeClient } from './write-client.ts';

/** A client that notes what is called. */
export function notingClient(members = '') {
  const notes = join(temporaryDirectory('notes'), 'notes');
  const client = writeClient(
    `start: ({ worker }) => { note('start ' + worker); return { worker }; },
    stop: async ({ state }) => { await null; note('stop ' + state.worker); },
    ${members}`,
    `import { appendFileSync } from 'node:fs';\nconst note = (text: string) => appendFileSync(${JSON.stringify(notes)}, text + '\\n');`,
  );
  return { client, notes: () => readFileSync(notes, 'utf8').trimEnd().split('\n').sort() };
}

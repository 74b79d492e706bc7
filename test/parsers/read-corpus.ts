import { existsSync, readFileSync } from 'node:fs';
import type { CorpusRecord } from './corpus-record.ts';

const FOLDER = new URL('../../../shared/corpus/', import.meta.url);

/** Where the corpus is; it is not part of the repository. */
export const CORPUS: URL | undefined = existsSync(FOLDER) ? FOLDER : undefined;

/** The records of one file, with their lines one character per byte. */
export function readCorpus(file: string): CorpusRecord[] {
  const lines = readFileSync(new URL(file, FOLDER), 'utf8').trimEnd().split('\n');
  return lines.map((line) => {
    const record = JSON.parse(line);
    const raw =
      record.raw === undefined ? record.raw_latin1 : Buffer.from(record.raw, 'utf8').toString('latin1');
    return raw === undefined ? record : { ...record, raw };
  });
}

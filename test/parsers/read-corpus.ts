import { existsSync, readFileSync } from 'node:fs';
import type { CorpusRecord } from './corpus-record.ts';

const FOLDER = new URL('../../../shared/corpus/', import.meta.url);

/** Where the corpus is; it is not part of the repository. */
export const CORPUS: URL | undefined = existsSync(FOLDER) ? FOLDER : undefined;

/** The one reason for which a test may be skipped in CI, too: the corpus is others' data, and stays where it is. */
export const NO_CORPUS = 'the corpus is not part of the repository';

/** What a test that needs the corpus is declared with. */
export const skip = CORPUS === undefined ? NO_CORPUS : false;

/** The records of one file, with their lines one character per byte. */
export function readCorpus<Entry = CorpusRecord>(file: string): Entry[] {
  const lines = readFileSync(new URL(file, FOLDER), 'utf8').trimEnd().split('\n');
  return lines.map((line) => {
    const record = JSON.parse(line);
    const raw =
      record.raw === undefined ? record.raw_latin1 : Buffer.from(record.raw, 'utf8').toString('latin1');
    return raw === undefined ? record : { ...record, raw };
  });
}

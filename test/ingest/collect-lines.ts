import { readLines } from '../../src/ingest/read-lines.ts';

/** What a reader of a log gets: its lines, which of them (from 0) were too long, and what it is warned of. */
export interface Collected {
  readonly lines: readonly string[];
  readonly tooLong: readonly number[];
  readonly warnings: readonly string[];
}

/** Reads a whole file, and checks that its lines are numbered one after the other. */
export async function collectLines(path: string): Promise<Collected> {
  const lines: string[] = [];
  const warnings: string[] = [];
  const tooLong: number[] = [];
  for await (const page of readLines(path, (text) => warnings.push(text))) {
    if (page.firstNumber !== lines.length + 1) throw new Error(`page begins with line ${page.firstNumber}`);
    for (const place of page.tooLong) tooLong.push(lines.length + place);
    for (const text of page.texts) lines.push(text);
  }
  return { lines, tooLong, warnings };
}

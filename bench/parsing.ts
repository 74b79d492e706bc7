/** How many lines a second nginx's combined is read at, from the file to the record, beside a bare regular expression. */
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import split2 from 'split2';
import { formats } from '../parsers/index.ts';
import { nginxFormat } from '../parsers/shared/nginx-format.ts';
import { readLines } from '../src/ingest/read-lines.ts';
import type { LogFormat } from '../src/parse/log-format.ts';
import { linesOf, repeat } from './lines-of.ts';
import { median, table } from './table.ts';

const FILE_LINES = 500_000;
const ROUNDS = 3;

const COMBINED =
  '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"';

/** The file read, cut into lines and parsed, in turn with what the pattern makes of it. */
export async function parsing(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'reprise-bench-'));
  try {
    const file = join(folder, 'access.log');
    const day = linesOf('nginx', 'access.log');
    writeFileSync(file, `${repeat(day, FILE_LINES).join('\n')}\n`, 'latin1');
    const ours = formats.find(({ name }) => name === 'nginx')!;
    const ways: Readonly<Record<string, () => Promise<number>>> = {
      'a regular expression over split2': () => bare(file),
      'nginx, the preset': () => whole(file, ours),
      'nginx, a log_format compiled': () => whole(file, nginxFormat(COMBINED)),
    };
    const rates = Object.keys(ways).map((): number[] => []);
    for (let round = 0; round <= ROUNDS; round++) {
      for (const [i, way] of Object.values(ways).entries()) {
        const begin = performance.now();
        const lines = await way();
        // The first round is for the compiler.
        if (round > 0) rates[i]!.push(lines / (performance.now() - begin));
      }
    }
    const [reference = 1] = rates.map(median);
    return table(
      [`a file of ${FILE_LINES.toLocaleString('en')} combined lines into records`, 'M lines/s', 'ratio'],
      Object.keys(ways).map((name, i) => {
        const rate = median(rates[i]!);
        return [name, (rate / 1000).toFixed(2), (rate / reference).toFixed(2)];
      }),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const PATTERN = /^(\S+) \S+ (.+?) \[([^\]]+)\] "(\S+) (\S+) [^"]*" (\d{3}) (\d+|-) "([^"]*)" "([^"]*)"/;

async function bare(file: string): Promise<number> {
  let lines = 0;
  let matched = 0;
  for await (const line of createReadStream(file, 'latin1').pipe(split2())) {
    lines++;
    if (PATTERN.exec(line) !== null) matched++;
  }
  if (matched * 2 < lines) throw new Error('the pattern does not match');
  return lines;
}

async function whole(file: string, format: LogFormat): Promise<number> {
  const parse = format.open();
  let lines = 0;
  for await (const { texts } of readLines(file)) {
    for (const text of texts) parse(text);
    lines += texts.length;
  }
  return lines;
}

/** How many lines a second each format reads, in this thread; nginx's combined also beside a bare regular expression. */
import { createReadStream, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import split2 from 'split2';
import { formats } from '../parsers/index.ts';
import { nginxFormat } from '../parsers/shared/nginx-format.ts';
import { readLines } from '../src/ingest/read-lines.ts';
import type { LogFormat } from '../src/parse/log-format.ts';
import { median, table } from './table.ts';

const FIXTURES = new URL('../fixtures/', import.meta.url);
const FILE_LINES = 500_000;
const ROUNDS = 3;

export async function parsing(): Promise<string> {
  return `${await besideRegularExpression()}\n\n${everyFormat()}`;
}

const COMBINED =
  '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"';

/** The file read, cut into lines and parsed, in turn with what the pattern makes of it. */
async function besideRegularExpression(): Promise<string> {
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

/** Lines in memory, of each format those that its server wrote, or its samples. */
function everyFormat(): string {
  const rows = formats.map((format) => {
    const lines = repeat(linesOf(format.name), 2000);
    const bytes = lines.reduce((sum, line) => sum + line.length, 0) / lines.length;
    const rates = Array.from({ length: ROUNDS + 1 }, () => rateOf(format, lines)).slice(1);
    return [format.name, (median(rates) / 1000).toFixed(2), bytes.toFixed(0)];
  });
  return table(['lines in memory', 'M lines/s', 'bytes a line'], rows);
}

function rateOf(format: LogFormat, lines: readonly string[]): number {
  const parse = format.open();
  const begin = performance.now();
  let count = 0;
  while (performance.now() - begin < 150) {
    for (const line of lines) parse(line);
    count += lines.length;
  }
  return count / (performance.now() - begin);
}

function linesOf(name: string, wanted?: string): string[] {
  const format = formats.find((one) => one.name === name)!;
  const folder = new URL(`${name}/`, FIXTURES);
  const file = wanted ?? logIn(folder);
  if (file === undefined) return format.samples.map(({ line }) => line);
  return readFileSync(new URL(file, folder), 'latin1').trimEnd().split('\n');
}

function logIn(folder: URL): string | undefined {
  try {
    const logs = readdirSync(folder).filter((file) => file.endsWith('.log'));
    return logs.includes('access.log') ? 'access.log' : logs[0];
  } catch {
    return undefined;
  }
}

function repeat(lines: readonly string[], count: number): string[] {
  return Array.from({ length: count }, (_, i) => lines[i % lines.length]!);
}

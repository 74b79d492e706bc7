/**
 * Every parser against 1,000,000 damaged lines: it throws at none, takes less than 10 ms for each, answers each as the contract
 * has it, keeps nothing of a line for the next, and does not grow. The same lines every time.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { compilers, formats } from '../../parsers/index.ts';
import { damage, randomOf } from '../../src/parse/damage-line.ts';
import type { LogFormat } from '../../src/parse/log-format.ts';
import { shapeProblem } from '../../src/parse/shape-problem.ts';
import { CORPUS, readCorpus } from '../parsers/read-corpus.ts';

const LINES = 1_000_000;
const SLOW_MS = 10;
/** What a parser may keep: caches of a fixed size, and what the collector leaves lying about. */
const GROWTH_BYTES = 16 * 2 ** 20;
const WARM_LINES = 100_000;

/** A `#Fields` line decides how the lines after it are read. */
const REMEMBERS: readonly string[] = ['w3c'];

const COMPILED = [
  '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"',
  'log_format j escape=json \'{"t":"$msec","m":"$request_method","u":"$request_uri","s":$status,"b":"$request_body"}\';',
  'log_format n escape=none "$http_x_forwarded_for [$time_iso8601] $request $status $upstream_response_time $http_cookie";',
  '%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i"',
  '%{%d/%b/%Y %T}t.%{msec_frac}t %D %{Host}i "%m %U%q %H" %s',
  'tomcat: %h %t "%r" %s %D',
  'varnish: %h %t "%r" %s %{Referer}i',
];

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const own = new Map(formats.map((format) => [format.name, linesOf(format)]));
const everybodys = [...own.values()].flat();
const corpus = CORPUS === undefined ? [] : corpusLines();

const compiledFormats = [...COMPILED, ...compilers.map(({ example }) => example)].map((text, i) => ({
  ...compilers.find(({ claims }) => claims(text))!.compile(text),
  name: `${compilers.find(({ claims }) => claims(text))!.name} ${i + 1}`,
}));

for (const format of [...formats, ...compiledFormats]) {
  test(`${format.name} survives ${LINES.toLocaleString('en')} damaged lines`, () => fuzz(format));
}

function fuzz(format: LogFormat): void {
  const random = randomOf(format.name.length * 1009 + format.title.length);
  const mine = own.get(format.name) ?? own.get(format.name.replace(/ \d+$/, '')) ?? everybodys;
  const remembers = REMEMBERS.includes(format.name);
  const parse = format.open();
  let heapBytes = 0;
  for (let i = 0; i < LINES; i++) {
    if (i === WARM_LINES) heapBytes = heapUsed();
    const line = drawLine(random, mine);
    const begin = performance.now();
    const answer = parse(line);
    if (performance.now() - begin > SLOW_MS) assertFast(format, line);
    const problem = shapeProblem(answer);
    if (problem !== undefined) assert.fail(`${problem}: ${JSON.stringify(line)}`);
    if (i % 100 === 0 && !remembers) assert.deepEqual(answer, format.open()(line), JSON.stringify(line));
  }
  const grownBytes = heapUsed() - heapBytes;
  assert.ok(grownBytes < GROWTH_BYTES, `it keeps ${grownBytes} bytes`);
}

/** Mostly a line of the format's own; the damage mixes two of them now and then. One in a few thousand is long. */
function drawLine(random: () => number, mine: readonly string[]): string {
  const kind = random();
  const line = damage(kind < 0.7 ? mine : kind < 0.85 || corpus.length === 0 ? everybodys : corpus, random);
  if (kind % 0.001 > 3e-7) return line;
  const at = Math.floor(random() * line.length);
  return line.slice(0, at) + line.slice(at, at + 1 + Math.floor(random() * 4)).repeat(5000) + line.slice(at);
}

/** The machine has pauses that are not the parser's: only a line that is slow every time is slow. */
function assertFast(format: LogFormat, line: string): void {
  let fastestMs = Number.POSITIVE_INFINITY;
  for (let times = 0; times < 10 && fastestMs > SLOW_MS; times++) {
    const parse = format.open();
    const begin = performance.now();
    parse(line);
    fastestMs = Math.min(fastestMs, performance.now() - begin);
  }
  assert.ok(fastestMs <= SLOW_MS, `${fastestMs} ms: ${JSON.stringify(line)}`);
}

function heapUsed(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** The samples of a format, and what its server wrote. */
function linesOf({ name, samples }: LogFormat): string[] {
  const fixtures = new URL('../../fixtures/', import.meta.url);
  const lines = samples.map(({ line }) => line);
  if (!readdirSync(fixtures).includes(name)) return lines;
  const folder = new URL(`${name}/`, fixtures);
  for (const file of readdirSync(folder).filter((file) => file.endsWith('.log'))) {
    lines.push(...readFileSync(new URL(file, folder), 'latin1').trimEnd().split('\n'));
  }
  return lines;
}

function corpusLines(): string[] {
  const files = readdirSync(CORPUS!).filter((file) => file.endsWith('.jsonl'));
  return files.flatMap((file) => readCorpus(file).flatMap(({ raw }) => (raw === undefined ? [] : [raw])));
}

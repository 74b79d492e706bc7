import { isDeepStrictEqual } from 'node:util';
import { isSkipped, type LogRecord, type Skipped } from '../model.ts';
import { damage, randomOf } from './damage-line.ts';
import type { LogFormat, ParseLine } from './log-format.ts';
import type { Problem } from './problem.ts';
import { shapeProblem } from './shape-problem.ts';
import { slowLines } from './slow-lines.ts';

export interface CheckOptions {
  /** How many damaged lines are tried. */
  readonly mutations?: number;
  /** In how many places a sample is cut in two, at least 2, to put something long between. */
  readonly cuts?: number;
  /** Begins the damage; the same seed damages in the same way. */
  readonly seed?: number;
  /** Milliseconds that were worked; absent, those of this process's CPU time, which a busy machine does not lengthen. */
  readonly now?: () => number;
}

/**
 * Checks what every format owes, built in or a plugin: that it has a name and samples, reads each of them as it says, answers
 * whatever line with a well-formed record or a reason, and takes time in proportion to a line's length. Empty when all is well.
 */
export function checkFormat(format: LogFormat, options: CheckOptions = {}): Problem[] {
  const { mutations = 5000, cuts = 12, seed = 1, now = cpuMs } = options;
  const problems = [...describedProblems(format), ...sampleProblems(format)];
  const lines = format.samples.map(({ line }) => line);
  problems.push(...oddLineProblems(format, lines), ...damageProblems(format, lines, mutations, seed));
  // A parser that throws has no time to be measured.
  return eachKindOnce(problems.length > 0 ? problems : slowLines(format, lines, { now, cuts })).slice(
    0,
    MOST,
  );
}

/** What is wrong in the same way with many lines is said with the first of them. */
function eachKindOnce(problems: readonly Problem[]): Problem[] {
  const kinds = new Map<string, Problem>();
  for (const problem of problems) {
    const kind = problem.what.startsWith('a sample') ? problem.what + problem.line : kindOf(problem.what);
    if (!kinds.has(kind)) kinds.set(kind, problem);
  }
  return [...kinds.values()];
}

/** Without the values that differ from line to line. */
function kindOf(what: string): string {
  return what.replace(/(?<=no token: | cannot be |faster than the line: ).*|'[^']*'|"[^"]*"|\d+/gs, '');
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** More of the same would help nobody. */
const MOST = 20;
/** Of these, some may be of a kind. */
const MANY = 500;

function describedProblems({ name, title, samples }: LogFormat): Problem[] {
  const problems: Problem[] = [];
  if (!/^[a-z][a-z0-9-]*$/.test(name))
    problems.push({ what: `the name "${name}" is not lower case, digits, dashes` });
  if (typeof title !== 'string' || title.trim() === '' || title.includes('\n')) {
    problems.push({ what: 'the title is not one line of text' });
  }
  if (!Array.isArray(samples) || samples.length === 0) problems.push({ what: 'there are no samples' });
  return problems;
}

function sampleProblems(format: LogFormat): Problem[] {
  const problems: Problem[] = [];
  const asOneLog = format.open();
  for (const { line, expect } of format.samples) {
    const alone = answer(format.open(), line);
    if (!isDeepStrictEqual(alone, expect)) {
      problems.push({ what: `a sample says ${shown(expect)}, but is read as ${shown(alone)}`, line });
    } else if (!isDeepStrictEqual(answer(asOneLog, line), expect)) {
      problems.push({ what: 'a sample is read in another way after the samples before it', line });
    }
    const wrong = shapeProblem(expect);
    if (wrong !== undefined)
      problems.push({ what: `a sample expects a record that is not well formed: ${wrong}`, line });
  }
  return problems;
}

const ODD = ['', ' ', '-', '"', '\\', '[', '{', '{}', '[]', 'null', '"x"', '\0', '\xff\xfe', '\t'.repeat(9)];

/** Lines that are of no format, and samples that were cut off at either end. */
function oddLineProblems(format: LogFormat, lines: readonly string[]): Problem[] {
  const cut = lines.flatMap((line) =>
    Array.from(line, (_, at) => [line.slice(0, at), line.slice(at)]).flat(),
  );
  return problemsOf(format.open(), [...ODD, ...cut]);
}

function damageProblems(format: LogFormat, lines: readonly string[], count: number, seed: number): Problem[] {
  if (lines.length === 0) return [];
  const random = randomOf(seed);
  return problemsOf(
    format.open(),
    Array.from({ length: count }, () => damage(lines, random)),
  );
}

function problemsOf(parse: ParseLine, lines: readonly string[]): Problem[] {
  const problems: Problem[] = [];
  for (const line of lines) {
    const read = answer(parse, line);
    const what = read instanceof Error ? `it threw ${read.name}: ${read.message}` : shapeProblem(read);
    if (what !== undefined) problems.push({ what, line });
    if (problems.length >= MANY) break;
  }
  return problems;
}

function answer(parse: ParseLine, line: string): LogRecord | Skipped | Error {
  try {
    return parse(line);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function shown(read: LogRecord | Skipped | Error): string {
  if (read instanceof Error) return `${read.name}: ${read.message}`;
  if (typeof read === 'object' && read !== null && isSkipped(read)) return read.skipped;
  return JSON.stringify(read);
}

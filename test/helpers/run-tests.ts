import { execFileSync } from 'node:child_process';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { setTimeout as sleep } from 'node:timers/promises';
import { slowestFiles } from './slowest-files.ts';
import { type SharedFolder, testProcesses } from './test-processes.ts';
import { createTestVerdict } from './test-verdict.ts';

export interface RunTestsOptions {
  /** Absolute paths. */
  readonly files: readonly string[];
  /** Folders whose files share processes; all others have one each. Absolute paths. */
  readonly sharedFolders?: readonly SharedFolder[];
  /** How many processes run at once. */
  readonly concurrency: number;
  /** For each test. */
  readonly testTimeoutMs: number;
  /** How long a process may say nothing beyond that before it is given up: a test ended, and its process does not. */
  readonly graceMs?: number;
  readonly mayBeSkipped: boolean;
  /** Reasons to skip that are good ones all the same. */
  readonly goodReasons?: readonly string[];
  /** How a file is called in what is printed. */
  readonly shorten: (file: string) => string;
}

/**
 * Runs test files, shows what they do, and gives the exit status that is right: 0 only when at least one test ran,
 * none failed, no file died or hung or held no test, and none was skipped where none may be.
 */
export async function runTests(options: RunTestsOptions): Promise<number> {
  const { files, concurrency, testTimeoutMs, graceMs = 30_000, mayBeSkipped, shorten } = options;
  const goodReasons = options.goodReasons ?? [];
  const processes = testProcesses(files, options.sharedFolders);
  const verdict = createTestVerdict({ processes, mayBeSkipped, goodReasons, shorten });
  if (files.length > 0) {
    const slowest = slowestFiles(shorten);
    const silence = watchSilence(testTimeoutMs + graceMs);
    const entries = processes.map(({ entry }) => entry);
    const stream = run({ files: entries, concurrency, timeout: testTimeoutMs, signal: silence.signal });
    stream.on('data', ({ type }) => {
      if (type !== 'test:stdout' && type !== 'test:stderr') silence.broken();
    });
    stream.on('test:pass', verdict.passed);
    stream.on('test:fail', verdict.failed);
    stream.on('test:summary', verdict.summed);
    stream.on('test:pass', slowest.ended);
    stream.on('test:fail', slowest.ended);
    for await (const text of stream.compose(new spec())) process.stdout.write(text);
    silence.end();
    process.stdout.write(
      slowest
        .lines()
        .map((line) => `${line}\n`)
        .join(''),
    );
    if (silence.signal.aborted) await killChildren();
  }
  const { status, lines } = verdict.conclude();
  if (lines.length > 0) process.stdout.write(`\n${lines.join('\n')}\n`);
  return status;
}

/** The runner limits the time of each test, not that of a file whose process lives on: this does. */
function watchSilence(limitMs: number) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), limitMs);
  return {
    signal: controller.signal,
    broken: () => void timer.refresh(),
    end: () => clearTimeout(timer),
  };
}

/** The runner sent them SIGTERM. One that is stuck in a loop, and listens for it, does not hear it. */
async function killChildren(): Promise<void> {
  await sleep(1000);
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  for (const line of processes.trim().split('\n')) {
    const [pid, parent] = line.trim().split(/\s+/).map(Number);
    if (parent !== process.pid) continue;
    try {
      process.kill(pid!, 'SIGKILL');
    } catch {
      // It is gone: ps was in its own list, or it heard the signal after all.
    }
  }
}

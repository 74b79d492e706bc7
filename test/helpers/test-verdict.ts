import type { EventData } from 'node:test';
import type { TestProcess } from './test-processes.ts';

export interface TestVerdictOptions {
  /** All that should have run. */
  readonly processes: readonly TestProcess[];
  readonly mayBeSkipped: boolean;
  /** Reasons to skip that are good ones everywhere. */
  readonly goodReasons: readonly string[];
  readonly shorten: (file: string) => string;
}

/** Takes the events of a test run, and says in the end what it comes to. */
export interface TestVerdict {
  passed(event: EventData.TestPass): void;
  failed(event: EventData.TestFail): void;
  summed(event: EventData.TestSummary): void;
  conclude(): { readonly status: 0 | 1; readonly lines: readonly string[] };
}

/**
 * Makes a verdict on a test run. Node's own leaves gaps: a file without a single test counts as a test that passed,
 * one that calls `process.exit(0)` halfway as complete, no test at all as success, and skips go unnoticed.
 */
export function createTestVerdict(options: TestVerdictOptions): TestVerdict {
  const { processes, mayBeSkipped, goodReasons, shorten } = options;
  const skipped: string[] = [];
  let skippedBadly = 0;
  const problems: string[] = [];
  const unfinished = new Set(processes.map(({ entry }) => entry));
  const fine = new Map(processes.map(({ entry, files }) => [entry, files]));
  const seen = new Set<string | undefined>();
  let tests = 0;
  let success = false;

  function explain(entry: string, how: string): void {
    unfinished.delete(entry);
    problems.push(`${(fine.get(entry) ?? [entry]).map(shorten).join(', ')} ${how}`);
    fine.delete(entry);
  }

  /** That one of several files in a process held no test is nothing to the runner. */
  function explainUnseen(): void {
    for (const files of fine.values()) {
      if (files.length === 1) continue;
      for (const file of files) if (!seen.has(file)) problems.push(`${shorten(file)} ${NO_TEST}`);
    }
  }

  return {
    passed(event) {
      seen.add(event.file);
      if (isFile(event)) explain(event.file!, NO_TEST);
      else if (event.details.type !== 'suite') tests++;
      if (!isSkipped(event)) return;
      if (!goodReasons.includes(String(event.skip))) skippedBadly++;
      skipped.push(`${shorten(event.file ?? '')}: ${event.name}${reason(event.skip)}`);
    },
    failed(event) {
      seen.add(event.file);
      if (isFile(event)) explain(event.file!, howItEnded(event.details.error));
      else if (event.details.type !== 'suite') tests++;
    },
    summed(event) {
      // Each process has a summary too; that of the run names none.
      if (event.file === undefined) success = event.success;
      else unfinished.delete(event.file);
    },
    conclude() {
      const lines: string[] = [];
      for (const entry of unfinished) explain(entry, 'ended before all of its tests did');
      explainUnseen();
      if (skipped.length > 0) {
        const rule =
          mayBeSkipped || skippedBadly === 0 ? '' : `, and in CI ${skippedBadly} of them may not be`;
        lines.push(`${skipped.length} skipped${rule}:`, ...skipped.map((line) => `  ${line}`));
      }
      const allProblems = tests > 0 ? problems : [...problems, 'no test ran'];
      if (allProblems.length > 0) lines.push('not counted above:', ...allProblems.map((line) => `  ${line}`));
      const good = success && allProblems.length === 0 && (mayBeSkipped || skippedBadly === 0);
      return { status: good ? 0 : 1, lines };
    },
  };
}

const NO_TEST = 'holds no test, or ended before the first of them did';

interface NamedEvent {
  readonly name: string;
  readonly file?: string;
}

/** A process is an event of its own only when it held no test, or when it did not end well. */
function isFile({ name, file }: NamedEvent): boolean {
  return file !== undefined && name === file;
}

/** A reason may be the empty string, so it is not its truth that tells. */
function isSkipped({ skip }: EventData.TestPass): boolean {
  return skip !== undefined && (skip as unknown) !== false;
}

function reason(skip: string | boolean | undefined): string {
  return typeof skip === 'string' && skip !== '' ? ` (${skip})` : ' (no reason given)';
}

function howItEnded(
  error: Error & { exitCode?: number | null; signal?: string | null; failureType?: string },
): string {
  if (error.failureType === 'testAborted')
    return 'did not end: a test hung, or something that it started still runs';
  if (error.signal) return `died of ${error.signal}`;
  return `ended with status ${error.exitCode ?? 'unknown'}`;
}

import { ReplayError } from './errors.ts';
import { findBaseline, LAST_PASSED, refuseNameless } from './find-baseline.ts';
import { type ComparisonAsked, judgeRun } from './judge-run.ts';
import { judgedOf } from './judged-of.ts';
import { failuresOf, type Run } from './model.ts';
import { redactSpeech } from './redact-speech.ts';
import { replay } from './replay.ts';
import { isFollowing, type ReplayOptions } from './replay-options.ts';
import { RunReader } from './store/run-reader.ts';
import { whileLocked } from './store/while-locked.ts';
import { writeVerdict } from './store/write-verdict.ts';
import type { Report } from './view/report.ts';
import type { ReplayEvents } from './watch-run.ts';

/** By what a run is judged beside its checks. */
export interface VerdictAsked {
  /** Absent: it is compared with no other. */
  readonly comparison?: Omit<ComparisonAsked, 'baseline'>;
  /** How many more times a run that failed is made before that is an alarm. */
  readonly flaky?: number;
}

/**
 * Replays a log, holds the run against its baseline, and makes it again where it failed and that is to be confirmed. Resolves to the
 * last of the runs. An alarm is what failed in every one of them: the same checks, the same endpoints.
 */
export async function replayAndJudge(
  options: ReplayOptions,
  verdict: VerdictAsked,
  events: ReplayEvents = {},
): Promise<Report> {
  const { error } = redactSpeech(options);
  // One lock over all runs, so that no other night comes between them.
  return whileLocked(options.lock, () => judgedRuns(options, verdict, events)).catch((cause) => {
    throw error(cause);
  });
}

async function judgedRuns(
  asked: ReplayOptions,
  { comparison, flaky = 0 }: VerdictAsked,
  events: ReplayEvents,
): Promise<Report> {
  refuseToRepeat(asked, flaky);
  const { baseline = comparison && LAST_PASSED } = asked;
  const settled = baseline && settleBaseline({ ...asked, baseline });
  const options = { ...asked, baseline, lock: undefined };
  // What `last` means is known before the first run, and would be another one after it.
  const repeated = { ...options, baseline: settled };
  const first = await replay(options, events);
  const written = String(first.run.options.baseline);
  const judge = async (report: Report) =>
    comparison ? judged(report, { ...comparison, baseline: settled! }, written) : report;
  let report = await judge(first);
  const runs = [report.run];
  let suspects = failuresOf(report.run);
  while (runs.length <= flaky && suspects.length > 0 && canBeRepeated(report.run)) {
    const which = `${runs.length} of ${flaky}`;
    const text = `run ${report.run.id} failed (${suspects.join('; ')}): repeated (${which}) before that is an alarm`;
    options.onWarning?.({ text });
    const again = await replay(repeated, events).catch((error) => {
      if (error === events.signal?.reason) return null;
      throw error;
    });
    // Ended before it began: the one before it stands.
    if (again === null) {
      options.onWarning?.({
        text: `interrupted before it was made again: run ${report.run.id} stands, unconfirmed`,
      });
      break;
    }
    report = await judge(again);
    runs.push(report.run);
    const failed = new Set(failuresOf(report.run));
    suspects = suspects.filter((suspect) => failed.has(suspect));
  }
  if (runs.length === 1) return report;
  const repetition = { runs: runs.map(({ id }) => id), confirmed: isTold(report.run) ? suspects : null };
  writeVerdict(options.database, repetition.runs, { repetition });
  return { ...report, run: { ...report.run, repetition } };
}

/** The run with what came of comparing it, which is stored. A run that tells nothing is not compared. */
async function judged(report: Report, compared: ComparisonAsked, written: string): Promise<Report> {
  const { run, database } = report;
  if (!isTold(run)) return report;
  const reader = new RunReader(database);
  try {
    const found = findBaseline(reader, compared.baseline, run);
    const comparison = { ...(await judgeRun(reader, run, found, compared)), baseline: written };
    writeVerdict(database, [run.id], { comparison });
    return { ...report, run: { ...run, comparison } };
  } finally {
    reader.close();
  }
}

/** `last-passed`, or the id of the run that is meant; refused before anything is sent where there is none. */
function settleBaseline(options: ReplayOptions & { readonly baseline: string }): string {
  const { baseline, database } = options;
  refuseNameless(options, baseline);
  if (baseline === LAST_PASSED) return baseline;
  const reader = new RunReader(database);
  try {
    return String(findBaseline(reader, baseline, judgedOf(options))!.id);
  } finally {
    reader.close();
  }
}

function refuseToRepeat(options: ReplayOptions, flaky: number): void {
  if (flaky === 0 || !(isFollowing(options) || options.logs.includes('-'))) return;
  throw new ReplayError(
    'usage',
    'a log that is followed, or read from standard input, is not there a second time',
    'leave out --flaky, or replay a file',
  );
}

/** Whether its figures tell anything. */
function isTold({ state, invalid }: Run): boolean {
  return state === 'finished' && invalid.length === 0;
}

/** To repeat what cannot be compared makes it no more comparable. */
function canBeRepeated(run: Run): boolean {
  return isTold(run) && run.comparison?.verdict !== 'not comparable';
}

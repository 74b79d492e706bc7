import type { CheckResult, Run, RunState, StopReason, Summary } from '../model.ts';
import { askedRate } from './asked-rate.ts';
import { alarmLines } from './baseline-sentence.ts';
import { formatCount, formatRate, formatShare, formatSpan } from './format-units.ts';
import type { Tone } from './paint.ts';
import { printable } from './printable.ts';
import type { Report } from './report.ts';

/** Says in a sentence or two what happened; that figures cannot be trusted comes before the figures. */
export function headline(report: Report): { readonly text: string; readonly tone: Tone }[] {
  const { run } = report;
  const happened = { text: `reprise: ${STATES[run.state]}${whatHappened(report)}`, tone: tones(run.state) };
  const lines: { text: string; tone: Tone }[] = [];
  if (run.stopped) lines.push({ text: whyStopped(run.stopped), tone: 'bad' });
  if (run.invalid.length > 0) {
    lines.push({ text: `NOT VALID: ${printable(run.invalid.join('; '))}`, tone: 'bad' });
  }
  const failed = run.checks.filter(({ passed }) => !passed);
  if (failed.length > 0) lines.push({ text: whichFailed(failed, run.checks.length), tone: 'bad' });
  return [...lines, ...alarmLines(run), happened];
}

function whichFailed(failed: readonly CheckResult[], count: number): string {
  const more = failed.length > 1 ? `, and ${formatCount(failed.length - 1)} more` : '';
  return `FAILED: ${formatCount(failed.length)} of ${formatCount(count)} ${count === 1 ? 'check' : 'checks'}: ${printable(failed[0].check)}${more}`;
}

/** `STOPPED by 5xx>20% for 5s: 31.0% were bad, from second 12 of the run on`. */
export function whyStopped({ condition, firstSecond, share }: StopReason): string {
  const bad = `${formatShare(share, 1)} were bad`;
  return `STOPPED by ${printable(condition)}: ${bad}, from second ${firstSecond} of the run on`;
}

function whatHappened(report: Report): string {
  const { run, summary, rateMade } = report;
  const { sent, planned } = summary;
  // Of a run that goes on, or whose process is gone, only what is stored is known.
  if (planned === 0 && (run.state === 'running' || run.state === 'cut-off'))
    return run.state === 'running' ? 'nothing is stored yet' : 'nothing is stored';
  if (sent === 0)
    return planned === 0 ? 'nothing was sent' : `nothing was sent of ${requests(planned)} planned`;
  const count = sent === planned ? requests(sent) : `${formatCount(sent)} of ${requests(planned)} sent`;
  if (!(rateMade > 0)) return count;
  const early =
    run.state !== 'finished' && run.durationUs !== null
      ? ` of ${formatSpan(run.durationUs - run.warmupUs)}`
      : '';
  return `${count} in ${formatSpan(summary.sendingUs)}${early} at ${formatRate(rateMade)} (${asked(run)})${howBad(summary)}`;
}

/** From this share on, the first line speaks of it; less stands in the lines below. */
const MUCH = 0.05;

function howBad({ planned, failed, statuses }: Summary): string {
  const errors = statuses.reduce((sum, [status, count]) => (status >= 500 ? sum + count : sum), 0);
  return [[failed, 'failed'] as const, [errors, 'answered 5xx'] as const]
    .filter(([count]) => count >= planned * MUCH)
    .map(([count, what]) => `, ${formatShare(count, planned)} ${what}`)
    .join('');
}

function asked(run: Run): string {
  return run.model === 'closed' ? askedRate(run) : `asked ${askedRate(run)}`;
}

function requests(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'request' : 'requests'}`;
}

function tones(state: RunState): Tone {
  if (state === 'finished' || state === 'running') return 'strong';
  return state === 'failed' ? 'bad' : 'warn';
}

const STATES: Readonly<Record<RunState, string>> = {
  running: 'still running: ',
  finished: '',
  stopped: 'STOPPED EARLY: ',
  interrupted: 'INTERRUPTED: ',
  failed: 'FAILED, could not go on: ',
  'cut-off': 'CUT OFF, its process is gone (what was in flight and the last second are not stored): ',
};

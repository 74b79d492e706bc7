import type { Run, RunState } from '../model.ts';
import { askedRate } from './asked-rate.ts';
import { formatCount, formatRate, formatSpan } from './format-units.ts';
import type { Tone } from './paint.ts';
import { printable } from './printable.ts';
import type { Report } from './report.ts';

/** Says in a sentence or two what happened; that figures cannot be trusted comes before the figures. */
export function headline(report: Report): { readonly text: string; readonly tone: Tone }[] {
  const { run } = report;
  const happened = { text: `reprise: ${STATES[run.state]}${whatHappened(report)}`, tone: tones(run.state) };
  if (run.invalid.length === 0) return [happened];
  return [{ text: `NOT VALID: ${printable(run.invalid.join('; '))}`, tone: 'bad' }, happened];
}

function whatHappened(report: Report): string {
  const { run, summary, rateMade } = report;
  const { sent, planned } = summary;
  if (sent === 0)
    return planned === 0 ? 'nothing was sent' : `nothing was sent of ${requests(planned)} planned`;
  const count = sent === planned ? requests(sent) : `${formatCount(sent)} of ${requests(planned)} sent`;
  if (!(rateMade > 0)) return count;
  const early =
    run.state !== 'finished' && run.durationUs !== null ? ` of ${formatSpan(run.durationUs)}` : '';
  return `${count} in ${formatSpan(summary.sendingUs)}${early} at ${formatRate(rateMade)} (${asked(run)})`;
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
  interrupted: 'INTERRUPTED: ',
  failed: 'FAILED, could not go on: ',
  'cut-off': 'CUT OFF, its process is gone (the last second may be missing): ',
};

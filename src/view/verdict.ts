import { type BaselineComparison, failuresOf, type Run } from '../model.ts';
import type { Cell, Tone } from './paint.ts';

/** What is to be thought of a run, in a word or three: the worst that is known of it. */
export function verdict(run: Run): Cell {
  const { state, invalid, checks } = run;
  if (state !== 'finished') return { text: state === 'cut-off' ? 'cut off' : state, tone: TONES[state] };
  if (invalid.length > 0) return { text: 'not valid', tone: 'bad' };
  const { comparison, repetition } = run;
  if (failuresOf(run).length > 0 && repetition?.confirmed?.length === 0)
    return { text: 'no alarm', tone: 'warn' };
  const failed = checks.filter(({ passed }) => !passed).length;
  const texts = [
    ...(failed > 0 ? [`FAILED ${failed} of ${checks.length}`] : []),
    ...(comparison?.failed ? [comparedWith(comparison)] : []),
  ];
  if (texts.length > 0) return { text: texts.join(', '), tone: 'bad' };
  return { text: checks.length > 0 || comparison !== null ? 'passed' : 'finished', tone: 'good' };
}

function comparedWith({ verdict, runId }: BaselineComparison): string {
  return verdict === 'worse' ? `WORSE than ${runId}` : `${verdict} with ${runId}`;
}

const TONES: Readonly<Record<Exclude<Run['state'], 'finished'>, Tone | undefined>> = {
  running: undefined,
  stopped: 'bad',
  interrupted: 'warn',
  'cut-off': 'warn',
  failed: 'bad',
};

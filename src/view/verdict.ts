import type { Run } from '../model.ts';
import type { Cell, Tone } from './paint.ts';

/** What is to be thought of a run, in a word or three: the worst that is known of it. */
export function verdict({ state, invalid, checks }: Run): Cell {
  if (state !== 'finished') return { text: state === 'cut-off' ? 'cut off' : state, tone: TONES[state] };
  if (invalid.length > 0) return { text: 'not valid', tone: 'bad' };
  const failed = checks.filter(({ passed }) => !passed).length;
  if (failed > 0) return { text: `FAILED ${failed} of ${checks.length}`, tone: 'bad' };
  return { text: checks.length > 0 ? 'passed' : 'finished', tone: 'good' };
}

const TONES: Readonly<Record<Exclude<Run['state'], 'finished'>, Tone | undefined>> = {
  running: undefined,
  stopped: 'bad',
  interrupted: 'warn',
  'cut-off': 'warn',
  failed: 'bad',
};

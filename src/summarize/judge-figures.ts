import type { ComparedFigure, Verdict } from '../model.ts';
import { adjustPValues } from './adjust-p-values.ts';
import type { MeasuredChange } from './measured-change.ts';
import type { PendingFigure } from './pending-figure.ts';
import { ratioChange } from './ratio-change.ts';
import type { RunToRun } from './run-to-run.ts';
import type { SeriesError } from './series-error.ts';

/**
 * Gives each figure its verdict. `families` are tested each for itself, at half of `FALSE_ALARMS` each, so that a whole run is not lost
 * among the figures of its many endpoints; within one, Holm's correction keeps the chance of any false alarm.
 */
export function judgeFigures(
  families: readonly (readonly PendingFigure[])[],
  runToRun: RunToRun,
  runs: readonly [a: number, b: number],
): ComparedFigure[][] {
  return families.map((figures) => {
    const changes = figures.map((figure) => measuredChange(figure, runToRun, runs));
    const tested = changes.filter((change) => change !== null);
    const adjusted = new Map(
      adjustPValues(tested.map(({ p }) => p)).map((p, i) => [tested[i], Math.min(1, p * families.length)]),
    );
    return figures.map((figure, i) => toCompared(figure, changes[i], adjusted.get(changes[i]!) ?? null));
  });
}

/** How often runs of one build may be told apart. */
export const FALSE_ALARMS = 0.05;

function measuredChange(
  { measured, statistic }: PendingFigure,
  runToRun: RunToRun,
  [inA, inB]: readonly [number, number],
): MeasuredChange | null {
  if (measured === null || 'interval' in measured) return measured;
  return ratioChange(
    measured,
    statistic === undefined ? NOTHING : scaled(runToRun(statistic), 1 / inA + 1 / inB),
  );
}

const NOTHING: SeriesError = { variance: 0, degreesOfFreedom: Infinity };

function scaled({ variance, degreesOfFreedom }: SeriesError, factor: number): SeriesError {
  return { variance: variance * factor, degreesOfFreedom };
}

function toCompared(
  figure: PendingFigure,
  measured: MeasuredChange | null,
  p: number | null,
): ComparedFigure {
  const { name, unit, a, b, why } = figure;
  const shown = { name, unit, a, b };
  if (figure.exempt)
    return { ...shown, change: changeOf(figure), interval: null, p: null, verdict: null, why };
  if (measured === null || p === null) {
    return { ...shown, change: changeOf(figure), interval: null, p: null, verdict: 'too little data', why };
  }
  const { change, interval } = measured;
  const verdict = verdictOf(figure, measured, p);
  return {
    ...shown,
    change,
    interval,
    p,
    verdict,
    why: verdict === 'too little data' ? whyNoVerdict(figure, measured) : null,
  };
}

/** Only a change that counts and is no chance is one; only an interval that stays near says that there is none. */
function verdictOf(
  { more, limit, blur = 0 }: PendingFigure,
  { change, interval }: MeasuredChange,
  p: number,
): Verdict {
  const counts = Math.abs(change) >= limit;
  if (counts && Math.abs(change) >= blur && p < FALSE_ALARMS) {
    return change > 0 === (more === 'better') ? 'better' : 'worse';
  }
  const stays = interval[0] > -NEAR * limit && interval[1] < NEAR * limit;
  return !counts && stays ? 'same' : 'too little data';
}

function whyNoVerdict({ limit, blur = 0 }: PendingFigure, { change }: MeasuredChange): string {
  return blur > limit && Math.abs(change) < blur
    ? 'the generator itself was late by as much'
    : 'the interval reaches from no change to one that counts';
}

/** `same` rules out what is so many times the threshold. */
const NEAR = 2;

function changeOf({ unit, a, b }: PendingFigure): number | null {
  if (a === null || b === null) return null;
  if (unit === 'share') return b - a;
  return a === 0 ? null : b / a - 1;
}

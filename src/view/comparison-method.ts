import type { RunComparison } from '../model.ts';
import { formatCount, formatDuration } from './format-units.ts';

/** What the verdicts rest on, in a few sentences. */
export function comparisonMethod({ a, b, overall, thresholds, method, verdict }: RunComparison): string[] {
  if (verdict === 'not comparable') return [];
  const { effect, timeUs, share } = thresholds;
  const [inA, inB] = overall.planned.map(formatCount);
  const blocks = `${formatCount(method.blocks)} blocks of time`;
  const pairs = method.paired
    ? 'block against block, since both were sent the same requests'
    : 'each side for itself';
  return [
    `Verdicts: ${inA} against ${inB} requests, ${SOURCES[method.from]} in ${blocks}, ${pairs}; ` +
      `${formatCount(method.tested)} figures tested, corrected for their number. A change counts from ${percent(effect)} on ` +
      `(times: and ${formatDuration(timeUs)}; shares: ${Number((share * 100).toPrecision(2))} points); same: the interval stays within twice that.`,
    runToRunSentence(a.length, b.length, method),
  ];
}

function runToRunSentence(
  a: number,
  b: number,
  { runToRun, runToRunMeasured }: RunComparison['method'],
): string {
  const values = Object.values(runToRun);
  const [least, most] = [Math.min(...values), Math.max(...values)].map(percent);
  const span = least === most ? least : `${least} to ${most}`;
  if (runToRunMeasured) return `Runs of one build differ by ${span} themselves, as these ${a + b} runs tell.`;
  return a + b > 2
    ? `Runs of one build differ by ${span} themselves at most, as these ${a + b} runs tell.`
    : `Runs of one build are taken to differ by ${span} themselves: name several of a side (A,A2 B,B2) to have it measured.`;
}

const SOURCES = {
  rows: 'all of them',
  sample: 'a part of them',
  intervals: 'what is kept of pruned runs over time',
} as const;

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(2))}%`;
}

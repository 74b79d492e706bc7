import { commandLines } from './command-lines.ts';
import { commandName } from './command-name.ts';
import type { Inspection } from './inspection.ts';
import type { Paint } from './paint.ts';

/** The command that replays an inspected log with the options `given` for the inspection, and another that does it at the log's own timing. */
export function replayCommand(
  inspection: Inspection,
  given: readonly string[],
  width: number,
  paint: Paint,
): string[] {
  if (inspection.replayable === 0) return [];
  const few = inspection.files.length > MOST_FILES ? { ...inspection, files: MANY } : inspection;
  const { peakSecond } = inspection;
  const asLogged = peakSecond === null ? [] : [...runWords(few, given), '--as-logged'];
  return [
    ...commandLines('replay', replayWords(few, given), width, paint),
    ...(asLogged.length === 0 ? [] : commandLines('as it was', asLogged, width, paint)),
  ];
}

/** The words of the command that replays an inspected log at its own mean rate, as `ownPace` has it. */
export function replayWords(inspection: Inspection, given: readonly string[]): string[] {
  const { ratePerS, durationS } = ownPace(inspection);
  const duration = durationS % 60 === 0 ? `${durationS / 60}m` : `${durationS}s`;
  return [...runWords(inspection, given), '--rate', String(ratePerS), '--duration', duration];
}

function runWords({ files }: Inspection, given: readonly string[]): string[] {
  return [...commandName(), 'run', ...files.map(({ path }) => path), ...given, '--target', TARGET];
}

const MOST_FILES = 5;
const MANY = [{ path: 'LOG…', bytes: null }];
const TARGET = 'http://HOST:PORT';
const LONGEST_S = 600;

/**
 * The mean rate of the log and how long it took, where it says so, but at 1/s or more and for ten minutes or less: a first
 * look should show something soon.
 */
export function ownPace({ firstAtMs, lastAtMs, replayable }: Inspection): {
  readonly ratePerS: number;
  readonly durationS: number;
} {
  const spanS = firstAtMs === null || lastAtMs === null ? 0 : (lastAtMs - firstAtMs) / 1000;
  if (spanS < 1) return { ratePerS: 100, durationS: 60 };
  const ratePerS = Math.max(1, Number((replayable / spanS).toPrecision(3)));
  return { ratePerS, durationS: Math.min(LONGEST_S, Math.ceil(spanS)) };
}

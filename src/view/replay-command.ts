import { commandLines } from './command-lines.ts';
import { commandName } from './command-name.ts';
import type { Inspection } from './inspection.ts';
import type { Paint } from './paint.ts';

/**
 * The command that replays an inspected log: at its own mean rate and for as long as it took, where it says so, but
 * at 1/s or more and for ten minutes or less: a first look should show something soon. `given` are the options that
 * decided what was inspected.
 */
export function replayCommand(
  inspection: Inspection,
  given: readonly string[],
  width: number,
  paint: Paint,
): string[] {
  if (inspection.replayable === 0) return [];
  const logs = inspection.files.length > MOST_FILES ? ['LOG…'] : inspection.files.map(({ path }) => path);
  const { rate, duration } = ownPace(inspection);
  const words = [
    ...commandName(),
    'run',
    ...logs,
    ...given,
    '--target',
    TARGET,
    '--rate',
    rate,
    '--duration',
    duration,
  ];
  return commandLines('replay', words, width, paint);
}

const MOST_FILES = 5;
const TARGET = 'http://HOST:PORT';
const LONGEST_S = 600;

function ownPace({ firstAtMs, lastAtMs, replayable }: Inspection): { rate: string; duration: string } {
  const spanS = firstAtMs === null || lastAtMs === null ? 0 : (lastAtMs - firstAtMs) / 1000;
  if (spanS < 1) return { rate: '100', duration: '1m' };
  const rate = Math.max(1, Number((replayable / spanS).toPrecision(3)));
  const seconds = Math.min(LONGEST_S, Math.ceil(spanS));
  return { rate: String(rate), duration: seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s` };
}

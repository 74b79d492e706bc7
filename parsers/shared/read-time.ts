import { createClfClock } from './clf-time.ts';
import { instantMs } from './instant.ts';
import type { ToUtc } from './zone.ts';

/** Reads the stamp from `start` to `end` of a line in ms since the epoch; NaN where there is none. */
export type ReadTime = (line: string, start: number, end: number) => number;

/** Reads `20/Nov/2026:20:04:58 +0000`. */
export function clfReader(): ReadTime {
  return createClfClock();
}

/** Reads `[20/Nov/2026:20:04:58 +0000]`. */
export function bracketedClfReader(): ReadTime {
  const clock = createClfClock();
  return (line, start) => clock(line, start + 1);
}

/** Reads whatever `instantMs` knows, remembering the last stamp: a log holds many lines of one second. */
export function instantReader(toUtc?: ToUtc): ReadTime {
  let lastText = '';
  let lastMs = Number.NaN;
  return (line, start, end) => {
    if (end - start === lastText.length && line.startsWith(lastText, start)) return lastMs;
    lastText = line.slice(start, Math.min(end, start + 64));
    lastMs = instantMs(lastText, toUtc);
    return lastMs;
  };
}

/** Reads a number of seconds, ms or µs since the epoch, with or without a fraction. */
export function epochReader(perMs: number): ReadTime {
  return (line, start, end) => {
    if (end === start || end - start > 24) return Number.NaN;
    const value = Number(line.slice(start, end));
    return value > 0 ? Math.round((value / perMs) * 1000) / 1000 : Number.NaN;
  };
}

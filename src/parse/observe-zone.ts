import { ReplayError } from '../errors.ts';
import type { ToUtc } from './log-format.ts';
import { createZone } from './time-zone.ts';

/** A zone, and whether any stamp was read in it: those of most logs name theirs. */
export interface ObservedZone {
  /** Begins one log. */
  readonly begin: () => ToUtc;
  readonly isUsed: () => boolean;
}

/** Prepares the reading of stamps that name no zone. Throws a usage error for a zone that there is not. */
export function observeZone(timezone: string): ObservedZone {
  let used = false;
  try {
    createZone(timezone);
  } catch (cause) {
    throw new ReplayError(
      'usage',
      `--timezone ${timezone}: no such time zone`,
      'name one such as UTC, +02:00, Europe/Berlin, or local for that of this machine',
      cause,
    );
  }
  const begin = (): ToUtc => {
    const toUtc = createZone(timezone);
    return (wallClockMs) => {
      used = true;
      return toUtc(wallClockMs);
    };
  };
  return { begin, isUsed: () => used };
}

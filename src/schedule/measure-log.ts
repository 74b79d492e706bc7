import { ReplayError } from '../errors.ts';
import { LogClock } from './log-clock.ts';
import { inTheirTime, type Pages } from './plan-as-logged.ts';
import { SecondSpreader } from './spread-seconds.ts';

/** The pace of a log as it was. */
export interface LogPace {
  /** Requests per second over one pass and the gap that follows it: what a log that is started over comes to. */
  readonly meanRate: number;
  /** The most in a second. */
  readonly peakRate: number;
}

/** Reads a whole log for its pace; null where nothing is in it. Throws where all of it is one moment, for that has none, if it is to be scaled. */
export async function measureLog(pass: Pages, maxGapMs: number, isScaled = true): Promise<LogPace | null> {
  const clock = new LogClock(maxGapMs);
  let second = 0;
  let inSecond = 0;
  let peakRate = 0;
  for await (const page of inTheirTime(pass, new SecondSpreader(), null)) {
    for (const { startedAtMs } of page) {
      const now = Math.floor(clock.tick(startedAtMs) / 1000);
      inSecond = now === second ? inSecond + 1 : 1;
      second = now;
      peakRate = Math.max(peakRate, inSecond);
    }
  }
  if (clock.count === 0) return null;
  if (clock.spanMs <= 0 && isScaled) {
    throw new ReplayError(
      'input',
      `the log has no shape to scale: its ${clock.count} requests began at one moment`,
      'replay it at an even rate: --rate without --as-logged',
    );
  }
  return { meanRate: 1000 / clock.meanGapMs, peakRate };
}

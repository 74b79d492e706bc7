import { parseStopCondition, type StopCondition } from './stop-condition.ts';

/** When a run may end because it would tell nothing more. */
export interface SteadyCondition {
  /** As it was written. */
  readonly text: string;
  readonly seconds: number;
}

export interface StopConditions {
  /** Each stops a run that goes wrong. */
  readonly bad: readonly StopCondition[];
  /** Each ends a run that has told what it can. */
  readonly steady: readonly SteadyCondition[];
}

/** Reads conditions such as `5xx>20% for 5s` and `steady(1m)`. Throws a TypeError that says what would do. */
export function parseStopConditions(texts: readonly string[]): StopConditions {
  const isSteady = (text: string) => /^\s*steady\b/i.test(text);
  return {
    bad: texts.filter((text) => !isSteady(text)).map(parseStopCondition),
    steady: texts.filter(isSteady).map(parseSteady),
  };
}

function parseSteady(text: string): SteadyCondition {
  const [, count, unit] = /^\s*steady\(\s*(\d+)(s|m)\s*\)\s*$/i.exec(text) ?? [];
  const seconds = Number(count) * (unit?.toLowerCase() === 'm' ? 60 : 1);
  if (seconds >= SHORTEST && seconds <= LONGEST) return { text, seconds };
  throw new TypeError(
    `'${text}': steady takes a time from ${SHORTEST}s to ${LONGEST / 60}m, as in 'steady(1m)'`,
  );
}

const SHORTEST = 2;
const LONGEST = 600;

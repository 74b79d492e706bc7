import type { Run } from '../model.ts';
import { spanWord } from './span-word.ts';

/** The words of `run` that say how fast it was and for how long, from several columns and options of a stored run. */
export function paceWords({ options, rateAsked, model, durationUs, warmupUs }: Run): string[] {
  const { load, as_logged: asLogged, users, follow, once } = options as unknown as PaceStored;
  const words: string[] = [];
  if (load) words.push('--load', load);
  else if (follow) words.push('--follow');
  else if (users) words.push(...usersWords(users));
  else if (asLogged) words.push(...asLoggedWords(asLogged));
  else words.push('--rate', model === 'closed' ? 'max' : String(rateAsked ?? 'max'));
  // Shapes and points have a duration of their own, a function may have been given one.
  const isTimed = !load || /\.[cm]?[jt]s$/i.test(load);
  const timed = isTimed && durationUs !== null ? ['--duration', spanWord(durationUs - warmupUs)] : [];
  const untilTheEnd = once === true && !follow && (timed.length > 0 || load || model === 'closed');
  return [
    ...words,
    ...timed,
    ...(untilTheEnd ? ['--once'] : []),
    ...(warmupUs > 0 ? ['--warmup', spanWord(warmupUs)] : []),
  ];
}

interface PaceStored {
  readonly load?: string | null;
  readonly follow?: boolean;
  readonly once?: boolean;
  readonly users?: {
    readonly count: number;
    readonly spawn_per_s: number | null;
    readonly wait_ms: readonly number[];
  } | null;
  readonly as_logged?: {
    readonly speed: number | null;
    readonly rate: number | null;
    readonly max_gap_ms: number | null;
  } | null;
}

function usersWords({ count, spawn_per_s, wait_ms }: NonNullable<PaceStored['users']>): string[] {
  return [
    ...['--users', String(count)],
    ...(spawn_per_s === null ? [] : ['--spawn-rate', String(spawn_per_s)]),
    ...(wait_ms.some((ms) => ms > 0) ? ['--wait', wait_ms.map((ms) => spanWord(ms * 1000)).join('..')] : []),
  ];
}

function asLoggedWords({ speed, rate, max_gap_ms }: NonNullable<PaceStored['as_logged']>): string[] {
  return [
    '--as-logged',
    ...(rate === null ? [] : ['--rate', String(rate)]),
    ...(speed === null || speed === 1 ? [] : ['--speed', String(speed)]),
    ...(max_gap_ms === null ? [] : ['--max-gap', spanWord(max_gap_ms * 1000)]),
  ];
}

import type { LogFile, Run } from '../model.ts';

/** Whether runs can be compared at all, and what is to be known where they can. */
export interface Comparability {
  /** Why their figures say nothing of each other; empty where they do. */
  readonly notComparable: readonly string[];
  /** What differs besides, or is amiss with one of them. */
  readonly warnings: readonly string[];
}

/**
 * Looks at how runs were asked for and how they ended; the first is the one that the others are held against. With `acrossLogs` another
 * log is no hindrance.
 */
export function comparability(runs: readonly Run[], acrossLogs = false): Comparability {
  const [first, ...others] = runs;
  const otherLogs = others.flatMap((run) => logDiffers(first, run));
  return {
    notComparable: unique([
      ...runs
        .filter(isFollowing)
        .map(({ id }) => `run ${id} followed a log as it grew: no other run has its requests`),
      ...others.flatMap((run) => modelDiffers(first, run)),
      ...(acrossLogs ? [] : otherLogs),
    ]),
    warnings: unique([
      ...(acrossLogs ? otherLogs.map((text) => `${text}: only endpoints are judged`) : []),
      ...runs.flatMap(whatIsAmiss),
      ...others.flatMap((run) => [...logUnknown(first, run), ...settingsDiffer(first, run)]),
    ]),
  };
}

function modelDiffers(a: Run, b: Run): string[] {
  if (a.model === b.model) return [];
  const [open, closed] = a.model === 'open' ? [a, b] : [b, a];
  return [
    `run ${closed.id} was a closed model, in which a slow target is sent less; run ${open.id} was an open one`,
  ];
}

/** Whether it is known that runs replayed different logs. */
export function isOtherLog(a: Run, b: Run): boolean {
  return logDiffers(a, b).length > 0;
}

function logDiffers(a: Run, b: Run): string[] {
  const [keyA, keyB] = [logKey(a), logKey(b)];
  return keyA === null || keyB === null || keyA === keyB
    ? []
    : [`runs ${a.id} and ${b.id} replayed different logs`];
}

function logUnknown(a: Run, b: Run): string[] {
  if (logKey(a) !== null && logKey(b) !== null) return [];
  return [
    `nobody can tell whether runs ${a.id} and ${b.id} replayed the same log: it came from standard input or a pipe`,
  ];
}

/** Null where it cannot be told. */
function logKey({ logs }: Run): string | null {
  const keys = logs.map(({ bytes, sha256FirstMiB }: LogFile) =>
    bytes === undefined || sha256FirstMiB === undefined ? null : `${bytes}:${sha256FirstMiB}`,
  );
  return keys.includes(null) ? null : keys.join();
}

function whatIsAmiss({ id, state, invalid, stopped, generator }: Run): string[] {
  const ended = stopped ? `was stopped early by ${stopped.condition}` : STATES[state];
  return [
    ...(invalid.length > 0 ? [`run ${id} is not valid: ${invalid.join('; ')}`] : []),
    ...(ended === null ? [] : [`run ${id} ${ended}`]),
    ...(generator?.findings ?? []).map((finding) => `run ${id}: ${finding}`),
  ];
}

const STATES: Readonly<Record<Run['state'], string | null>> = {
  running: 'still goes on',
  finished: null,
  stopped: 'was stopped early',
  interrupted: 'was interrupted',
  failed: 'could not go on',
  'cut-off': 'was cut off: its process is gone',
};

function settingsDiffer(a: Run, b: Run): string[] {
  const differ = (name: string, of: (run: Run) => unknown) =>
    JSON.stringify(of(a)) === JSON.stringify(of(b)) ? [] : [difference(name, a, b, of)];
  const options = [...new Set([...Object.keys(a.options), ...Object.keys(b.options)])].filter(
    (name) => !OF_THE_VERDICT.has(name),
  );
  return [
    ...(isNear(a.rateAsked, b.rateAsked) ? [] : [difference('rate', a, b, rateText)]),
    ...differ('duration', ({ durationUs }) => secondsText(durationUs)),
    ...differ('warm-up', ({ warmupUs }) => secondsText(warmupUs)),
    ...differ('target', ({ target }) => target),
    ...differ('protocol', ({ transport }) => transport?.protocol ?? null),
    ...differ('workers', ({ workers }) => workers),
    ...differ('format', ({ format }) => format),
    ...options.flatMap((name) => differ(name, (run) => run.options[name] ?? null)),
    ...differ('reprise', ({ versions }) => versions.reprise),
    ...differ('Node.js', ({ versions }) => versions.node),
  ];
}

/** What was asked of the figures changes none of them. */
const OF_THE_VERDICT: ReadonlySet<string> = new Set(['checks', 'baseline']);

function difference(name: string, a: Run, b: Run, of: (run: Run) => unknown): string {
  const [inA, inB] = [of(a), of(b)].map((value) =>
    typeof value === 'string' ? value : JSON.stringify(value),
  );
  if (inA.length + inB.length > LONGEST) return `${name}: runs ${a.id} and ${b.id} had different ones`;
  return `${name}: run ${a.id} had ${inA}, run ${b.id} ${inB}`;
}

const LONGEST = 120;

function rateText({ rateAsked }: Run): string {
  return rateAsked === null ? 'none' : `${Number(rateAsked.toPrecision(4))}/s`;
}

function secondsText(us: number | null): string {
  return us === null ? 'the log once' : `${us / 1e6} s`;
}

/** What a log comes to on average may differ by how it ended. */
function isNear(a: number | null, b: number | null): boolean {
  return a === b || (a !== null && b !== null && Math.abs(a / b - 1) < 0.005);
}

function isFollowing({ options }: Run): boolean {
  return options.follow === true;
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

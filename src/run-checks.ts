import { existsSync } from 'node:fs';
import { messageOf, ReplayError } from './errors.ts';
import { findBaseline, type Judged, LAST_PASSED, refuseNameless } from './find-baseline.ts';
import type { KnownEndpoints } from './learn-endpoints.ts';
import type { CheckResult, Run } from './model.ts';
import { type RunResults, resultsOf } from './run-results.ts';
import { RunReader } from './store/run-reader.ts';
import type { Check } from './summarize/check.ts';
import { isMeant } from './summarize/endpoint-pattern.ts';
import { type Evidence, evaluateChecks } from './summarize/evaluate-checks.ts';
import { parseCheck } from './summarize/parse-check.ts';
import { rateMade } from './summarize/rate-made.ts';

/** What is to hold of a run, and the run that it is compared with. */
export interface ChecksAsked {
  /** Sentences such as `p99<500ms`. */
  readonly checks?: readonly string[];
  /** A stored run, or `last-passed`: what `baseline` means in a check. */
  readonly baseline?: string;
}

/** Checks that were read, and found to be such as can be asked. */
export interface RunChecks {
  readonly checks: readonly Check[];
  readonly baseline: Evidence | null;
  /** Whether there is a baseline to come, and none yet: the checks that speak of one have nothing to hold against. */
  readonly noneYet: boolean;
}

/**
 * Reads checks, and the run that they compare with. A check that can never hold is refused here, before anything is sent; so is one of a
 * stored run against itself, which always would.
 */
export function prepareChecks(
  { checks: texts = [], baseline: reference }: ChecksAsked,
  database: string,
  judged: Judged,
): RunChecks {
  const checks = texts.map(read);
  const relative = checks.find(({ limit }) => limit.of === 'baseline');
  if (relative && reference === undefined)
    throw new ReplayError(
      'usage',
      `the check '${relative.text}' speaks of a baseline, and none was named`,
      'name the run to compare with: --baseline last, or an id or a name (reprise history lists them)',
    );
  const ofAsked = checks.find(({ limit }) => limit.of === 'asked');
  if (ofAsked && judged.model === 'closed')
    throw new ReplayError(
      'usage',
      `the check '${ofAsked.text}' compares with the rate that was asked for, and a closed model is asked for none`,
      "name a rate: 'rate>500/s'",
    );
  if (reference === undefined) return { checks, baseline: null, noneYet: false };
  refuseNameless(judged, reference);
  const baseline = readBaseline(database, reference, judged);
  return { checks, baseline, noneYet: baseline === null };
}

/** Refuses a check that speaks of endpoints which the log does not have, as far as that is known before the run. */
export function refuseUnknownEndpoints(
  { checks }: RunChecks,
  known: () => KnownEndpoints,
  methods: ReadonlySet<string>,
): void {
  if (checks.every(({ endpoints }) => endpoints === null)) return;
  const { seen, isAll } = known();
  if (!isAll) return;
  const replayed = seen.filter(({ method }) => methods.has(method));
  for (const { text, endpoints } of checks) {
    if (endpoints === null || replayed.some((endpoint) => isMeant(endpoints, endpoint))) continue;
    const notSent = seen.find((endpoint) => isMeant(endpoints, endpoint));
    throw new ReplayError(
      'usage',
      notSent
        ? `the check '${text}' speaks of ${notSent.method} requests, which are not replayed`
        : `the check '${text}' speaks of endpoints that the log does not have`,
      notSent
        ? `have them replayed too: --methods GET,HEAD,OPTIONS,${notSent.method}`
        : 'write them as reports do, such as GET /api/* or /shop/:id; reprise inspect LOG lists them',
    );
  }
}

export function checkRun({ checks, baseline, noneYet }: RunChecks, run: Evidence): CheckResult[] {
  const results = evaluateChecks(checks, run, baseline);
  if (!noneYet) return results;
  return results.map((result, i) =>
    checks[i]!.limit.of === 'baseline' ? { ...result, passed: true, why: NONE_YET } : result,
  );
}

const NONE_YET = 'no run has passed yet to compare with';

/** What checks may be asked of in a stored run. */
export function evidenceOf(
  reader: RunReader,
  run: Run,
  { summary, tallies }: RunResults = resultsOf(reader, run),
): Evidence {
  return {
    tallies,
    endpoints: reader.endpoints(run.id),
    rateAsked: run.rateAsked,
    rateMade: rateMade(summary),
    isValid: run.invalid.length === 0,
  };
}

function readBaseline(database: string, reference: string, judged: Judged): Evidence | null {
  // Before the first run there is no database.
  if (reference === LAST_PASSED && !existsSync(database)) return null;
  const reader = new RunReader(database);
  try {
    const run = findBaseline(reader, reference, judged);
    return run && evidenceOf(reader, run);
  } finally {
    reader.close();
  }
}

function read(text: string): Check {
  try {
    return parseCheck(text);
  } catch (error) {
    throw new ReplayError('usage', messageOf(error), 'docs/checks.md lists what can be checked');
  }
}

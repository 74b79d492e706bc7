import { ReplayError } from './errors.ts';
import type {
  ChangeThresholds,
  ComparedScope,
  Endpoint,
  Run,
  RunComparison,
  Tally,
  Verdict,
} from './model.ts';
import { readBlocks } from './read-blocks.ts';
import { resultsOf } from './run-results.ts';
import type { RunReader } from './store/run-reader.ts';
import { comparability, isOtherLog } from './summarize/comparability.ts';
import { compareSides } from './summarize/compare-sides.ts';
import { SideFigures } from './summarize/side-figures.ts';

/**
 * Compares runs that are stored: `a` is what `b` is held against. Several runs of a side are of the same build. With `acrossLogs`, runs
 * of different logs are compared by their endpoints.
 */
export function compareStored(
  reader: RunReader,
  a: readonly Run[],
  b: readonly Run[],
  thresholds: ChangeThresholds,
  acrossLogs = false,
): RunComparison {
  const runs = [...a, ...b];
  refuseTwice(runs);
  const { notComparable, warnings } = comparability(runs, acrossLogs);
  const numbers = new EndpointNumbers();
  const compared = runs.map((run) => ({
    run,
    results: resultsOf(reader, run),
    numberOf: numbers.of(reader.endpoints(run.id)),
  }));
  const read = readBlocks(reader, compared);
  const sides = compared.map(({ results: { summary, tallies }, numberOf }, i) => ({
    tallies: byNumber(tallies, numberOf),
    blocks: read.blocks[i],
    sent: summary.sent,
    sendingUs: summary.sendingUs,
  }));
  const result = compareSides(
    new SideFigures(sides.slice(0, a.length), read.from),
    new SideFigures(sides.slice(a.length), read.from),
    numbers.endpoints,
    {
      paired: read.paired,
      thresholds,
      refused: notComparable.length > 0 ? 'the runs are not comparable' : null,
      closed: runs[0].model === 'closed',
      acrossLogs: acrossLogs && runs.some((run) => isOtherLog(runs[0], run)),
    },
  );
  const scopes = [result.overall, ...result.endpoints];
  const found = (['worse', 'better'] as const).find((one) => scopes.some(({ verdict }) => verdict === one));
  return {
    a,
    b,
    verdict:
      notComparable.length > 0
        ? 'not comparable'
        : (found ?? result.overall.verdict ?? verdictOfAll(result.endpoints)),
    notComparable,
    warnings,
    ...result,
    thresholds,
    method: { ...result.method, from: read.from },
    database: reader.path,
  };
}

/** Where only endpoints are judged, and none of them changed. */
function verdictOfAll(endpoints: readonly ComparedScope[]): Verdict {
  return endpoints.some(({ verdict }) => verdict === 'same') ? 'same' : 'too little data';
}

function refuseTwice(runs: readonly Run[]): void {
  const twice = runs.find(({ id }, i) => runs.findIndex((run) => run.id === id) < i);
  if (twice === undefined) return;
  throw new ReplayError(
    'usage',
    `run ${twice.id} cannot be compared with itself`,
    'name two runs: reprise compare last~1 last; reprise history lists them',
  );
}

/** Gives the endpoints of all runs numbers of their own: each run numbers them for itself. */
class EndpointNumbers {
  readonly endpoints: Pick<Endpoint, 'method' | 'path'>[] = [];
  readonly #byName = new Map<string, number>();

  /** From the numbers of one run to these. */
  of(endpoints: readonly Endpoint[]): (endpointId: number) => number {
    const numbers = new Map(endpoints.map((endpoint) => [endpoint.id, this.#numberOf(endpoint)]));
    return (id) => numbers.get(id)!;
  }

  #numberOf({ method, path }: Endpoint): number {
    const name = `${method} ${path}`;
    const known = this.#byName.get(name);
    if (known !== undefined) return known;
    this.#byName.set(name, this.endpoints.length);
    return this.endpoints.push({ method, path }) - 1;
  }
}

function byNumber(
  tallies: readonly Tally[],
  numberOf: (endpointId: number) => number,
): ReadonlyMap<number | null, Tally> {
  return new Map(
    tallies.map((tally) => [tally.endpointId === null ? null : numberOf(tally.endpointId), tally]),
  );
}

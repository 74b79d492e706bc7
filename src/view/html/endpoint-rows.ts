import { type OutcomeCount, resultKind, type Tally } from '../../model.ts';
import type { DetailedReport } from './detailed-report.ts';
import type { NameTable } from './name-table.ts';
import type { EndpointRow, EndpointsPart } from './page-tables.ts';

/** What happened at each endpoint, the most requested first. */
export function endpointRows(report: DetailedReport, names: NameTable): EndpointsPart {
  const { summary, tallies } = report;
  const counts = new Map(tallies.map((tally) => [tally.endpointId, tally]));
  const unexplained = unexplainedByEndpoint(report);
  const rows = summary.endpoints
    .toSorted((a, b) => b.planned - a.planned || a.endpointId - b.endpointId)
    .slice(0, MOST_ROWS)
    .map(
      ({ endpointId, planned, responseTimeUs: { p50, p95, p99, max } }): EndpointRow => ({
        name: names.placeOf(endpointId),
        planned,
        ...endsOf(counts.get(endpointId)),
        unexplained: unexplained.get(endpointId) ?? 0,
        ...{ p50, p95, p99, max },
      }),
    );
  return { rows, all: summary.endpoints.length };
}

/** From the cells, out of which noise is left. */
function unexplainedByEndpoint({ summary }: DetailedReport): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { endpointId, comparison, count } of summary.drift?.cells ?? [])
    if (comparison === 'unexplained') counts.set(endpointId, (counts.get(endpointId) ?? 0) + count);
  return counts;
}

function endsOf(tally: Tally | undefined): Pick<EndpointRow, 'classes' | 'failed' | 'dropped'> {
  const ends = { classes: [0, 0, 0, 0, 0], failed: 0, dropped: 0 };
  for (const one of tally?.counts ?? []) {
    const kind = resultKind(one.result);
    if (kind !== 'answered') ends[kind] += one.count;
    else if (one.status > 0) ends.classes[classOf(one)]! += one.count;
  }
  return ends;
}

function classOf({ status }: OutcomeCount): number {
  return Math.min(Math.max(Math.floor(status / 100), 1), 5) - 1;
}

/** As many as are learned from a log; by hand there may be more. */
const MOST_ROWS = 1000;

import type { ChangeReason, Drift, DriftCell } from '../../model.ts';
import { lackingInCurl } from '../curl-words.ts';
import { formatCount } from '../format-units.ts';
import type { Report } from '../report.ts';
import { statusPairs } from '../status-matrix.ts';
import { ExampleMaker } from './example-maker.ts';
import type { NameTable } from './name-table.ts';
import type { ChangeRow, ChangesPart } from './page-tables.ts';

/** What changed against the log, the unexplained first; null where nothing can be compared. */
export function changesPart(report: Report, names: NameTable): ChangesPart | null {
  const { drift } = report.summary;
  if (drift === undefined || (drift.compared === 0 && drift.noise === 0)) return null;
  const changes = drift.cells.filter(({ comparison }) => comparison !== 'same');
  return {
    compared: drift.compared,
    same: drift.same,
    unexplained: drift.unexplained,
    matrix: statusPairs(drift).slice(0, MOST_PAIRS),
    rows: changeRows(changes.slice(0, MOST_ROWS), drift, report, names),
    all: changes.length,
    inNoCell: drift.inNoCell,
    reasons: drift.explained.map(([reason, count]) => [reason, count, MEANINGS[reason]]),
    noise: noiseSentence(report),
    lacking: lackingSentence(report),
  };
}

function changeRows(
  changes: readonly DriftCell[],
  { cells }: Drift,
  report: Report,
  names: NameTable,
): ChangeRow[] {
  const compared = new Map<number, number>();
  for (const { endpointId, count } of cells)
    compared.set(endpointId, (compared.get(endpointId) ?? 0) + count);
  const examples = new ExampleMaker(report.run, report.examples, EXAMPLES_ROOM);
  return changes.map((cell) => ({
    name: names.placeOf(cell.endpointId),
    recorded: cell.recorded,
    replayed: cell.replayed,
    why: cell.comparison,
    count: cell.count,
    compared: compared.get(cell.endpointId)!,
    examples: cell.examples
      .flatMap((id) => examples.make(id) ?? [])
      .map(({ target, curl }) => ({ target, curl })),
  }));
}

function noiseSentence({ noise, summary }: Report): string | null {
  if (noise === undefined) return null;
  const left = `Run ${noise.runId} answered ${formatCount(summary.drift?.noise ?? 0)} of the changes otherwise: they are left out as noise`;
  return noise.notAnswered === 0
    ? `${left}.`
    : `${left}. Of ${formatCount(noise.notAnswered)} it tells nothing: they stand here.`;
}

function lackingSentence({ run }: Report): string | null {
  const lacking = lackingInCurl(run);
  return lacking.length === 0 ? null : `The calls lack what is not stored: ${lacking.join(', ')}.`;
}

const MOST_ROWS = 300;
/** Most first: those beyond are of statuses that hardly occur. */
const MOST_PAIRS = 400;
const EXAMPLES_ROOM = 250_000;

/** `docs/drift.md` says when each of them is taken for a reason. */
const MEANINGS: Readonly<Record<ChangeReason, string>> = {
  'no-conditions': 'the log holds no conditional headers, so a whole answer came instead of 304 or 412',
  'no-range': 'the log holds no Range, so the whole came instead of a part',
  'no-credentials': 'the log holds no cookies or credentials, so the target asked for a log-in or refused',
  'no-body': 'the log does not hold the payload, which was sent empty or replaced',
  'credentials-added': 'this run sent credentials that the log does not have',
  'other-address': 'the target redirects to its own name, or to https',
  followed: 'redirects were followed: the status is that of the last answer',
  'no-verdict': 'the server had given no verdict the first time: the client was too slow, or gone',
};

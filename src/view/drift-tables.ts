import type { Drift, DriftCell } from '../model.ts';
import { commandLines } from './command-lines.ts';
import { curlWords, lackingInCurl } from './curl-words.ts';
import { statusChange } from './drift-sentence.ts';
import { endpointNamer, endpointTable } from './endpoint-tables.ts';
import { formatCount, formatShare } from './format-units.ts';
import type { Paint } from './paint.ts';
import type { Report } from './report.ts';
import { wrapText } from './wrap.ts';

/** Of how many of the changes in the table there is an example: a third of them. */
const EXAMPLES = 1 / 3;
/** A longer call is in the JSON report: it would fill the screen. */
const LONGEST_CALL = 1000;

/** What changed against the log, the unexplained first, and how to see it for oneself. */
export function changedTable(report: Report, width: number, paint: Paint, rows: number): string[] {
  const { drift } = report.summary;
  if (drift === undefined) return [];
  const changes = changesOf(drift);
  const shown = changes.slice(0, rows);
  const name = endpointNamer(report.endpoints);
  const compared = comparedByEndpoint(drift);
  const ofAll = changes.length > rows ? ` (${rows} of ${formatCount(changes.length)})` : '';
  const table = endpointTable(
    ['count', 'share', 'recorded', 'why', `changed against the log${ofAll}`],
    shown.map((cell) => [
      { text: formatCount(cell.count), tone: cell.comparison === 'unexplained' ? 'bad' : undefined },
      formatShare(cell.count, compared.get(cell.endpointId)!),
      statusChange(cell),
      cell.comparison,
      name(cell.endpointId),
    ]),
    width,
    paint,
  );
  return [
    ...table,
    ...noiseLines(report, width),
    ...tooManyLine(drift, width),
    ...exampleLines(report, shown, Math.floor(rows * EXAMPLES), width, paint),
  ];
}

function changesOf({ cells }: Drift): DriftCell[] {
  return cells.filter(({ comparison }) => comparison !== 'same');
}

/** What is in the cells; the share of a change is counted over it. */
function comparedByEndpoint({ cells }: Drift): ReadonlyMap<number, number> {
  const compared = new Map<number, number>();
  for (const { endpointId, count } of cells)
    compared.set(endpointId, (compared.get(endpointId) ?? 0) + count);
  return compared;
}

function noiseLines({ noise, summary }: Report, width: number): string[] {
  if (noise === undefined) return [];
  const left = summary.drift?.noise ?? 0;
  const kept =
    noise.notAnswered === 0 ? '' : `; of ${formatCount(noise.notAnswered)} it tells nothing: they stand here`;
  return wrapText(
    `noise: run ${noise.runId} answered ${formatCount(left)} of the changes otherwise: they are left out${kept}`,
    width,
  );
}

function tooManyLine({ inNoCell }: Drift, width: number): string[] {
  if (inNoCell === 0) return [];
  return wrapText(`${formatCount(inNoCell)} more changed or not in too many ways to count each`, width);
}

function exampleLines(
  report: Report,
  shown: readonly DriftCell[],
  most: number,
  width: number,
  paint: Paint,
): string[] {
  const byId = new Map(report.examples.map((request) => [request.id, request]));
  const calls = shown
    .filter(({ comparison }) => comparison === 'unexplained')
    .flatMap(({ examples: [first] }) => byId.get(first ?? -1) ?? [])
    .map((request) => curlWords(report.run, request))
    .filter((words) => words.join(' ').length <= LONGEST_CALL)
    .slice(0, most)
    .flatMap((words, i) => commandLines(i === 0 ? 'try' : '', words, width, paint));
  const lacking = lackingInCurl(report.run);
  if (calls.length === 0 || lacking.length === 0) return calls;
  return [...calls, ...wrapText(`try lacks what is not stored: ${lacking.join(', ')}`, width)];
}

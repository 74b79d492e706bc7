import type { BaselineComparison } from '../model.ts';
import { scopeName } from './comparison-sentence.ts';
import { endpointTable } from './endpoint-tables.ts';
import { formatChange, formatFigure, formatInterval, shortFigureName } from './figure-text.ts';
import { mostTellingFirst } from './most-telling-first.ts';
import type { Cell, Paint } from './paint.ts';
import type { WorseRow } from './worse-row.ts';

/** The figures that are worse than those of the baseline, by endpoint; of each so many at most. */
export function worseRows({ worse }: BaselineComparison, ofEach: number): WorseRow[] {
  return worse.flatMap((one) =>
    one.figures
      .toSorted(mostTellingFirst)
      .slice(0, ofEach)
      .map((figure) => ({
        endpoint: scopeName(one),
        figure: shortFigureName(figure),
        before: formatFigure(figure.unit, figure.a),
        now: formatFigure(figure.unit, figure.b),
        change: formatChange(figure),
        interval: formatInterval(figure),
      })),
  );
}

/** The same as a table. */
export function baselineTable(
  comparison: BaselineComparison | null,
  width: number,
  paint: Paint,
  ofEach: number,
): string[] {
  if (comparison === null) return [];
  return endpointTable(
    ['before', 'now', 'change', '95% interval', 'figure', `worse than run ${comparison.runId}`],
    worseRows(comparison, ofEach).map(({ before, now, change, interval, figure, endpoint }): Cell[] => [
      before,
      now,
      { text: change, tone: 'bad' },
      interval,
      figure,
      endpoint,
    ]),
    width,
    paint,
  );
}

import type { Endpoint, EndpointSummary } from '../model.ts';
import { cutMiddle } from './cut-middle.ts';
import { formatCount, formatDuration, formatShare } from './format-units.ts';
import { type Cell, cellText, type Paint } from './paint.ts';
import { printable } from './printable.ts';
import { renderTable } from './render-table.ts';
import type { Report } from './report.ts';
import { visibleWidth } from './visible-width.ts';

/** The endpoints with the longest response times, by p95. */
export function slowestTable(report: Report, width: number, paint: Paint, rows: number): string[] {
  const name = endpointNamer(report.endpoints);
  const measured = report.summary.endpoints.filter(({ responseTimeUs }) => responseTimeUs.p95 !== null);
  const slowest = measured
    .toSorted((a, b) => b.responseTimeUs.p95! - a.responseTimeUs.p95! || b.planned - a.planned)
    .slice(0, rows);
  return endpointTable(
    ['p95', 'p50', 'count', `slowest to respond${ofAll(slowest, measured)}`],
    slowest.map(({ endpointId, responseTimeUs: { p95, p50, count } }) => [
      formatDuration(p95),
      formatDuration(p50),
      formatCount(count),
      name(endpointId),
    ]),
    width,
    paint,
  );
}

/** The endpoints with the most bad outcomes: failed, dropped, or answered with 5xx. */
export function mostFailingTable(report: Report, width: number, paint: Paint, rows: number): string[] {
  const name = endpointNamer(report.endpoints);
  const failing = report.summary.endpoints.filter(({ bad }) => bad > 0);
  const worst = failing.toSorted((a, b) => b.bad - a.bad || a.planned - b.planned).slice(0, rows);
  return endpointTable(
    ['bad', 'share', 'planned', `most failing: failed, dropped or 5xx${ofAll(worst, failing)}`],
    worst.map(({ endpointId, bad, planned }) => [
      { text: formatCount(bad), tone: 'bad' },
      formatShare(bad, planned),
      formatCount(planned),
      name(endpointId),
    ]),
    width,
    paint,
  );
}

/** Rows of figures with an endpoint at the end, which gets the room that they leave. */
export function endpointTable(
  header: readonly string[],
  rows: readonly (readonly Cell[])[],
  width: number,
  paint: Paint,
): string[] {
  if (rows.length === 0) return [];
  const head: Cell[] = header.map((text) => ({ text, tone: 'faint' }));
  const all = [head, ...rows];
  const last = header.length - 1;
  const figures = header
    .slice(0, last)
    .reduce((sum, _, i) => sum + 2 + Math.max(...all.map((row) => visibleWidth(cellText(row[i]!)))), 0);
  const fitted = all.map((row) => row.map((cell, i) => (i === last ? fit(cell, width - figures) : cell)));
  return renderTable(fitted, `${'r'.repeat(last)}l`, paint);
}

function fit(cell: Cell, width: number): Cell {
  const text = cutMiddle(cellText(cell), width);
  return typeof cell === 'string' ? text : { text, tone: cell.tone };
}

/** Names endpoints for people. */
export function endpointNamer(endpoints: readonly Endpoint[]): (id: number) => string {
  const byId = new Map(endpoints.map((endpoint) => [endpoint.id, endpoint]));
  return (id) => {
    const endpoint = byId.get(id);
    return endpoint === undefined ? `endpoint ${id}` : printable(`${endpoint.method} ${endpoint.path}`);
  };
}

function ofAll(shown: readonly EndpointSummary[], all: readonly EndpointSummary[]): string {
  return all.length > shown.length ? ` (${shown.length} of ${formatCount(all.length)})` : '';
}

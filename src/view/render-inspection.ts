import { endpointTable } from './endpoint-tables.ts';
import {
  formatAskedRate,
  formatBytes,
  formatCount,
  formatLocalTime,
  formatShare,
  formatSpan,
} from './format-units.ts';
import type { Inspection } from './inspection.ts';
import { type Cell, type Paint, painter, statusTone } from './paint.ts';
import { printable, printableBytes } from './printable.ts';
import { replayCommand } from './replay-command.ts';
import { NARROWEST, type Screen } from './screen.ts';
import { skipExamples, skipLines } from './skip-lines.ts';
import { wrapItems, wrapText } from './wrap.ts';

/**
 * Shows what a log holds before anything is sent: what would be replayed, what not and why, and the command to do it,
 * with the options that were given for the inspection.
 */
export function renderInspection(
  inspection: Inspection,
  screen: Screen,
  given: readonly string[] = [],
): string {
  const width = Math.max(NARROWEST, screen.width);
  const paint = painter(screen.color);
  const sections = [
    headLines(inspection, width, paint),
    [...sourceLines(inspection, width, paint), ...trafficLines(inspection, width, paint)],
    frequentEndpoints(inspection, width, paint),
    [
      ...skipLines(inspection.skipped, inspection.lines, width, paint),
      ...skipExamples(inspection.skipped, width, paint),
    ],
    replayCommand(inspection, given, width, paint),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function headLines({ lines, replayable }: Inspection, width: number, paint: Paint): string[] {
  if (lines === 0) return [paint({ text: 'nothing to replay: the log is empty', tone: 'bad' })];
  const count = `${formatCount(replayable)} of ${formatCount(lines)} lines`;
  const text = `${replayable === 0 ? 'nothing to replay: ' : ''}${count} can be replayed (${formatShare(replayable, lines)})`;
  return wrapText(text, width).map((line) =>
    paint({ text: line, tone: replayable === 0 ? 'bad' : 'strong' }),
  );
}

function sourceLines({ files, format }: Inspection, width: number, paint: Paint): string[] {
  const shown = files.slice(0, MOST_FILES).map(({ path, bytes }) => {
    return bytes === null ? printable(path) : `${printable(path)} (${formatBytes(bytes)})`;
  });
  if (files.length > MOST_FILES) shown.push(`and ${formatCount(files.length - MOST_FILES)} more`);
  const formats: Cell[] = [
    `${printable(format.name)}: ${printable(format.title)}`,
    ...(format.inside.length > 0 ? [`inside ${printable(format.inside.join(', '))}`] : []),
    ...(format.others.length > 0 ? [`and ${printable(format.others.join(', '))}`] : []),
    `reads ${formatShare(format.share, 1)} of the lines tried`,
  ];
  if (format.runnerUp !== null) {
    formats.push(`(next: ${printable(format.runnerUp.name)} ${formatShare(format.runnerUp.share, 1)})`);
  }
  return [...wrapItems('log', shown, width, paint), ...wrapItems('format', formats, width, paint)];
}

function trafficLines(inspection: Inspection, width: number, paint: Paint): string[] {
  const { replayable, methods, statuses, hosts, clients, withBody, withDuration } = inspection;
  if (replayable === 0) return [];
  const counted = (name: string, count: number) =>
    `${name} ${formatCount(count)} (${formatShare(count, replayable)})`;
  const rows: [string, Cell[]][] = [
    ['time', timeItems(inspection)],
    ['methods', methods.map(([method, count]) => counted(printableBytes(method), count))],
    [
      'status',
      statuses.map(([status, count]) => ({
        text: counted(status === null ? 'none' : String(status), count),
        tone: status === null ? undefined : statusTone(status),
      })),
    ],
    ['hosts', listed(hosts.map(([host, count]) => counted(printableBytes(host), count)))],
    ['clients', clients === null ? [] : [formatCount(clients)]],
    ['with', [counted('body', withBody), counted('recorded duration', withDuration)]],
  ];
  return rows.flatMap(([label, items]) => (items.length === 0 ? [] : wrapItems(label, items, width, paint)));
}

function timeItems({ firstAtMs, lastAtMs, replayable, timezone }: Inspection): Cell[] {
  if (firstAtMs === null || lastAtMs === null) return ['the log does not say when requests were made'];
  const spanMs = lastAtMs - firstAtMs;
  const items = [
    `${formatLocalTime(firstAtMs)} to ${formatLocalTime(lastAtMs)}`,
    `(${formatSpan(spanMs * 1000)})`,
  ];
  if (timezone !== null)
    items.push(`read as ${printable(timezone)}, for the stamps name no zone (--timezone)`);
  if (spanMs > 0) items.push(`${formatAskedRate(replayable / (spanMs / 1000))} on average`);
  return items;
}

function frequentEndpoints(
  { endpoints, endpointCount, replayable }: Inspection,
  width: number,
  paint: Paint,
): string[] {
  const ofAll =
    endpointCount > endpoints.length ? ` (${endpoints.length} of ${formatCount(endpointCount)})` : '';
  return endpointTable(
    ['count', 'share', `most frequent${ofAll}`],
    endpoints.map(({ method, path, count }) => [
      formatCount(count),
      formatShare(count, replayable),
      printable(`${method} ${path}`),
    ]),
    width,
    paint,
  );
}

function listed(items: readonly string[]): string[] {
  if (items.length <= MOST_HOSTS) return [...items];
  return [...items.slice(0, MOST_HOSTS), `and ${formatCount(items.length - MOST_HOSTS)} more`];
}

const MOST_FILES = 5;
const MOST_HOSTS = 5;

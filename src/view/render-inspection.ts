import { endpointTable } from './endpoint-tables.ts';
import {
  formatAskedRate,
  formatBytes,
  formatCount,
  formatDuration,
  formatLocalTime,
  formatShare,
  formatSpan,
} from './format-units.ts';
import type { Inspection } from './inspection.ts';
import { type Cell, type Paint, painter, statusTone } from './paint.ts';
import { printable, printableBytes } from './printable.ts';
import { rateChart } from './rate-chart.ts';
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
    rateChart(inspection, width, paint),
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
  const { replayable, methods, statuses, hosts, clients } = inspection;
  if (replayable === 0) return [];
  const counted = (name: string, count: number) =>
    `${name} ${formatCount(count)} (${formatShare(count, replayable)})`;
  const rows: [string, Cell[]][] = [
    ['time', timeItems(inspection)],
    [
      'methods',
      [
        ...methods.map(([method, count]) => counted(printableBytes(method), count)),
        ...leftOutItems(inspection),
      ],
    ],
    [
      'status',
      statuses.map(([status, count]) => ({
        text: counted(status === null ? 'none' : String(status), count),
        tone: status === null ? undefined : statusTone(status),
      })),
    ],
    ['hosts', listed(hosts.map(([host, count]) => counted(printableBytes(host), count)))],
    ['clients', clients === null ? [] : [`${clients.exact ? '' : 'about '}${formatCount(clients.count)}`]],
    ['with', withItems(inspection)],
    ['took', recordedItems(inspection)],
  ];
  return rows.flatMap(([label, items]) => (items.length === 0 ? [] : wrapItems(label, items, width, paint)));
}

function leftOutItems({ methodsLeftOut }: Inspection): Cell[] {
  if (methodsLeftOut.length === 0) return [];
  const counts = methodsLeftOut.map(([method, count]) => `${printableBytes(method)} ${formatCount(count)}`);
  return ['left out:', ...counts].map((text) => ({ text, tone: 'faint' }));
}

function withItems({ replayable, withBody, bodyBytes, withDuration }: Inspection): Cell[] {
  const body = `body ${formatCount(withBody)} (${formatShare(withBody, replayable)})`;
  return [
    withBody === 0 ? body : `${body}, ${formatBytes(bodyBytes)}`,
    `recorded duration ${formatCount(withDuration)} (${formatShare(withDuration, replayable)})`,
  ];
}

function recordedItems({ recordedUs }: Inspection): Cell[] {
  if (recordedUs.count === 0) return [];
  const { p50, p95, p99, max } = recordedUs;
  return Object.entries({ p50, p95, p99, max }).map(([name, us]) => `${name} ${formatDuration(us)}`);
}

function timeItems({ firstAtMs, lastAtMs, replayable, timezone, peakSecond }: Inspection): Cell[] {
  if (firstAtMs === null || lastAtMs === null) return ['the log does not say when requests were made'];
  const spanMs = lastAtMs - firstAtMs;
  const items = [
    `${formatLocalTime(firstAtMs)} to ${formatLocalTime(lastAtMs)}`,
    `(${formatSpan(spanMs * 1000)})`,
  ];
  if (timezone !== null)
    items.push(`read as ${printable(timezone)}, for the stamps name no zone (--timezone)`);
  // Over less than a second, a mean says little.
  if (spanMs >= 1000) items.push(`${formatAskedRate(replayable / (spanMs / 1000))} on average`);
  if (peakSecond !== null) {
    items.push(`at most ${formatAskedRate(peakSecond.count)}, at ${formatLocalTime(peakSecond.atMs)}`);
  }
  return items;
}

function frequentEndpoints(
  { endpoints, replayable, recordedUs }: Inspection,
  width: number,
  paint: Paint,
): string[] {
  const shown = endpoints.slice(0, MOST_ENDPOINTS);
  const ofAll =
    endpoints.length > shown.length ? ` (${shown.length} of ${formatCount(endpoints.length)})` : '';
  const timed = recordedUs.count > 0;
  return endpointTable(
    ['count', 'share', ...(timed ? ['p95'] : []), `most frequent${ofAll}`],
    shown.map(({ method, path, count, recordedUs: { p95 } }) => [
      formatCount(count),
      formatShare(count, replayable),
      ...(timed ? [formatDuration(p95)] : []),
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
const MOST_ENDPOINTS = 10;
const MOST_HOSTS = 5;

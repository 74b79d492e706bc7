import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { messageOf, ReplayError } from './errors.ts';
import type { CheckResult, DriftCell } from './model.ts';
import { type MessageEndpoint, type RunMessage, verdictOfStatus } from './notify/run-message.ts';
import { INTERRUPTED } from './summarize/interruption-note.ts';
import { versions } from './versions.ts';
import { repetitionSentence, worseSentences } from './view/baseline-sentence.ts';
import { formatValue } from './view/check-table.ts';
import { shellLine } from './view/command-lines.ts';
import { commandName } from './view/command-name.ts';
import { formatCount } from './view/format-units.ts';
import { headline, whyStopped } from './view/headline.ts';
import { printable } from './view/printable.ts';
import type { Report } from './view/report.ts';

/** What only the caller knows of a run that is told of. */
export interface Circumstances {
  readonly exitStatus: number;
  /** The file that its page went to. */
  readonly html?: string;
  /** What could not be done once the run was over. */
  readonly trouble?: unknown;
}

/** What is told of a run that was stored. */
export function messageOfRun(report: Report, { exitStatus, html, trouble }: Circumstances): RunMessage {
  const { run, summary, database } = report;
  const { responseTimeUs, drift } = summary;
  const { id, startedAt, finishedAt } = run;
  return {
    ...commonOf(exitStatus),
    name: run.name === null ? null : printable(run.name),
    target: printable(run.target),
    run: { id, startedAt, finishedAt },
    summary: headline(report)
      .at(-1)!
      .text.replace(/^reprise: /, ''),
    reasons: [...(trouble === undefined ? [] : troubleOf(trouble)), ...reasonsOf(report)],
    figures: {
      planned: summary.planned,
      answered: summary.answered,
      failed: summary.failed,
      dropped: summary.dropped,
      unexplained: drift?.unexplained ?? null,
      responseP50Us: responseTimeUs.p50,
      responseP95Us: responseTimeUs.p95,
      responseP99Us: responseTimeUs.p99,
    },
    endpoints: worstEndpoints(report),
    report: printable(shellLine([...commandName(), 'report', String(id), '--db', resolve(database)])),
    html: html === undefined ? null : printable(resolve(html)),
  };
}

/** What is told of a run that could not begin, or could not go on. */
export function messageOfError(
  error: unknown,
  exitStatus: number,
  { name, target }: { readonly name: string | null; readonly target: string },
): RunMessage {
  return {
    ...commonOf(exitStatus),
    name: name === null ? null : printable(name),
    target: printable(target),
    run: null,
    summary: printable(messageOf(error)),
    reasons: troubleOf(error),
    figures: null,
    endpoints: [],
    report: null,
    html: null,
  };
}

function troubleOf(error: unknown): string[] {
  const hint = error instanceof ReplayError ? [error.hint] : [];
  return [messageOf(error), ...hint].map(printable);
}

function commonOf(exitStatus: number) {
  return {
    id: randomUUID(),
    verdict: verdictOfStatus(exitStatus),
    exitStatus,
    previousVerdict: null,
    host: hostname(),
    version: versions.reprise,
  };
}

function reasonsOf({ run }: Report): string[] {
  const failed = run.checks.filter(({ passed }) => !passed);
  return [
    ...(run.stopped ? [`stopped ${whyStopped(run.stopped).replace(/^STOPPED /, '')}`] : []),
    ...(run.state === 'interrupted' ? run.notes.filter((note) => note.startsWith(INTERRUPTED)) : []).map(
      printable,
    ),
    ...run.invalid.map((why) => `not valid: ${printable(why)}`),
    ...failed.slice(0, MOST_REASONS).map(checkSentence),
    ...worseSentences(run.comparison).slice(0, MOST_REASONS),
    ...(run.repetition === null ? [] : [repetitionSentence(run, run.repetition)]),
    ...(failed.length > MOST_REASONS ? [`and ${failed.length - MOST_REASONS} more checks`] : []),
  ];
}

const MOST_REASONS = 10;

/** `p95(GET /search)<300ms: 412 ms, of 1,200 requests`. */
function checkSentence({ check, actual, unit, samples, why }: CheckResult): string {
  const found = why ?? `${formatValue(actual, unit)}, of ${formatCount(samples)} requests`;
  return `${printable(check)}: ${printable(found)}`;
}

/** Where most went wrong: what failed there, and what changed against the log for no known reason. */
function worstEndpoints({ summary, endpoints }: Report): MessageEndpoint[] {
  const names = new Map(endpoints.map((endpoint) => [endpoint.id, endpoint]));
  const changes = Map.groupBy(
    (summary.drift?.cells ?? []).filter(({ comparison }) => comparison === 'unexplained'),
    ({ endpointId }) => endpointId,
  );
  return summary.endpoints
    .map(({ endpointId, planned, bad, responseTimeUs }) => {
      const cells: readonly DriftCell[] = changes.get(endpointId) ?? [];
      const unexplained = cells.reduce((sum, { count }) => sum + count, 0);
      const [first] = cells.toSorted((a, b) => b.count - a.count);
      const endpoint = names.get(endpointId);
      return {
        method: printable(endpoint?.method ?? ''),
        path: printable(endpoint?.path ?? ''),
        ...{ planned, bad, unexplained },
        change: first === undefined ? null : { recorded: first.recorded, replayed: first.replayed },
        responseP95Us: responseTimeUs.p95,
      };
    })
    .filter(({ bad, unexplained }) => bad + unexplained > 0)
    .toSorted((a, b) => Math.max(b.bad, b.unexplained) - Math.max(a.bad, a.unexplained))
    .slice(0, MOST_ENDPOINTS);
}

const MOST_ENDPOINTS = 5;

import {
  type BaselineComparison,
  type CheckResult,
  failuresOf,
  type GeneratorHealth,
  type Percentiles,
  type SavedAnswer,
  type SessionsKept,
  type StopReason,
  type Transport,
} from '../model.ts';
import { figureJson } from './comparison-json.ts';
import { driftJson } from './drift-json.ts';
import { milliseconds, round } from './json-units.ts';
import type { Report } from './report.ts';

/**
 * The summary for machines. Keys are snake_case and stay as they are within a major version; units stand in the
 * names; what was not measured is null. Counts keep the books: planned = answered + failed + dropped.
 *
 *     run              id, name, state, valid, invalid_reasons, notes, not_stored (outcomes that the disk did not take in time, which stand in all figures), checks (check, passed, unit: ms, share or per_s, actual, limit, samples, why), failures (what failed: checks as they were written, worse: GET /path), comparison (with the baseline, --fail-on: baseline, run, verdict, failed, not_comparable,
 *                      warnings, worse_endpoints, worse (method, path, figures as `comparisonJson` has them); or null), repetition (--flaky: runs, confirmed (what failed in each; null: nobody can tell); or null), stopped (condition, first_second, last_second, share; or null), started_at, finished_at and pruned_at (ISO 8601), target, model
 *                      (open or closed), format, duration_s (null: the log once), warmup_s (part of it), workers, logs, options, versions
 *     generator        findings (sentences: what held the generator up), senders (worker, busy_share, loop_delay_p99_ms, loop_delay_max_ms,
 *                      handed_late_ms); or null
 *     transport        how the target was reached: protocol (HTTP/1.1, HTTP/2), addresses (address, opened: connections to it, refused: those
 *                      that it did not take), redirects_followed; or null, also where clients sent all requests
 *     client_reasons   what clients of the user said against answers or failed with: client, hook, result (judged, client; null for stop), text, count, first_seq
 *     sessions         how clients were kept apart (--sessions): begun, forgotten_idle and forgotten_for_room (of these), cookies (set by the target),
 *                      cookies_refused (of these); or null
 *     database         the file that holds the run
 *     warmup           count of requests of the warm-up, which are stored and in none of the figures that follow
 *     planned answered failed dropped sent                counts of requests
 *     statuses failures drops                             counts by status code and by reason
 *     rate_asked_per_s (null: closed loop; the mean of one that changes) rate_made_per_s bytes_received
 *     sending_s        how long requests were being sent, which is what rate_made_per_s is counted over
 *     response_time_ms service_time_ms ttfb_ms lag_ms     count, mean, p50, p90, p95, p99, p99_9, max
 *     session_wait_ms  the same: how long those requests waited for the answer before theirs that did; count says how many
 *     drift            what changed against the log: `driftJson`
 *     endpoints        method, path, planned, answered, bad (failed, dropped or 5xx), response_time_ms
 *     lines            lines read in one pass through the log; null where that is not known
 *     answers          with --bodies: method, path, status, result (answered, or why it broke off), place (first, last), seq, target, headers
 *                      (lines), body (its beginning, unpacked; null where it is no text), body_bytes (the whole, as it came)
 *     skipped          reason, count, first_file, first_line
 */
export function toJson(report: Report): object {
  const { run, summary } = report;
  const names = new Map(report.endpoints.map((endpoint) => [endpoint.id, endpoint]));
  return {
    run: {
      id: run.id,
      name: run.name,
      state: run.state,
      valid: run.invalid.length === 0,
      invalid_reasons: run.invalid,
      notes: run.notes,
      not_stored: run.notStored,
      checks: run.checks.map(checkJson),
      failures: failuresOf(run),
      comparison: run.comparison && baselineJson(run.comparison),
      repetition: run.repetition,
      stopped: run.stopped && stoppedJson(run.stopped),
      started_at: run.startedAt,
      finished_at: run.finishedAt,
      pruned_at: run.prunedAt,
      target: run.target,
      model: run.model,
      format: run.format,
      duration_s: seconds(run.durationUs),
      warmup_s: run.warmupUs / 1e6,
      workers: run.workers,
      logs: run.logs.map(({ path, bytes, modifiedAt, sha256FirstMiB }) => ({
        path,
        bytes: bytes ?? null,
        modified_at: modifiedAt ?? null,
        sha256_first_mib: sha256FirstMiB ?? null,
      })),
      options: run.options,
      versions: run.versions,
    },
    generator: run.generator && generatorJson(run.generator),
    transport: run.transport && transportJson(run.transport),
    client_reasons: run.clientReasons.map(({ firstSeq, ...reason }) => ({ ...reason, first_seq: firstSeq })),
    sessions: run.sessions && sessionsJson(run.sessions),
    database: report.database,
    warmup: summary.warmup ?? 0,
    planned: summary.planned,
    answered: summary.answered,
    failed: summary.failed,
    dropped: summary.dropped,
    sent: summary.sent,
    statuses: Object.fromEntries(summary.statuses),
    failures: Object.fromEntries(summary.failures),
    drops: Object.fromEntries(summary.drops),
    rate_asked_per_s: run.rateAsked,
    rate_made_per_s: round(report.rateMade),
    bytes_received: summary.bytes,
    sending_s: summary.sent === 0 ? null : seconds(summary.sendingUs),
    response_time_ms: milliseconds(summary.responseTimeUs),
    service_time_ms: milliseconds(summary.serviceTimeUs),
    ttfb_ms: milliseconds(summary.ttfbUs),
    lag_ms: milliseconds(summary.lagUs),
    session_wait_ms: milliseconds(summary.sessionWaitUs ?? NOTHING_MEASURED),
    drift: driftJson(report),
    endpoints: summary.endpoints.map(({ endpointId, planned, answered, bad, responseTimeUs }) => ({
      method: names.get(endpointId)?.method ?? null,
      path: names.get(endpointId)?.path ?? null,
      planned,
      answered,
      bad,
      response_time_ms: milliseconds(responseTimeUs),
    })),
    lines: report.lines,
    ...(report.answers && { answers: report.answers.map(answerJson) }),
    skipped: report.skipped.map(({ reason, count, example }) => ({
      reason,
      count,
      first_file: example.file,
      first_line: example.number,
    })),
  };
}

function checkJson({ check, passed, unit, actual, limit, samples, why }: CheckResult): object {
  const shown = (value: number | null) => (unit === 'us' && value !== null ? round(value / 1000) : value);
  return {
    check,
    passed,
    unit: unit === 'us' ? 'ms' : unit,
    actual: shown(actual),
    limit: shown(limit),
    samples,
    why,
  };
}

function baselineJson({ baseline, runId, verdict, failed, ...rest }: BaselineComparison): object {
  return {
    baseline,
    run: runId,
    verdict,
    failed,
    not_comparable: rest.notComparable,
    warnings: rest.warnings,
    worse_endpoints: rest.worseEndpoints,
    worse: rest.worse.map(({ endpoint, figures }) => ({
      method: endpoint?.method ?? null,
      path: endpoint?.path ?? null,
      figures: figures.map(figureJson),
    })),
  };
}

function stoppedJson({ condition, firstSecond, lastSecond, share }: StopReason): object {
  return { condition, first_second: firstSecond, last_second: lastSecond, share: round(share) };
}

function answerJson({ endpoint, bodyBytes, ...answer }: SavedAnswer): object {
  const { target, seq, place, result, status, headers, body } = answer;
  const { method, path } = endpoint;
  return { method, path, status, result, place, seq, target, headers, body, body_bytes: bodyBytes };
}

function transportJson({ protocol, addresses, redirectsFollowed }: Transport): object {
  return { protocol, addresses, redirects_followed: redirectsFollowed };
}

function sessionsJson({ begun, forgottenIdle, forgottenForRoom, ...cookies }: SessionsKept): object {
  return {
    begun,
    forgotten_idle: forgottenIdle,
    forgotten_for_room: forgottenForRoom,
    cookies: cookies.cookies,
    cookies_refused: cookies.cookiesRefused,
  };
}

/** Of a summary of an older reprise. */
const NOTHING_MEASURED: Percentiles = {
  ...{ count: 0, mean: null, p50: null, p90: null, p95: null, p99: null, p999: null, max: null },
};

function generatorJson({ senders, findings }: GeneratorHealth): object {
  return {
    findings,
    senders: senders.map(({ worker, busy, loopDelayP99Us, loopDelayMaxUs, handedLateUs }) => ({
      worker,
      busy_share: busy === null ? null : round(busy),
      loop_delay_p99_ms: loopDelayP99Us === null ? null : loopDelayP99Us / 1000,
      loop_delay_max_ms: loopDelayMaxUs === null ? null : loopDelayMaxUs / 1000,
      handed_late_ms: handedLateUs / 1000,
    })),
  };
}

function seconds(us: number | null): number | null {
  return us === null ? null : us / 1e6;
}

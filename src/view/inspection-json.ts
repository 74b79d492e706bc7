import { decodeBytes } from '../decode-bytes.ts';
import type { Percentiles } from '../model.ts';
import type { Inspection } from './inspection.ts';
import { ownPace, replayWords } from './replay-command.ts';

/**
 * An inspection for machines. Keys are snake_case and stay as they are within a major version; units stand in the names; what
 * the log does not tell is null. Counts are of requests that would be replayed, unless they say otherwise.
 *
 *     files            path, bytes (null: standard input)
 *     format           name, title, others (formats of further logs), inside (what the lines are wrapped in), share (of the lines tried, 0 to 1), runner_up (name, share)
 *     timezone         in which stamps were read that name none
 *     lines            of all files, but blank ones; parts of a line are one
 *     replayable       requests that a replay with the same options would send in one pass
 *     skipped          reason, count, first_file, first_line, example (secrets redacted)
 *     first_at last_at ISO 8601
 *     rate             mean_per_s, peak_per_s (the busiest second), peak_at
 *     timeline         start_at, stretch_s, counts (requests in each stretch of time, without gaps)
 *     methods          method, count; methods_left_out: of requests that would not be replayed
 *     statuses         status (null: none recorded), count
 *     endpoints        method, path, count, share (0 to 1), errors (recorded with 5xx), recorded_ms; most frequent first
 *     hosts            host, count: the ten most frequent
 *     clients          count, exact (false: an estimate within about 1%)
 *     with_body body_bytes with_duration
 *     recorded_ms      how long requests took the first time: count, mean, p50, p90, p95, p99, p99_9, max
 *     replay           rate_per_s, duration_s, command (its words): the log at its own mean rate
 */
export function inspectionJson(inspection: Inspection, options: readonly string[] = []): object {
  const { format, timeline, replayable } = inspection;
  const { ratePerS, durationS } = ownPace(inspection);
  return {
    files: inspection.files,
    format: {
      name: format.name,
      title: format.title,
      others: format.others,
      inside: format.inside,
      share: format.share,
      runner_up: format.runnerUp,
    },
    timezone: inspection.timezone,
    lines: inspection.lines,
    replayable,
    skipped: inspection.skipped.map(({ reason, count, example: { file, number, text } }) => {
      return { reason, count, first_file: file, first_line: number, example: text };
    }),
    first_at: iso(inspection.firstAtMs),
    last_at: iso(inspection.lastAtMs),
    rate: rateOf(inspection),
    timeline: timeline && {
      start_at: iso(timeline.startMs),
      stretch_s: timeline.stretchMs / 1000,
      counts: timeline.counts,
    },
    methods: counted('method', inspection.methods),
    methods_left_out: counted('method', inspection.methodsLeftOut),
    statuses: counted('status', inspection.statuses),
    endpoints: inspection.endpoints.map(({ method, path, count, errors, recordedUs }) => {
      const share = round(count / replayable);
      return { method, path, count, share, errors, recorded_ms: milliseconds(recordedUs) };
    }),
    hosts: counted('host', inspection.hosts),
    clients: inspection.clients,
    with_body: inspection.withBody,
    body_bytes: inspection.bodyBytes,
    with_duration: inspection.withDuration,
    recorded_ms: milliseconds(inspection.recordedUs),
    replay:
      replayable === 0
        ? null
        : { rate_per_s: ratePerS, duration_s: durationS, command: replayWords(inspection, options) },
  };
}

function rateOf({ firstAtMs, lastAtMs, replayable, peakSecond }: Inspection): object | null {
  if (firstAtMs === null || lastAtMs === null || peakSecond === null) return null;
  const spanS = (lastAtMs - firstAtMs) / 1000;
  return {
    mean_per_s: spanS > 0 ? round(replayable / spanS) : null,
    peak_per_s: peakSecond.count,
    peak_at: iso(peakSecond.atMs),
  };
}

function counted(name: string, counts: readonly (readonly [string | number | null, number])[]): object[] {
  return counts.map(([value, count]) => {
    return { [name]: typeof value === 'string' ? decodeBytes(value) : value, count };
  });
}

function iso(ms: number | null): string | null {
  const date = new Date(ms ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

function milliseconds({ count, mean, p50, p90, p95, p99, p999, max }: Percentiles): object {
  const ms = (us: number | null) => (us === null ? null : round(us / 1000));
  const times = { mean, p50, p90, p95, p99, p99_9: p999, max };
  return { count, ...Object.fromEntries(Object.entries(times).map(([name, us]) => [name, ms(us)])) };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

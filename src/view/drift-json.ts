import type { DriftCell, DurationDrift, StoredRequest } from '../model.ts';
import { shellLine } from './command-lines.ts';
import { curlWords } from './curl-words.ts';
import { durationRatio } from './duration-table.ts';
import { milliseconds, round } from './json-units.ts';
import type { Report } from './report.ts';
import { statusPairs } from './status-matrix.ts';

/**
 * What changed against the log, for machines; null of a run that an older reprise stored.
 *
 *     compared same unexplained noise     counts; compared = same + unexplained + all explained
 *     noise_floor      of report --noise: run_id, not_answered (changes that it tells nothing of, which are not left out)
 *     explained        reason, count
 *     not_compared     no_status, failed, dropped
 *     matrix           recorded, replayed, count: over all endpoints
 *     cells            method, path, recorded, replayed, change (unexplained, explained, same), reason, count, and up to
 *                      three examples: method, target, curl (a command for a POSIX shell)
 *     in_no_cell       count of outcomes that changed, or not, in too many ways for a cell each
 *     durations        recorded_ms, replayed_ms (service time), ratio (p50, p95, p99: null where samples are too few);
 *                      endpoints: the same of each with 20 samples or more
 */
export function driftJson(report: Report): object | null {
  const { drift } = report.summary;
  if (drift === undefined) return null;
  const names = new Map(report.endpoints.map((endpoint) => [endpoint.id, endpoint]));
  const requests = new Map(report.examples.map((request) => [request.id, request]));
  const { durations, notCompared } = drift;
  return {
    compared: drift.compared,
    same: drift.same,
    unexplained: drift.unexplained,
    explained: drift.explained.map(([reason, count]) => ({ reason, count })),
    noise: drift.noise,
    noise_floor:
      report.noise === undefined
        ? null
        : { run_id: report.noise.runId, not_answered: report.noise.notAnswered },
    not_compared: {
      no_status: notCompared.noStatus,
      failed: notCompared.failed,
      dropped: notCompared.dropped,
    },
    matrix: statusPairs(drift).map(([recorded, replayed, count]) => ({ recorded, replayed, count })),
    cells: drift.cells.map((cell) => ({
      ...named(cell.endpointId),
      recorded: cell.recorded,
      replayed: cell.replayed,
      ...changeOf(cell),
      count: cell.count,
      examples: cell.examples.flatMap((id) => exampleOf(requests.get(id))),
    })),
    in_no_cell: drift.inNoCell,
    durations: {
      ...durationsOf(durations),
      endpoints: durations.endpoints.map((of) => ({ ...named(of.endpointId), ...durationsOf(of) })),
    },
  };

  function named(endpointId: number): object {
    const endpoint = names.get(endpointId);
    return { method: endpoint?.method ?? null, path: endpoint?.path ?? null };
  }

  function exampleOf(request: StoredRequest | undefined): object[] {
    if (request === undefined) return [];
    const { endpoint, target } = request;
    return [{ method: endpoint.method, target, curl: shellLine(curlWords(report.run, request)) }];
  }
}

function changeOf({ comparison }: DriftCell): object {
  if (comparison === 'same' || comparison === 'unexplained') return { change: comparison, reason: null };
  return { change: 'explained', reason: comparison };
}

function durationsOf(durations: DurationDrift): object {
  const { p50, p95, p99 } = durationRatio(durations);
  const ratio = (value: number | null) => (value === null ? null : round(value));
  return {
    recorded_ms: milliseconds(durations.recordedUs),
    replayed_ms: milliseconds(durations.replayedUs),
    ratio: { p50: ratio(p50), p95: ratio(p95), p99: ratio(p99) },
  };
}

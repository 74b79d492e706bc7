import type { FilterReason, LogRecord } from '../model.ts';
import { clientShare, shareOf } from './client-share.ts';
import { compileExpression, type MatchTarget } from './path-pattern.ts';
import { parseStatuses } from './recorded-statuses.ts';
import type { FilterRules } from './request-rules.ts';
import type { SelectionNotes } from './selection-notes.ts';

/** Why a request is not wanted; undefined: it is. `path` is its target in origin form, `text` its line. */
export type FilterRequest = (record: LogRecord, path: string, text: string) => FilterReason | undefined;

/** Puts together the filters that were asked for, the cheap ones first; undefined where there are none. */
export function requestFilter(rules: FilterRules, notes: SelectionNotes): FilterRequest | undefined {
  const { include = [], exclude = [], status, sinceMs, untilMs, sample } = rules;
  const filters: FilterRequest[] = [];
  if (status !== undefined) filters.push(byStatus(status));
  if (sinceMs !== undefined || untilMs !== undefined) filters.push(byTime(sinceMs, untilMs, notes));
  if (exclude.length > 0) filters.push(byPath(exclude, '--exclude', true, 'excluded'));
  if (include.length > 0) filters.push(byPath(include, '--include', false, 'not-included'));
  if (sample !== undefined && sample < 1) filters.push(bySample(sample, notes));
  if (filters.length === 0) return undefined;
  return (record, path, text) => {
    for (const filter of filters) {
      const reason = filter(record, path, text);
      if (reason !== undefined) return reason;
    }
    return undefined;
  };
}

function byStatus(statuses: string): FilterRequest {
  const wants = parseStatuses(statuses);
  return ({ status }) => (wants(status) ? undefined : 'status');
}

function byTime(sinceMs = -Infinity, untilMs = Infinity, notes: SelectionNotes): FilterRequest {
  return ({ startedAtMs }) => {
    if (startedAtMs === undefined) {
      notes.untimed++;
      return 'no-time';
    }
    notes.timed++;
    if (startedAtMs < sinceMs) return 'before-since';
    return startedAtMs < untilMs ? undefined : 'after-until';
  };
}

function byPath(
  expressions: readonly string[],
  option: string,
  unwanted: boolean,
  reason: FilterReason,
): FilterRequest {
  const matchers: MatchTarget[] = expressions.map((source) => compileExpression(source, option));
  return (_record, path) => (matchers.some((matches) => matches(path)) === unwanted ? reason : undefined);
}

function bySample(share: number, notes: SelectionNotes): FilterRequest {
  return (record, _path, text) => {
    let place = clientShare(record);
    if (place === undefined) {
      notes.withoutClient++;
      place = shareOf(text);
    }
    return place < share ? undefined : 'not-sampled';
  };
}

import type { HttpRequest, LogRecord, SkipCount } from '../model.ts';
import type { Catalogue } from './catalogue.ts';
import { causesOf, holdsCredentials } from './causes-of.ts';
import { DistinctRequests } from './distinct-requests.ts';
import { originForm } from './origin-form.ts';
import { requestFilter } from './request-filter.ts';
import { payloadOf } from './request-payload.ts';
import type { RequestRules } from './request-rules.ts';
import { SelectionNotes } from './selection-notes.ts';
import { sendableHeaders } from './sendable-headers.ts';

/**
 * Turns the records of one pass through the log into requests, in their order, or says why one is left out. `text` is the
 * line that the record was read from.
 */
export type MakeRequest = (record: LogRecord, text: string) => HttpRequest | SkipCount['reason'];

/**
 * Begins a pass: positions count from 0 in each, so that the same line is the same position every time. What is noticed on
 * the way goes to `notes`. `showsCredentials`: whether the log has a place for credentials, so that a request without any
 * had none.
 */
export function requestMaker(
  rules: RequestRules,
  catalogue: Catalogue,
  notes = new SelectionNotes(),
  showsCredentials = false,
): MakeRequest {
  const { extraHeaders, filter: filterRules = {} } = rules;
  const extraNames = new Set(extraHeaders.map(([name]) => name.toLowerCase()));
  const extra = extraHeaders.flat();
  const hasOwnType = extraNames.has('content-type');
  const filter = requestFilter(filterRules, notes);
  const distinct = filterRules.dedupe ? new DistinctRequests() : undefined;
  let position = 0;

  return (record, text) => {
    const { method } = record;
    if (!rules.methods.has(method)) {
      if (method === 'CONNECT') return 'connect';
      notes.leftOutFor(method);
      return 'method';
    }
    const path = originForm(record.target, ownHosts(record, rules));
    if (path === null) return record.target.includes('://') ? 'other-host' : 'bad-request-line';
    const unwanted = filter?.(record, path, text);
    if (unwanted !== undefined) return unwanted;

    const { rule, body, isLost } = payloadOf(record, path, rules);
    if (body === 'missing') return 'body-missing';
    const headers = headersFor(record);
    if (rule !== undefined) {
      notes.usedBodies.add(rule);
      setPayloadHeaders(headers, rule.contentType);
    }
    const host = hostFor(record, rules);
    if (host === undefined && rules.host === 'log') notes.withoutHost++;
    if (distinct !== undefined) {
      if (!distinct.add({ method, path, host, headers, body })) return 'duplicate';
      if (distinct.isFull) notes.tooManyDistinct = true;
    }

    const { id: requestId, endpoint, secretTarget } = catalogue.request(method, path);
    return {
      position: position++,
      method,
      path,
      headers,
      body,
      host,
      recorded: { startedAtMs: record.startedAtMs, status: record.status, durationMs: record.durationMs },
      causes: causesOf({
        sent: headers,
        secretTarget,
        hadCredentials: holdsCredentials(record),
        showsCredentials,
        bodyLost: isLost ?? false,
      }),
      endpoint,
      requestId,
    };
  };

  function headersFor(record: LogRecord): string[] {
    const recorded = record.headers ?? [];
    const kept =
      extraNames.size === 0 ? recorded : recorded.filter(([name]) => !extraNames.has(name.toLowerCase()));
    const headers = sendableHeaders(kept);
    for (const part of extra) headers.push(part);
    return headers;
  }

  /** What the log says of the bytes that were sent then does not hold for those of a rule. */
  function setPayloadHeaders(headers: string[], contentType: string | undefined): void {
    let hasType = hasOwnType;
    for (let i = headers.length - extra.length - 2; i >= 0; i -= 2) {
      const name = headers[i].toLowerCase();
      if (name === 'content-type') hasType = true;
      else if (OF_THE_BYTES.has(name)) headers.splice(i, 2);
    }
    if (!hasType && contentType !== undefined) headers.push('Content-Type', contentType);
  }
}

/** Headers that describe exactly the recorded payload (RFC 9110 §8.4, RFC 9530). */
const OF_THE_BYTES: ReadonlySet<string> = new Set([
  ...['content-encoding', 'content-range', 'content-md5', 'digest', 'content-digest', 'repr-digest'],
]);

function ownHosts(record: LogRecord, rules: RequestRules): string[] {
  return record.host === undefined ? [rules.targetHost] : [rules.targetHost, record.host];
}

function hostFor(record: LogRecord, { host }: RequestRules): string | undefined {
  if (host === 'target') return undefined;
  return host === 'log' ? validHost(record.host) : host.name;
}

function validHost(host: string | undefined): string | undefined {
  return host !== undefined && /^[\w.:[\]-]+$/.test(host) ? host : undefined;
}

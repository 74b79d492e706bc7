import { type HttpRequest, type LogRecord, MARK, MARKED, type SkipCount } from '../model.ts';
import type { Catalogue } from './catalogue.ts';
import { causesOf, holdsCredentials } from './causes-of.ts';
import { DistinctRequests } from './distinct-requests.ts';
import { originForm } from './origin-form.ts';
import { requestFilter } from './request-filter.ts';
import { payloadOf } from './request-payload.ts';
import type { RequestRules } from './request-rules.ts';
import { headerRules } from './rewriting/header-rules.ts';
import { Placeholders, withNames } from './rewriting/placeholders.ts';
import { SelectionNotes } from './selection-notes.ts';
import { sendableHeaders } from './sendable-headers.ts';
import { sessionOf } from './session-key.ts';

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
  const { rewriting, filter: filterRules = {}, sessionKey } = rules;
  const { taken, given } =
    rewriting?.headers ?? headerRules([], new Placeholders(NO_NAMES), rules.extraHeaders);
  const takesType = taken.has('content-type');
  const givenMarked = given.some((text) => text.includes(MARK));
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

    const { rule, body: payload, isLost } = payloadOf(record, path, rules);
    if (payload === 'missing') return 'body-missing';
    const headers = headersFor(record);
    let body = payload;
    let marked = givenMarked ? MARKED.head : 0;
    if (rule !== undefined) {
      notes.usedBodies.add(rule);
      setPayloadHeaders(headers, rule.contentType);
      const template = rewriting?.payloads.get(rule);
      if (template !== undefined) body = template.body;
      if (template?.isMarked) marked |= MARKED.body;
    }
    const sentPath = rewriting?.changeTarget?.(path) ?? path;
    if (sentPath !== path && sentPath.includes(MARK)) marked |= MARKED.head;
    const host = hostFor(record, rules);
    if (host === undefined && rules.host === 'log') notes.withoutHost++;
    if (distinct !== undefined) {
      if (!distinct.add({ method, path: sentPath, host, headers, body })) return 'duplicate';
      if (distinct.isFull) notes.tooManyDistinct = true;
    }

    const session = sessionKey && sessionOf(record, sessionKey);
    if (sessionKey) notes.sessions[session === undefined ? 'without' : 'with']++;

    const known = catalogue.request(method, path, sentPath === path ? undefined : () => shown(sentPath));
    const { id: requestId, endpoint, secretLogged, secretSent } = known;
    return {
      position: position++,
      method,
      path: sentPath,
      headers,
      body,
      host,
      ...(marked !== 0 && { marked }),
      recorded: { startedAtMs: record.startedAtMs, status: record.status, durationMs: record.durationMs },
      causes: causesOf({
        sent: headers,
        secretLogged,
        secretSent,
        hadCredentials: holdsCredentials(record),
        showsCredentials,
        bodyLost: isLost ?? false,
      }),
      endpoint,
      requestId,
      ...(session !== undefined && { session }),
    };
  };

  function headersFor(record: LogRecord): string[] {
    const recorded = record.headers ?? [];
    const kept = taken.size === 0 ? recorded : recorded.filter(([name]) => !taken.has(name.toLowerCase()));
    const headers = sendableHeaders(kept);
    for (const part of given) headers.push(part);
    return headers;
  }

  /** What the log says of the bytes that were sent then does not hold for those of a rule. */
  function setPayloadHeaders(headers: string[], contentType: string | undefined): void {
    let hasType = takesType;
    for (let i = headers.length - given.length - 2; i >= 0; i -= 2) {
      const name = headers[i].toLowerCase();
      if (name === 'content-type') hasType = true;
      else if (OF_THE_BYTES.has(name)) headers.splice(i, 2);
    }
    if (!hasType && contentType !== undefined) headers.push('Content-Type', contentType);
  }

  function shown(path: string): string {
    return withNames(path, rewriting?.placeholders ?? []);
  }
}

const NO_NAMES = { captured: new Set<string>(), env: {} };

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

import type { Header, LogRecord } from '../model.ts';
import type { BodyRule } from './body-rules.ts';
import type { RequestRules } from './request-rules.ts';

/** The payload that a request is sent with. */
export interface Payload {
  /** undefined: none. */
  readonly body: Uint8Array | undefined | 'missing';
  /** The rule that supplied it. */
  readonly rule?: BodyRule;
  /** Whether the request had one that the log does not hold. */
  readonly isLost?: boolean;
}

/**
 * The payload of a record: its own where the log holds it or says that there was none, else that of the first rule that
 * matches. `missing` where there was one that nobody knows: without it, it would be another request.
 */
export function payloadOf(record: LogRecord, path: string, rules: RequestRules): Payload {
  const { method, body, headers } = record;
  if (body !== undefined) return body.length > 0 ? { body } : NO_PAYLOAD;
  const announced = headers === undefined ? undefined : announcedPayload(headers);
  if (announced === false) return NO_PAYLOAD;
  const isLost = announced === true || HAS_PAYLOAD.has(method);
  const rule = rules.bodies?.find((it) => it.method === method && it.matches(path));
  if (rule !== undefined) return { body: rule.body.length > 0 ? rule.body : undefined, rule, isLost };
  if (!isLost) return NO_PAYLOAD;
  return rules.bodyMissing === 'empty' ? LEFT_EMPTY : MISSING;
}

const NO_PAYLOAD: Payload = { body: undefined };
const LEFT_EMPTY: Payload = { body: undefined, isLost: true };
const MISSING: Payload = { body: 'missing' };

/** Methods whose payload is part of what they ask (RFC 9110 §9.3). */
const HAS_PAYLOAD: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);

/** Whether the recorded headers say that there was a payload, or that there was none; undefined: they say nothing. */
function announcedPayload(headers: readonly Header[]): boolean | undefined {
  for (const [name, value] of headers) {
    // By length first: this is done for every request, and most logs hold two headers.
    if (name.length === 14 && name.toLowerCase() === 'content-length') return Number(value) !== 0;
    if (name.length === 17 && name.toLowerCase() === 'transfer-encoding') return true;
  }
  return undefined;
}

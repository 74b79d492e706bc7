import type { HttpRequest, LogRecord, SkipReason } from '../model.ts';
import type { Catalogue } from './catalogue.ts';
import { originForm } from './origin-form.ts';
import { sendableHeaders } from './sendable-headers.ts';

/** Methods that ask for nothing to be changed (RFC 9110 §9.2.1): replayed unless others are named. */
export const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'] as const;

export const BODY_MISSING = ['skip', 'empty'] as const;

export interface RequestRules {
  /** The methods that are replayed, upper case. */
  readonly methods: ReadonlySet<string>;
  /** Which Host is sent: the target's own, the one the log recorded, or this one. */
  readonly host: 'target' | 'log' | { readonly name: string };
  /** The target's host and port, which an absolute target in the log may name. */
  readonly targetHost: string;
  /** Sent with every request; takes the place of a recorded header of the same name. */
  readonly extraHeaders: readonly (readonly [name: string, value: string])[];
  /** What to do with a request that had a payload which the log does not hold. */
  readonly bodyMissing: (typeof BODY_MISSING)[number];
}

/** Turns the records of one pass through the log into requests, in their order, or says why one is left out. */
export type MakeRequest = (record: LogRecord) => HttpRequest | SkipReason;

/** Begins a pass: positions count from 0 in each, so that the same line is the same position every time. */
export function requestMaker(rules: RequestRules, catalogue: Catalogue): MakeRequest {
  const extraNames = new Set(rules.extraHeaders.map(([name]) => name.toLowerCase()));
  const extra = rules.extraHeaders.flat();
  let position = 0;

  return (record) => {
    const { method } = record;
    if (!rules.methods.has(method)) return method === 'CONNECT' ? 'connect' : 'method';
    const path = originForm(record.target, ownHosts(record, rules));
    if (path === null) return record.target.includes('://') ? 'other-host' : 'bad-request-line';
    if (record.body === undefined && rules.bodyMissing === 'skip' && HAS_PAYLOAD.has(method))
      return 'body-missing';

    const { id: requestId, endpoint } = catalogue.request(method, path);
    return {
      position: position++,
      method,
      path,
      headers: headersFor(record),
      body: record.body?.length ? record.body : undefined,
      host: hostFor(record, rules),
      recorded: { startedAtMs: record.startedAtMs, status: record.status, durationMs: record.durationMs },
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
}

/** Methods whose payload is part of what they ask (RFC 9110 §9.3): without it, it would be another request. */
const HAS_PAYLOAD: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);

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

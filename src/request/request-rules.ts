import type { BodyRule } from './body-rules.ts';
import type { Rewriting } from './rewriting/compile-rewriting.ts';
import type { SessionKey } from './session-key.ts';

/** Methods that ask for nothing to be changed (RFC 9110 §9.2.1): replayed unless others are named. */
export const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'] as const;

export const BODY_MISSING = ['skip', 'empty', 'error'] as const;

/** Which records become requests, and what of them is sent. */
export interface RequestRules {
  /** The methods that are replayed, upper case. */
  readonly methods: ReadonlySet<string>;
  /** Which of the requests with these methods are wanted; absent: all. */
  readonly filter?: FilterRules;
  /** Which Host is sent: the target's own, the one the log recorded, or this one. */
  readonly host: 'target' | 'log' | { readonly name: string };
  /** The target's host and port, which an absolute target in the log may name. */
  readonly targetHost: string;
  /** Sent with every request; takes the place of a recorded header of the same name. As they stand: rules come after them. */
  readonly extraHeaders: readonly (readonly [name: string, value: string])[];
  /** What the rules of rewriting come to. Absent: there are none. */
  readonly rewriting?: Rewriting;
  /** By what clients are told apart; absent: they are not. */
  readonly sessionKey?: SessionKey;
  /** Payloads for requests whose own the log does not hold; the first that matches is taken. */
  readonly bodies?: readonly BodyRule[];
  /** What to do with a request that had a payload which the log does not hold, and which no rule supplies. */
  readonly bodyMissing: (typeof BODY_MISSING)[number];
}

/** Which of the replayable requests are wanted. What is not asked for costs nothing. */
export interface FilterRules {
  /** Regular expressions (RE2) on path and query: one of them has to match. */
  readonly include?: readonly string[];
  /** None of these may match. */
  readonly exclude?: readonly string[];
  /** Recorded statuses: `2xx,404,none`. */
  readonly status?: string;
  /** The first moment that is wanted, and the first that is not any more; ms since the epoch. */
  readonly sinceMs?: number;
  readonly untilMs?: number;
  /** The share of clients, above 0 and up to 1. */
  readonly sample?: number;
  /** Whether each distinct request is wanted once. */
  readonly dedupe?: boolean;
}

import type { LogOptions } from './open-log.ts';
import type { RequestRules } from './request/request-rules.ts';
import type { LoginRule } from './request/rewriting/login-rule.ts';
import type { RewriteRule } from './request/rewriting/rewrite-rule.ts';
import { parseSessionKey, type SessionKey } from './request/session-key.ts';
import type { ChecksAsked } from './run-checks.ts';
import type { AsLoggedPace } from './schedule/as-logged-plan.ts';
import type { Capture } from './send/capture.ts';
import type { WeightedClient } from './send/parse-client.ts';
import type { TransportWishes } from './send/transport-options.ts';

/** How clients are kept apart. */
export interface SessionsWish {
  /** What tells them apart: `client`, `address`, `header:NAME`, `cookie:NAME` or `query:NAME`. */
  readonly key: string;
  /** Whether each has a connection of its own. */
  readonly ownConnections: boolean;
}

/** By what clients are told apart; undefined where they are not. */
export function sessionKeyOf({ sessions }: Pick<ReplayOptions, 'sessions'>): SessionKey | undefined {
  return sessions && parseSessionKey(sessions.key);
}

export interface UsersPace {
  readonly count: number;
  /** So many users begin a second; null: all at once. */
  readonly spawnRate: number | null;
  /** The shortest and the longest pause after an answer. */
  readonly waitUs: readonly [shortest: number, longest: number];
}

/** The users of a closed model; null in any other. */
export function usersOf({ rate }: Pick<ReplayOptions, 'rate'>): UsersPace | null {
  return typeof rate === 'object' && 'users' in rate ? rate.users : null;
}

/** Whether arrivals wait for answers. */
export function isClosed(options: Pick<ReplayOptions, 'rate'>): boolean {
  return options.rate === 'max' || usersOf(options) !== null;
}

/** Whether the log is replayed while it is written. */
export function isFollowing({ rate }: Pick<ReplayOptions, 'rate'>): boolean {
  return rate === 'follow';
}

/** What a replay is to do. */
export interface ReplayOptions extends LogOptions, ChecksAsked {
  /** What is put under load: `http://host:port`, `https://host:port` or `unix:/path`, the only place that is ever contacted. */
  readonly target: string;
  /**
   * Arrivals per second; a load that changes (`line(10,100,1m) …`, or a file); the log's own timing; `max`: a closed loop over
   * `connections`; users: a closed model of so many that send, wait for the answer, and pause; `follow`: the logs while they
   * are written, from now on, each request when its line is there.
   */
  readonly rate:
    | number
    | 'max'
    | 'follow'
    | { readonly load: string }
    | { readonly asLogged: AsLoggedPace }
    | { readonly users: UsersPace };
  /** null: the log once, whatever it takes; what is followed, until the signal. A load has a duration of its own; a function may be ended by this one. */
  readonly durationUs: number | null;
  /** Sent at the rate at which the run begins, stored and marked, but in no figure; the duration comes after it. */
  readonly warmupUs: number;
  /** Whether arrivals are as even as the rate, or at random as from many independent clients. */
  readonly arrivals: 'even' | 'poisson';
  /** By which what is random is repeated. */
  readonly seed: number;
  /** Ends with the log even when the duration is longer. */
  readonly once: boolean;
  readonly rules: Omit<RequestRules, 'targetHost' | 'rewriting' | 'sessionKey'>;
  /** Keeps clients apart: each with its cookies, and one request at a time. Absent: they are not. */
  readonly sessions?: SessionsWish;
  /** Changes to every request, in this order; `rules.host` comes after them. */
  readonly rewriting?: readonly RewriteRule[];
  /** Sent before the run, and again where what it brought is refused; what is captured from its answer is for the rules to use. */
  readonly login?: { readonly rule: LoginRule; readonly captures: readonly Capture[] };
  /** Files of clients of one's own, which have a say in every request; several share the requests out by their weights. */
  readonly clients?: readonly WeightedClient[];
  /** What clients find in `context.settings`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Where rules and payloads find `${NAME}`. Absent: the environment of the process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Endpoints that are named by hand, `GET /shop/{id}/…`: the first that fits. The others are learned from the log. */
  readonly endpoints?: readonly string[];
  /** Sender threads, and connections opened before the start. Absent: what the rate needs. */
  readonly workers?: number;
  readonly connections?: number;
  /** Conditions such as `5xx>20% for 5s`, each of which stops the run early. */
  readonly stopWhen?: readonly string[];
  readonly maxInFlight: number;
  /** An arrival that is more overdue than this is dropped. */
  readonly maxOverdueUs: number;
  /** After a hiccup: so many times the rate until it is level, all at once, or nothing that was held up. */
  readonly catchUp: number | 'burst' | 'skip';
  /** How the target is reached. */
  readonly transport?: TransportWishes;
  /** Whether the target is tried before the run. */
  readonly preflight: boolean;
  readonly database: string;
  /** Targets that may be loaded, and no others. Absent: any but those that look like production. */
  readonly allowedTargets?: readonly string[];
  /** Loads whatever target is named. */
  readonly iKnow?: boolean;
  /** A plan that goes beyond so many arrivals per second is refused. */
  readonly maxRate?: number;
  /** Waits so long before the run for `health`, a path (`/`) or a URL, to be answered 2xx. Absent: it does not. */
  readonly waitForTargetUs?: number;
  readonly health?: string;
  /** A file that no two runs hold at the same time. */
  readonly lock?: string;
  readonly name: string | null;
}

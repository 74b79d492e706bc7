/** Everything that the main thread and a sender thread say to each other. */
import type { ReplayErrorCode } from '../errors.ts';
import type { AddressCount, ClientReason, OutcomeBatch, SenderLoad, SessionsKept } from '../model.ts';
import type { KeptAnswer } from './answer-keeper.ts';
import type { CatchUp } from './backlog.ts';
import type { ClientsOptions } from './clients-options.ts';
import type { PackedArrivals } from './pack-arrivals.ts';
import type { Captured, FillingOptions } from './request-templates.ts';
import type { TransportOptions } from './transport-options.ts';
import type { UsersOptions } from './users.ts';

/** What a sender is told once, when its thread starts. */
export interface SenderOptions {
  readonly worker: number;
  /** How many senders there are. */
  readonly workers: number;
  readonly transport: TransportOptions;
  /** This sender's share of the requests that may be in flight at once. */
  readonly maxInFlight: number;
  /** This sender's share of the connections that are opened before the start; in a closed loop, all it uses. */
  readonly connections: number;
  /** Whether these are opened before it is ready: a sender that takes the place of another has no time for that. */
  readonly openAhead: boolean;
  /** Whether it sends requests to itself before anything else, so that machine code is made of all that sends. */
  readonly rehearse?: boolean;
  /** Shared with the main thread: how many arrivals it has begun with, sent or dropped. */
  readonly taken: Float64Array;
  readonly closedLoop: boolean;
  /** A closed loop of users that pause; null: over connections that do not. */
  readonly users: UsersOptions | null;
  /** An arrival that is more overdue than this when its turn comes is dropped: the plan it belonged to has passed. */
  readonly maxOverdueUs: number;
  /** How what is less overdue than that goes out. */
  readonly catchUp: CatchUp;
  /** Absent: clients are not kept apart. */
  readonly sessions?: SessionsOptions;
  /** Absent: no request has placeholders. */
  readonly filling?: FillingOptions;
  /** Clients of the user that have a say in every request. Absent: there are none. */
  readonly clients?: ClientsOptions;
}

/** Clients are kept apart: each with its cookies, and one request at a time. */
export interface SessionsOptions {
  /** Whether each has a connection of its own. */
  readonly ownConnections: boolean;
  /** An arrival that has waited longer than this for its session is dropped. */
  readonly maxWaitUs: number;
}

/** How it went with a sender. */
export interface SenderEnd {
  /** Arrivals that a stop made it forget. */
  readonly forgotten: number;
  readonly load: SenderLoad;
  /** Where its connections went. */
  readonly addresses: readonly AddressCount[];
  readonly redirectsFollowed: number;
  /** How many answers were to be kept, and there was no room. */
  readonly answersLeft: number;
  /** How often the target said more over a connection than it was asked for. */
  readonly unasked: number;
  /** What clients of the user said against answers, or failed with. */
  readonly clientReasons: readonly ClientReason[];
  /** Null where clients were not kept apart. */
  readonly sessions: SessionsKept | null;
}

export type ToSender =
  | { readonly type: 'arrivals'; readonly arrivals: PackedArrivals }
  /**
   * The run begins at `atUs` (shared clock), or began then. A closed loop sends nothing after `endAtUs`. Users that were to
   * begin before `usersFromUs` (from the start) begin then.
   */
  | {
      readonly type: 'start';
      readonly atUs: number;
      readonly endAtUs: number;
      readonly usersFromUs: number;
    }
  /** Another login brought these values for what is sent from now on. */
  | { readonly type: 'captured'; readonly captured: Captured }
  /** Arrivals due up to `dueUs` from the start are still sent, later ones forgotten. Nothing follows. */
  | { readonly type: 'stop'; readonly dueUs: number }
  /** The plan is complete: nothing follows. */
  | { readonly type: 'end' };

export type FromSender =
  /** A client of the user did not start; nothing follows. */
  | {
      readonly type: 'not-started';
      readonly code: ReplayErrorCode;
      readonly message: string;
      readonly hint: string;
    }
  /** Connections are open (as far as the target lets them). */
  | { readonly type: 'ready' }
  | { readonly type: 'outcomes'; readonly batch: OutcomeBatch; readonly inFlight: number }
  /** Answers that are kept for the report. */
  | { readonly type: 'answers'; readonly answers: readonly KeptAnswer[] }
  /** Every arrival that was handed over has its outcome, but for those that a stop made it forget; the thread ends. */
  | ({ readonly type: 'done' } & SenderEnd);

/** What the thread is given that looks at the clients of a run. */
export interface LookData {
  readonly files: readonly string[];
}

/** What it says of them. */
export type Look =
  | { readonly type: 'loaded'; readonly sends: readonly boolean[] }
  | { readonly type: 'failed'; readonly message: string; readonly hint: string };

/** What the thread of an alarm shares with the one that sets it. */
export interface AlarmCells {
  /** Counts how often the alarm was set, and wakes whoever waits for that. */
  readonly times: Int32Array<SharedArrayBuffer>;
  /** The moment, on the shared clock. */
  readonly atUs: Float64Array<SharedArrayBuffer>;
}

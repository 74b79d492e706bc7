/** Everything that the main thread and the recorder thread say to each other. */
import type { ReplayErrorCode } from '../errors.ts';
import type {
  CheckResult,
  ClientReason,
  GeneratorHealth,
  Interval,
  OutcomeBatch,
  Run,
  SavedAnswer,
  SessionsKept,
  SkipCount,
  StopReason,
  StoredRequest,
  Summary,
  Tally,
  Transport,
} from '../model.ts';

/** What is known of a run when it begins. */
export type NewRun = Omit<
  Run,
  | 'id'
  | 'state'
  | 'finishedAt'
  | 'invalid'
  | 'notes'
  | 'stopped'
  | 'checks'
  | 'prunedAt'
  | 'generator'
  | 'transport'
  | 'clientReasons'
  | 'sessions'
  | 'notStored'
  | 'comparison'
  | 'repetition'
> & {
  /** The same moment as `startedAt` on the monotonic clock, by which its end is told. Absent: by the clock on the wall. */
  readonly beganAtUs?: number;
};

/** What is known only at its end. */
export interface RunEnd {
  readonly state: 'finished' | 'interrupted' | 'failed';
  /** Of one that was interrupted by a condition of its own. */
  readonly stopped: StopReason | null;
  /** Where the run had a rate, but only its end could tell which. */
  readonly rateAsked: number | null;
  readonly invalid: readonly string[];
  readonly notes: readonly string[];
  readonly checks: readonly CheckResult[];
  /** Null where the senders did not come to their end. */
  readonly generator: GeneratorHealth | null;
  readonly transport: Transport | null;
  readonly clientReasons: readonly ClientReason[];
  readonly sessions: SessionsKept | null;
  /** Lines read from the log. */
  readonly lines: number;
  readonly skipped: readonly SkipCount[];
  readonly summary: Summary;
  readonly tallies: readonly Tally[];
  readonly intervals: readonly Interval[];
}

/** The same, when all that came of the run was written or not. */
export interface CompleteEnd extends RunEnd {
  /** How many outcomes could not be stored. */
  readonly notStored: number;
}

/** What the recorder thread is given at its start. */
export interface RecorderData {
  readonly path: string;
  readonly run: NewRun;
  /** Of a `Backlog`. */
  readonly backlog: SharedArrayBuffer;
}

/** An answer that a run keeps, and of what it is one. */
export interface NewAnswer
  extends Pick<SavedAnswer, 'place' | 'seq' | 'status' | 'headers' | 'body' | 'bodyBytes'> {
  readonly endpointId: number;
  readonly requestId: number;
  /** Index into `RESULTS`. */
  readonly result: number;
}

export type ToRecorder =
  /** The moment (ISO 8601) from which what is due counts. */
  (
    | { readonly type: 'sending-started'; readonly at: string }
    /** Requests that the outcomes to come refer to. */
    | { readonly type: 'requests'; readonly requests: readonly StoredRequest[] }
    | { readonly type: 'outcomes'; readonly batch: OutcomeBatch }
    | { readonly type: 'answers'; readonly answers: readonly NewAnswer[] }
    /** Nothing follows. `handedOver`: how many outcomes the recorder was given, be they told to the thread or not. */
    | { readonly type: 'end'; readonly end: RunEnd; readonly handedOver: number }
  ) & {
    /** What it takes of the backlog until it is written. */
    readonly bytes: number;
  };

export type FromRecorder =
  | { readonly type: 'opened'; readonly runId: number }
  /** Another program keeps the database locked, and has for a while. */
  | { readonly type: 'locked' }
  | { readonly type: 'closed' }
  | {
      readonly type: 'failed';
      readonly code: ReplayErrorCode;
      readonly message: string;
      readonly hint: string;
    };

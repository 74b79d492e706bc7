import type { LogOptions } from './open-log.ts';
import type { RequestRules } from './request/request-maker.ts';

/** What a replay is to do. */
export interface ReplayOptions extends LogOptions {
  /** What is put under load, as a URL: its scheme, host and port are the only place that is ever contacted. */
  readonly target: string;
  /** Arrivals per second; `max`: a closed loop over `connections`. */
  readonly rate: number | 'max';
  /** null: the log once, whatever it takes. */
  readonly durationUs: number | null;
  /** Ends with the log even when the duration is longer. */
  readonly once: boolean;
  readonly rules: Omit<RequestRules, 'targetHost'>;
  /** Sender threads, and connections opened before the start. Absent: what the rate needs. */
  readonly workers?: number;
  readonly connections?: number;
  readonly maxInFlight: number;
  readonly timeoutMs: number;
  /** Whether any certificate is accepted. */
  readonly insecure: boolean;
  /** Whether the target is tried before the run. */
  readonly preflight: boolean;
  readonly database: string;
  readonly name: string | null;
}
